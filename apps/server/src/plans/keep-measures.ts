/** What an approved revision does to the measures, with a line in the log for each, inside its transaction. [PN5, PN6, PN12–PN14] */
import {
  appendAudit,
  tablesOf,
  type AuditDetail,
  type Db,
  type Measure,
  type PlanSubmission,
} from '@heping/db';
import { and, eq, isNull } from 'drizzle-orm';
import type { Sitting } from '../evaluations/commands/sitting.ts';
import { endLink } from '../links/link.ts';
import { Refused } from '../refused.ts';
import type { Changed, MeasureChanges } from './measures.ts';

export interface Keeping {
  readonly here: Pick<Sitting, 'evaluation' | 'visitor' | 'now'>;
  readonly submission: Pick<PlanSubmission, 'id' | 'revision'>;
  readonly changes: MeasureChanges;
  newId(): string;
}

/** Keeps the changes; answers what writes their lines, which come after that of the approval. Throws CHANGED. */
export async function keepMeasures(tx: Db, keeping: Keeping): Promise<(tx: Db) => Promise<void>> {
  const lines = [
    ...(await keepAdded(tx, keeping)),
    ...(await keepChanged(tx, keeping)),
    ...(await keepDropped(tx, keeping)),
  ];
  const { evaluation, visitor, now } = keeping.here;
  const { revision } = keeping.submission;
  return async (db) => {
    for (const { action, subject, detail } of lines)
      await appendAudit(db, {
        ...{ at: now, personId: visitor.personId, action, evaluationId: evaluation.id, subject },
        detail: { revision, ...detail },
      });
  };
}

interface Line {
  readonly action: string;
  /** the measure */
  readonly subject: string;
  readonly detail: AuditDetail;
}

async function keepAdded(tx: Db, { here, submission, changes, newId }: Keeping): Promise<Line[]> {
  const { measures } = tablesOf(tx);
  const lines: Line[] = [];
  for (const { row, findingId } of changes.added) {
    const id = newId();
    await tx.insert(measures).values({
      ...row,
      ...{ id, findingId, evaluationId: here.evaluation.id, submissionId: submission.id },
      ...{ state: 'doing', firstDueOn: row.dueOn, createdAt: here.now },
    });
    lines.push({ action: 'measure.add', subject: id, detail: { finding: findingId, ...row } });
  }
  return lines;
}

async function keepChanged(tx: Db, keeping: Keeping): Promise<Line[]> {
  const lines: Line[] = [];
  for (const { row, change } of keeping.changes.changed) {
    await keepRow(tx, keeping, { row, change });
    const fields = Object.keys(change) as (keyof Measure)[];
    const detail = {
      ...{ finding: row.findingId, fields },
      before: Object.fromEntries(fields.map((field) => [field, row[field]])),
      after: Object.fromEntries(fields.map((field) => [field, change[field] ?? null])),
    };
    lines.push({ action: 'measure.change', subject: row.id, detail });
    if ('ownerId' in change || 'ownerName' in change) lines.push(...(await endLinks(tx, keeping, row.id)));
  }
  return lines;
}

async function keepDropped(tx: Db, keeping: Keeping): Promise<Line[]> {
  const lines: Line[] = [];
  for (const { row, change } of keeping.changes.dropped) {
    await keepRow(tx, keeping, { row, change });
    const detail = { finding: row.findingId, from: row.state, to: change.state };
    lines.push({ action: 'measure.drop', subject: row.id, detail }, ...(await settleAsked(tx, keeping, row)));
  }
  return lines;
}

async function keepRow(
  tx: Db,
  { submission }: Keeping,
  { row: { id, version }, change }: Changed<Partial<Measure>>,
): Promise<void> {
  const { measures } = tablesOf(tx);
  const kept = await tx
    .update(measures)
    .set({ ...change, submissionId: submission.id, version: version + 1 })
    .where(and(eq(measures.id, id), eq(measures.version, version)))
    .returning({ id: measures.id });
  if (kept.length === 0) throw new Refused('CHANGED');
}

/** A link was given to whoever owned the measure; somebody else's work is not theirs to report. [PN12, OL3] */
async function endLinks(tx: Db, { here: { now } }: Keeping, measure: string): Promise<Line[]> {
  const { ownerLinks } = tablesOf(tx);
  const links = await tx
    .select({ id: ownerLinks.id, name: ownerLinks.name })
    .from(ownerLinks)
    .where(and(eq(ownerLinks.measureId, measure), isNull(ownerLinks.revokedAt)));
  for (const { id } of links) await endLink(tx, id, now);
  return links.map(({ id, name }) => ({
    ...{ action: 'link.revoke', subject: measure },
    detail: { link: id, name },
  }));
}

/** Nobody decides any more about time for what is not done: it is refused by who approved, with the reason. [PN14] */
async function settleAsked(
  tx: Db,
  { here: { visitor, now }, submission: { revision } }: Keeping,
  { id, state, findingId }: Measure,
): Promise<Line[]> {
  const { extensions } = tablesOf(tx);
  const decision = `整改方案第 ${revision} 版取消了这项措施 · dropped by revision ${revision} of the plan`;
  const settled = await tx
    .update(extensions)
    .set({ state: 'refused', decidedBy: visitor.personId, decidedAt: now, decision })
    .where(and(eq(extensions.measureId, id), eq(extensions.state, 'asked')))
    .returning({ until: extensions.until });
  return settled.map(({ until }) => ({
    ...{ action: 'measure.refuse-extension', subject: id },
    detail: { finding: findingId, from: state, to: 'dropped', until, reason: decision },
  }));
}
