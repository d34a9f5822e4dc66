/** What the audit log says of an evaluation, beside the rows that say the same: each row that decides has its entry. [SE4] */
import {
  canonicalJson,
  hashAudit,
  tablesOf,
  type AuditEntry,
  type BallotScore,
  type Db,
  type Evaluation,
  type Finding,
  type Sheet,
  type Signature,
  type Suggestion,
} from '@heping/db';
import { unitBeside, type Phase } from '@heping/scoring';
import { and, asc, eq } from 'drizzle-orm';
import { deliveredFindings } from '../findings/delivered.ts';
import type { UnitWords } from '../findings/from-sheet.ts';
import { inOrder } from '../findings/from-suggestions.ts';
import { Refused } from '../refused.ts';
import { hashOfBallots } from './ballots-hash.ts';
import { soundContent } from './content.ts';
import { hashOf } from './hash.ts';
import { readHistory, type History } from './history.ts';
import { areKept, readOnSite, type OnSite } from './on-site.ts';

/** The rows around the sheets of one evaluation, and its entries in order. */
export interface Trail {
  readonly evaluation: Evaluation;
  readonly entries: readonly AuditEntry[];
  readonly findings: readonly Finding[];
  /** Withdrawn ones, too. */
  readonly suggestions: readonly Suggestion[];
  readonly ballots: readonly BallotScore[];
  /** The sheet that was delivered; undefined before, and where it is gone. */
  readonly delivered: Sheet | undefined;
  /** Words before a witness, and scans, of every revision. */
  readonly onSite: OnSite;
  /** What else stands around it, against the entries. */
  readonly history: History;
}

/** Entries that are not what was hashed are left out: they say nothing. Throws where the evaluation is not there. */
export async function readTrail(db: Db, evaluationId: string): Promise<Trail> {
  const t = tablesOf(db);
  const [[evaluation], logged, findings, suggestions, ballots] = await Promise.all([
    db.select().from(t.evaluations).where(eq(t.evaluations.id, evaluationId)),
    db
      .select()
      .from(t.auditLog)
      .where(eq(t.auditLog.evaluationId, evaluationId))
      .orderBy(asc(t.auditLog.seq)),
    db
      .select()
      .from(t.findings)
      .where(eq(t.findings.evaluationId, evaluationId))
      .orderBy(asc(t.findings.number)),
    db.select().from(t.suggestions).where(eq(t.suggestions.evaluationId, evaluationId)),
    db.select().from(t.ballotScores).where(eq(t.ballotScores.evaluationId, evaluationId)),
  ]);
  if (evaluation === undefined) throw new Error(`expected evaluation ${evaluationId}, found none`);
  const entries = logged.filter((entry) => entry.hash === hashAudit(entry));
  const history = await readHistory(db, evaluation, entries);
  const delivered = await deliveredSheet(db, evaluationId, entries);
  const onSite = await readOnSite(db, evaluationId);
  return { evaluation, entries, findings, suggestions, ballots, delivered, onSite, history };
}

/** The sheet under whose hash the log tells of the delivery. */
async function deliveredSheet(
  db: Db,
  evaluationId: string,
  entries: readonly AuditEntry[],
): Promise<Sheet | undefined> {
  const delivery = entries.findLast(({ action }) => action === 'deliver');
  if (delivery === undefined) return undefined;
  const { sheets } = tablesOf(db);
  const [sheet] = await db
    .select()
    .from(sheets)
    .where(and(eq(sheets.evaluationId, evaluationId), eq(sheets.hash, delivery.subject)));
  return sheet;
}

/** The sheet that was locked last is there, since the others do not stand for it. Throws SHEET_ALTERED. */
export function refuseWithoutNewest({ history: { missing, newest } }: Trail): void {
  if (newest !== undefined && missing.includes(newest))
    throw new Refused('SHEET_ALTERED', { revision: newest });
}

const UNSEALED: ReadonlySet<Phase> = new Set(['planned', 'scoring', 'deliberation', 'signing', 'cancelled']);

/** Whether signing under this revision has closed, by phase, column or log: any of them asks for a seal. [SE1] */
export function wasClosed({ evaluation, entries }: Trail, { revision, discardedAt }: Sheet): boolean {
  const isInForce = discardedAt === null;
  if (isInForce && (!UNSEALED.has(evaluation.phase) || evaluation.closedSigningAt !== null)) return true;
  if (entries.some((entry) => isRevising(entry) && entry.detail['revision'] === revision)) return true;
  const locks = entries.filter(({ action }) => action === 'lock');
  const from = locks.find(({ detail }) => detail['revision'] === revision)?.seq ?? Infinity;
  const until = locks.find(({ seq }) => seq > from)?.seq ?? Infinity;
  return entries.some(({ action, seq }) => action === 'signing.close' && seq > from && seq < until);
}

/** Lock, close and setting aside are in the log as the row tells them. */
export function isLogged({ evaluation, entries }: Trail, sheet: Sheet): boolean {
  const own = entriesOf(entries, sheet);
  const revised = own.find(isRevising);
  const lock = revised ?? own.find(({ action }) => action === 'lock');
  const close = revised ?? own.find(({ action }) => action === 'signing.close');
  const aside =
    own.find(({ action }) => action === 'unlock' || action === 'send-back') ?? revisionAfter(entries, sheet);
  // A decision on an objection moves neither the day of the lock nor that of the close.
  const isOfEvaluation = sheet.discardedAt === null && revised === undefined;
  return (
    isBy(lock, sheet.lockedAt, sheet.lockedBy) &&
    lock?.detail['revision'] === sheet.revision &&
    isBy(close, sheet.closedAt, sheet.closedBy) &&
    (revised === undefined ? (close?.detail['reason'] ?? null) : null) === sheet.closeReason &&
    isBy(aside, sheet.discardedAt, sheet.discardedBy) &&
    (aside?.detail['reason'] ?? null) === sheet.discardReason &&
    (!isOfEvaluation ||
      (evaluation.lockedAt === sheet.lockedAt && evaluation.closedSigningAt === sheet.closedAt))
  );
}

/** A decision on an objection locks, closes and seals its revision at once, and sets the one before aside. [RV4] */
const isRevising = ({ action }: AuditEntry): boolean => action === 'sheet.revise';

/** What set this sheet aside, where that was a decision. */
const revisionAfter = (entries: readonly AuditEntry[], { hash }: Sheet): AuditEntry | undefined =>
  entries.find((entry) => isRevising(entry) && entry.detail['previous'] === hash);

/** The objection that a revision was decided on, as the log tells; undefined for what the panel locked. [RV3] */
export function objectionBehind({ entries }: Trail, sheet: Sheet): string | undefined {
  const objection = entriesOf(entries, sheet).find(isRevising)?.detail['objection'];
  return typeof objection === 'string' ? objection : undefined;
}

type Word = Pick<
  Signature,
  'personId' | 'personName' | 'personNameEn' | 'kind' | 'at' | 'statement' | 'drawing' | 'discardedAt'
>;
const WORDS: ReadonlySet<string> = new Set(['sign', 'dissent', 'acknowledge', 'decline']);

/** Every signature has its entry and every entry its signature; so has what was given beside them. [SG1, WD5, SN5] */
export function areLogged(
  { entries, onSite }: Pick<Trail, 'entries' | 'onSite'>,
  sheet: Sheet,
  signatures: readonly Word[],
): boolean {
  const said = entriesOf(entries, sheet).filter(({ action }) => WORDS.has(action));
  const isSaid = ({ personId, personName, personNameEn, kind, at, statement, drawing }: Word): boolean =>
    said.some(
      ({ personId: by, action, at: when, detail }) =>
        by === personId &&
        action === kind &&
        // Who spoke for a decision signed when they spoke; it is put down when it is decided.
        (detail['signedAt'] ?? when) === at &&
        (detail['statement'] ?? '') === statement &&
        (detail['drawing'] ?? null) === (drawing === null ? null : hashOf(drawing)) &&
        // An entry from before names were kept in it says nothing of them.
        (detail['name'] === undefined ||
          (detail['name'] === personName && detail['nameEn'] === personNameEn)),
    );
  return (
    signatures.length === said.length &&
    new Set(signatures.map(({ personId }) => personId)).size === signatures.length &&
    signatures.every((word) => word.discardedAt === sheet.discardedAt && isSaid(word)) &&
    areKept(entries, onSite, sheet)
  );
}

/** What was delivered before “1 person” was said keeps its “1 people”. */
const UNIT_WORDS: readonly UnitWords[] = [unitBeside, (unit) => unit];

/**
 * What was delivered is what the sheet that was delivered makes of its deductions, then the panel’s suggestions, and
 * nothing before: a decision on an objection changes the sheet, never the finding. Asked of that sheet, and of the one in
 * force. [FI1, FI5, RV6]
 */
export function areFindings(
  {
    evaluation,
    findings,
    suggestions,
    delivered,
  }: Pick<Trail, 'evaluation' | 'findings' | 'suggestions' | 'delivered'>,
  sheet: Sheet,
): boolean {
  if (sheet.discardedAt !== null && sheet.hash !== delivered?.hash) return true;
  if (evaluation.deliveredAt === null) return findings.length === 0;
  const content = soundContent(delivered ?? sheet);
  // What cannot be read has its own fault.
  if (content === null) return true;
  const told = findings.filter(({ source }) => source !== 'look-back');
  const kept = canonicalJson(told.map(({ id: _id, evaluationId: _evaluation, ...finding }) => finding));
  const standing = inOrder(suggestions.filter(({ withdrawnAt }) => withdrawnAt === null));
  return UNIT_WORDS.some((unitWords) => {
    const drafts = deliveredFindings(content, standing, unitWords);
    return canonicalJson(drafts.map((draft) => ({ ...draft, createdAt: evaluation.deliveredAt }))) === kept;
  });
}

/** Each finding of a look-back was opened by one, in its words, as the log tells; and each that was opened is there. [LB3] */
export function areOpened({ entries, findings }: Pick<Trail, 'entries' | 'findings'>): boolean {
  const later = findings.filter(({ source }) => source === 'look-back');
  const openings = entries.filter(({ action }) => action === 'finding.open');
  const words = entries.filter(({ action }) => action === 'finding.look-back');
  return (
    later.length === openings.length &&
    later.every(
      ({ id, reason, createdAt }) =>
        openings.some(({ subject, at }) => subject === id && at === createdAt) &&
        words.some(({ detail }) => detail['opened'] === id && detail['reason'] === reason),
    )
  );
}

/** The ballots are those of the reveal; an entry from before they were hashed says nothing. [PO3] */
export function areBallots({ entries, ballots }: Pick<Trail, 'entries' | 'ballots'>): boolean {
  const reveal = entries.findLast(({ action }) => action === 'reveal');
  if (reveal === undefined) return ballots.length === 0;
  const { hash } = reveal.detail;
  return hash === undefined || hash === hashOfBallots(ballots);
}

const entriesOf = (entries: readonly AuditEntry[], { hash }: Sheet): readonly AuditEntry[] =>
  entries.filter(({ subject }) => subject === hash);

/** The entry tells when and by whom, as the columns do; both or neither. */
const isBy = (entry: AuditEntry | undefined, at: number | null, by: string | null): boolean =>
  (entry?.at ?? null) === at && (entry?.personId ?? null) === by;
