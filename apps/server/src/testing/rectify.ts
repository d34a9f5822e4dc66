/** A delivered evaluation whose findings are being rectified: answered, and with the measures of an approved plan. */
import { tablesOf, type Case, type Measure, type Store } from '@heping/db';
import type { FindingState, IndicatorCode, Tenths } from '@heping/scoring';
import { asc, eq } from 'drizzle-orm';
import type { Desk } from '../evaluations/commands/desk.ts';
import { actOnFinding } from '../rectification/act.ts';
import { evaluationById } from '../evaluations/access.ts';
import { openCase } from '../findings/open-cases.ts';
import { acceptFinding } from '../responses/accept.ts';
import { CAST_AT } from './cast.ts';
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

export interface FindingPut {
  readonly evaluation: string;
  readonly finding: string;
  readonly number?: number;
  readonly state?: FindingState;
}

/** A finding with its case as rows, in whatever phase the evaluation is. Answers the case. */
export function seedFinding(
  store: Store,
  { evaluation: id, finding, number = 900, state = 'rectifying' }: FindingPut,
): Promise<Pick<Case, 'dueOn'>> {
  return store.tx(async (db) => {
    const t = tablesOf(db);
    const [here] = await evaluationById(db, { id });
    if (here === undefined) throw new Error(`no evaluation ${id}`);
    const row = {
      id: finding,
      number,
      indicator: 'A1.1.1',
      clauses: [],
      source: 'deduction',
      severity: 'ordinary',
    } as const;
    const nothing = { zh: '', en: '' };
    await db.insert(t.findings).values({
      ...{ ...row, evaluationId: id, standard: nothing, actual: nothing },
      ...{ lost: 5, reason: '扣分原因', createdAt: CAST_AT },
    });
    const opened = { ...openCase(row, { ...here, now: CAST_AT }), state };
    await db.insert(t.cases).values(opened);
    return opened;
  });
}

/** A finding that is being rectified by one measure of the centre's staff, unless told otherwise. */
export async function rectify(
  desk: Desk,
  { measures = [{ ownerId: 'staff' }], ...place }: Omit<Planned, 'measures'> & Partial<Planned>,
): Promise<readonly string[]> {
  const leader = await acting(desk, place.evaluation, 'leader');
  await acceptFinding(desk, { ...leader, finding: place.finding });
  return approvePlan(desk, { ...place, measures });
}
