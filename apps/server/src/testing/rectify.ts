/** A delivered evaluation whose findings are being rectified: answered, and with the measures of an approved plan. */
import { tablesOf, type Measure } from '@heping/db';
import type { IndicatorCode, Tenths } from '@heping/scoring';
import { asc, eq } from 'drizzle-orm';
import type { Desk } from '../evaluations/commands/desk.ts';
import { planDue } from '../findings/open-cases.ts';
import { actOnFinding } from '../rectification/act.ts';
import { acting, walkTo } from './walk.ts';

/** Half of A1.1.1 and a little of A1.2.2: one severe finding, one ordinary. */
export const TWO_DEDUCTIONS: Readonly<Record<IndicatorCode, Tenths>> = { 'A1.1.1': 0, 'A1.2.2': 95 };

export interface MeasureGiven {
  readonly ownerId?: string | null;
  readonly dueOn?: string;
  readonly text?: string;
}

/** The ids of an evaluation's findings, by number. */
export async function findingsOf({ store }: Pick<Desk, 'store'>, evaluation: string): Promise<string[]> {
  const { findings } = store.tables;
  const rows = await store.db
    .select({ id: findings.id })
    .from(findings)
    .where(eq(findings.evaluationId, evaluation))
    .orderBy(asc(findings.number));
  return rows.map(({ id }) => id);
}

/** Walks a planned evaluation to its publication, the notice being none. Answers its findings by number. */
export async function deliverWith(
  desk: Desk,
  evaluation: string,
  scores: Readonly<Record<IndicatorCode, Tenths>> = TWO_DEDUCTIONS,
): Promise<string[]> {
  await walkTo(desk, evaluation, 'published', { scores });
  return findingsOf(desk, evaluation);
}

export interface Planned {
  readonly evaluation: string;
  readonly finding: string;
  readonly measures: readonly MeasureGiven[];
}

/** The leader accepts a finding. */
export const acceptFinding = async (
  desk: Desk,
  { evaluation, finding }: Omit<Planned, 'measures'>,
): Promise<void> =>
  actOnFinding(
    desk,
    { ...(await acting(desk, evaluation, 'leader')), finding },
    { action: 'case.respond', act: 'accept' },
    ({ today, campaign }) => ({ change: { planBy: planDue(today, campaign) } }),
  );

/** An officer approves a plan with these measures: `<finding>-1`, `<finding>-2` … */
export async function approvePlan(
  desk: Desk,
  { evaluation, finding, measures: given }: Planned,
): Promise<readonly string[]> {
  const ids = given.map((_, place) => `${finding}-${place + 1}`);
  await actOnFinding(
    desk,
    { ...(await acting(desk, evaluation, 'officer')), finding },
    { action: 'plan.decide', act: 'approve-plan' },
    ({ now, kept, visitor }) => ({
      rows: async (tx) => {
        const { planSubmissions, measures } = tablesOf(tx);
        const { length: revision } = await tx
          .select()
          .from(planSubmissions)
          .where(eq(planSubmissions.evaluationId, evaluation));
        const submission = `${finding}-plan`;
        await tx.insert(planSubmissions).values({
          ...{ id: submission, evaluationId: evaluation, revision: revision + 1, canonical: '{}', hash: '' },
          ...{ state: 'approved', submittedBy: 'leader', submittedAt: now },
          ...{ decidedBy: visitor.personId, decidedAt: now },
        });
        const row = ({ ownerId = null, dueOn = kept.dueOn, text = '整改' }: MeasureGiven, place: number) =>
          ({
            ...{ id: ids[place] ?? '', findingId: finding, evaluationId: evaluation },
            ...{ submissionId: submission, place: ids[place] ?? '', kind: 'corrective', text },
            ...{ ownerId, ownerName: ownerId ?? '王师傅', dueOn, firstDueOn: dueOn },
            ...{ expected: '照片', state: 'doing', createdAt: now },
          }) as const satisfies Partial<Measure>;
        for (const [place, one] of given.entries()) await tx.insert(measures).values(row(one, place));
      },
    }),
  );
  return ids;
}

/** A finding that is being rectified by one measure of the centre's staff, unless told otherwise. */
export async function rectify(
  desk: Desk,
  { measures = [{ ownerId: 'staff' }], ...place }: Omit<Planned, 'measures'> & Partial<Planned>,
): Promise<readonly string[]> {
  await acceptFinding(desk, place);
  return approvePlan(desk, { ...place, measures });
}
