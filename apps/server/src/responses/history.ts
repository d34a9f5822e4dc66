/** What happened to one finding and its measures, from the audit log, in words. [OJ5] */
import { tablesOf, type AuditEntry, type Db } from '@heping/db';
import type { CaseEvent } from '@heping/protocol';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { access, allow } from '../evaluations/access.ts';
import { sentenceOf } from '../evaluations/log-words.ts';
import { panelColors, personRef } from '../people/person-ref.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { BEHIND_THE_DECISION, decidersOf, readsBehind } from '../evaluations/deciders.ts';

export interface HistoryQuestion {
  readonly evaluation: string;
  readonly finding: string;
  readonly visitor: Visitor;
}

/** Oldest first. Throws NOT_FOUND or WRONG_PHASE. */
export async function readCaseHistory(
  db: Db,
  { evaluation: id, finding, visitor }: HistoryQuestion,
): Promise<CaseEvent[]> {
  const here = await access(db, id, visitor);
  allow(here, 'case.read');
  const { auditLog, cases, measures, panelMembers, people, reminders } = tablesOf(db);
  const [kept] = await db
    .select()
    .from(cases)
    .where(and(eq(cases.findingId, finding), eq(cases.evaluationId, id)));
  if (kept === undefined) throw new Refused('NOT_FOUND');
  const own = await db.select({ id: measures.id }).from(measures).where(eq(measures.findingId, finding));
  // 提醒、催办 … 通报 stand in the log under their own names. [RM5]
  const taken = await db.select({ id: reminders.id }).from(reminders).where(eq(reminders.findingId, finding));
  const subjects = [finding, ...[...own, ...taken].map(({ id: subject }) => subject)];
  const rows = await db
    .select({ entry: auditLog, person: people })
    .from(auditLog)
    .leftJoin(people, eq(people.id, auditLog.personId))
    .where(and(eq(auditLog.evaluationId, id), inArray(auditLog.subject, subjects)))
    .orderBy(asc(auditLog.seq));
  const seats = await db.select().from(panelMembers).where(eq(panelMembers.evaluationId, id));
  const colors = panelColors(seats.map(({ personId }) => personId));
  const decides = readsBehind(await decidersOf(db, here), { ...here, personId: visitor.personId });
  return rows
    .filter(({ entry }) => decides || !BEHIND_THE_DECISION.has(entry.action))
    .map(({ entry, person }) => ({
      ...{ seq: entry.seq, at: entry.at, action: entry.action },
      by: person && personRef(person, colors),
      text: sentenceOf(entry.action, entry.subject, entry.detail),
      reason: reasonIn(entry),
    }));
}

function reasonIn({ detail }: AuditEntry): string | null {
  const said = detail['reason'] ?? detail['why'] ?? detail['statement'];
  return typeof said === 'string' && said !== '' ? said : null;
}
