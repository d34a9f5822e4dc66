/** The audit log of one evaluation as readable entries; never a value of a ballot. [PO3] */
import { tablesOf, type AuditDetail, type AuditEntry, type Db } from '@heping/db';
import type { LogEntry } from '@heping/protocol';
import type { Localized } from '@heping/scoring';
import { and, asc, eq } from 'drizzle-orm';
import { panelColors, personRef } from '../people/person-ref.ts';
import { BEHIND_THE_DECISION } from './deciders.ts';
import { sentenceOf } from './log-words.ts';

export interface LogReader {
  readonly knowsExceptions: boolean;
  /** How a decision on an objection comes about, before it is taken. [OJ5] */
  readonly readsBehind: boolean;
}

/** Everything that was decided about an evaluation, oldest first; why an exception was granted as far as they may know. */
export async function readLog(
  db: Db,
  evaluationId: string,
  { knowsExceptions, readsBehind }: LogReader,
): Promise<LogEntry[]> {
  const { auditLog, people, panelMembers } = tablesOf(db);
  const rows = await db
    .select({ entry: auditLog, person: people })
    .from(auditLog)
    .leftJoin(people, eq(people.id, auditLog.personId))
    .where(eq(auditLog.evaluationId, evaluationId))
    .orderBy(asc(auditLog.seq));
  const open = readsBehind ? new Set<string>() : await openObjections(db, evaluationId);
  const isHidden = ({ action, subject }: AuditEntry) => BEHIND_THE_DECISION.has(action) && open.has(subject);
  const seats = await db.select().from(panelMembers).where(eq(panelMembers.evaluationId, evaluationId));
  const colors = panelColors(seats.map(({ personId }) => personId));
  const seen = rows.filter(({ entry }) => !isHidden(entry));
  return seen.map(({ entry, person }) => ({
    seq: entry.seq,
    at: entry.at,
    by: person && personRef(person, colors),
    action: entry.action,
    text: said(entry),
    reason: knowsExceptions || !isOfException(entry) ? reasonIn(entry) : null,
    hash: entry.hash,
  }));
}

/** Findings whose objection waits for its decision. */
async function openObjections(db: Db, evaluationId: string): Promise<ReadonlySet<string>> {
  const { cases } = tablesOf(db);
  const rows = await db
    .select({ id: cases.findingId })
    .from(cases)
    .where(and(eq(cases.evaluationId, evaluationId), eq(cases.hasOpenObjection, true)));
  return new Set(rows.map(({ id }) => id));
}

const said = ({ action, subject, detail }: AuditEntry): Localized => sentenceOf(action, subject, detail);

const isOfException = ({ action }: AuditEntry): boolean => action.startsWith('exception.');

const reasonIn = ({ detail }: AuditEntry): string | null =>
  text(detail, 'reason') ?? text(detail, 'statement');

function text(detail: AuditDetail, key: string): string | null {
  const value = detail[key];
  return typeof value === 'string' && value !== '' ? value : null;
}
