/** Where the acceptance of a finding stands, and what its reader can do about it. [AC5, FN7] */
import { tablesOf, type AuditDetail, type Case, type Db, type LookBack } from '@heping/db';
import type { Acceptance, PersonRef, Why } from '@heping/protocol';
import {
  dayIn,
  FINDING_PERMISSIONS,
  FINDING_TRANSITIONS,
  may,
  nextFindingState,
  type FindingAct,
} from '@heping/scoring';
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Access } from '../evaluations/access.ts';
import { filesOf } from '../files/use.ts';
import { refsOf } from '../people/refs.ts';
import { SAID } from '../rectification/act.ts';
import { handsIn } from '../rectification/hands.ts';
import { findingStanding, measuresOf, type FindingSituation } from '../rectification/standing.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { caseRefs } from './case-refs.ts';
import { asVerified } from './decide.ts';

/** The acts of acceptance. */
const ACTS = ['submit', 'recall', 'return', 'close', 'look-back'] as const satisfies readonly FindingAct[];

export interface AcceptanceQuestion {
  readonly here: Access;
  readonly finding: string;
  readonly visitor: Visitor;
  readonly now: number;
}

/** Throws NOT_FOUND. */
export async function readAcceptance(
  db: Db,
  { here, finding, visitor, now }: AcceptanceQuestion,
): Promise<Acceptance> {
  const { cases, lookBacks, repeats } = tablesOf(db);
  const { evaluation, campaign, roles } = here;
  const isThis = and(eq(cases.findingId, finding), eq(cases.evaluationId, evaluation.id));
  const [kept] = await db.select().from(cases).where(isThis);
  if (kept === undefined) throw new Refused('NOT_FOUND');
  const [measures, returned, [back], links] = await Promise.all([
    measuresOf(db, finding),
    returnsOf(db, finding),
    db.select().from(lookBacks).where(eq(lookBacks.findingId, finding)),
    db.select().from(repeats).where(eq(repeats.findingId, finding)),
  ]);
  const hands = await handsIn(db, { centre: here.centre, measures });
  const today = dayIn(campaign.timeZone, now);
  const person = await refsOf(db, [
    ...[kept.submittedBy, kept.closedBy, back?.personId],
    ...returned.map(({ personId }) => personId),
    ...links.map(({ decidedBy }) => decidedBy),
  ]);
  const earlier = await caseRefs(
    db,
    links.map(({ earlierId }) => earlierId),
    visitor,
  );
  return {
    finding,
    state: kept.state,
    ...{ today, timeZone: campaign.timeZone, reported: kept.reported, verified: kept.verified },
    submitted: await submissionOf(db, kept, person(kept.submittedBy)),
    returns: returned.flatMap(({ personId, at, detail }) => {
      const said = byAt(person(personId), at);
      return said === null ? [] : [{ ...said, reason: reasonIn(detail) }];
    }),
    closed: await closureOf(db, kept, person(kept.closedBy)),
    lookBackOn: kept.lookBackOn,
    lookBack: back === undefined ? null : await lookBackOf(db, back, { visitor, by: person(back.personId) }),
    repeats: links.flatMap(({ earlierId, state, decidedBy, decidedAt, reason }) => {
      const one = earlier.find((ref) => ref.finding === earlierId);
      const said = byAt(person(decidedBy), decidedAt);
      const decision = said === null ? null : { ...said, reason: reason ?? '' };
      return one === undefined ? [] : [{ earlier: one, state, decision }];
    }),
    mayDecideRepeats: may(roles, 'case.look-back', evaluation.phase) && !hands.tied.has(visitor.personId),
    acts: actsOn({ kept, measures, hands, today, personId: visitor.personId }, here),
    reportedMeasures: measures.filter(({ state }) => state === 'reported').map(({ id }) => id),
  };
}

/** What somebody can do, and what only something that is said keeps them from. */
function actsOn(situation: FindingSituation, { roles, evaluation }: Access): Acceptance['acts'] {
  const { kept } = situation;
  return ACTS.flatMap((act): Acceptance['acts'] => {
    const action = FINDING_PERMISSIONS[act];
    const isPermitted = action !== null && may(roles, action, evaluation.phase);
    if (!isPermitted || FINDING_TRANSITIONS[act].from !== kept.state) return [];
    // Closing can verify in the same step what is reported.
    const standing = findingStanding(act === 'close' ? asVerified(situation) : situation, roles);
    const judged = nextFindingState(act, { ...standing, reason: act });
    if (judged.ok) return [{ act, why: null }];
    const { error } = judged;
    if (error === 'party' || error === 'state') return [];
    // Before a look-back was agreed there is none to wait for.
    if (error === 'look-back-open') return [];
    const why: Why = { code: SAID[error], params: { until: kept.respondBy } };
    return [{ act, why }];
  });
}

const returnsOf = (db: Db, finding: string) => {
  const { auditLog } = tablesOf(db);
  return db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subject, finding), eq(auditLog.action, 'finding.return')))
    .orderBy(desc(auditLog.seq));
};

const reasonIn = ({ reason }: AuditDetail): string => (typeof reason === 'string' ? reason : '');

const byAt = (by: PersonRef | null, at: number | null) => (by === null || at === null ? null : { by, at });

/** The submission that stands: who made it, and what its line in the log says. [AC5] */
async function submissionOf(db: Db, kept: Case, by: PersonRef | null): Promise<Acceptance['submitted']> {
  const said = byAt(by, kept.submittedAt);
  if (said === null) return null;
  const { auditLog } = tablesOf(db);
  const [line] = await db
    .select({ detail: auditLog.detail })
    .from(auditLog)
    .where(and(eq(auditLog.subject, kept.findingId), eq(auditLog.action, 'finding.submit')))
    .orderBy(desc(auditLog.seq))
    .limit(1);
  const { statement, files: named } = line?.detail ?? {};
  const used = await filesOf(db, 'acceptance', [kept.findingId]);
  const files = (used.get(kept.findingId) ?? []).filter(
    ({ id }) => Array.isArray(named) && named.includes(id),
  );
  return { ...said, statement: typeof statement === 'string' ? statement : '', files };
}

async function closureOf(db: Db, kept: Case, by: PersonRef | null): Promise<Acceptance['closed']> {
  const said = byAt(by, kept.closedAt);
  if (said === null) return null;
  const [files, proofs] = await Promise.all([
    filesOf(db, 'acceptance', [kept.findingId]),
    closingFiles(db, kept.findingId),
  ]);
  const own = (files.get(kept.findingId) ?? []).filter(({ id }) => proofs === null || proofs.has(id));
  return { ...said, reason: kept.closeReason ?? '', files: own };
}

/** What came with the submission that was accepted, and with its acceptance; null where their lines do not say. [AC6] */
async function closingFiles(db: Db, finding: string): Promise<ReadonlySet<string> | null> {
  const { auditLog } = tablesOf(db);
  const lines = await db
    .select({ action: auditLog.action, detail: auditLog.detail })
    .from(auditLog)
    .where(and(eq(auditLog.subject, finding), inArray(auditLog.action, ['finding.submit', 'finding.close'])))
    .orderBy(desc(auditLog.seq))
    .limit(2);
  const named = lines.map(({ detail }) => detail['files']);
  if (!named.every((files) => Array.isArray(files))) return null;
  return new Set(named.flat().filter((id) => typeof id === 'string'));
}

async function lookBackOf(
  db: Db,
  { id, findingId, effect, statement, at }: LookBack,
  { visitor, by }: { readonly visitor: Visitor; readonly by: PersonRef | null },
): Promise<Acceptance['lookBack']> {
  if (by === null) return null;
  const { repeats, findings } = tablesOf(db);
  const openings = await db
    .select({ id: repeats.findingId })
    .from(repeats)
    .innerJoin(findings, eq(findings.id, repeats.findingId))
    .where(and(eq(repeats.earlierId, findingId), inArray(findings.source, ['look-back'])));
  const [opened] = await caseRefs(
    db,
    openings.map((one) => one.id),
    visitor,
  );
  const files = (await filesOf(db, 'look-back', [id])).get(id) ?? [];
  return { effect, statement, by, at, files, opened: opened ?? null };
}
