/**
 * The frame of every step towards a decision: in the evaluation’s queue, on the objection that is open, by somebody who
 * may decide; what does not hold is said in words. [OB3–OB5, OJ2]
 */
import {
  hashAudit,
  tablesOf,
  type AuditEntry,
  type Db,
  type Objection,
  type ObjectionVoice,
} from '@heping/db';
import { OBJECTION_STATE_LABELS } from '@heping/protocol';
import {
  minuteIn,
  nextObjectionState,
  type ObjectionCondition,
  type ObjectionRefusal,
  type ObjectionStep,
} from '@heping/scoring';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Desk } from '../evaluations/commands/desk.ts';
import { sit } from '../evaluations/commands/sitting.ts';
import {
  findingIn,
  refusedFor,
  whoAndWhen,
  type FindingActing,
  type FindingSitting,
} from '../rectification/act.ts';
import { nameOf, Refused } from '../refused.ts';
import { decidersOf, tooFew, type Deciders } from '../evaluations/deciders.ts';

/** What of an objection decides who may do what with it. */
export interface ObjectionSituation {
  readonly objection: Objection;
  /** of all rounds */
  readonly voices: readonly ObjectionVoice[];
  readonly deciders: Deciders;
}

export interface ObjectionSitting extends FindingSitting, ObjectionSituation {}

/** Takes one step with the open objection of a finding. Throws what does not hold. */
export const onObjection = (
  desk: Desk,
  acting: FindingActing,
  { step, reason }: { readonly step: ObjectionStep; readonly reason?: string | undefined },
  work: (here: ObjectionSitting) => Promise<void>,
): Promise<void> =>
  sit(desk, acting, 'objection.decide', async (sitting) => {
    const finding = await findingIn(sitting, acting.finding);
    if (finding.kept.state !== 'awaiting-response') throw await refusedFor(finding, 'state');
    const objection = await openObjection(finding.db, acting.finding);
    if (objection === undefined) throw await refusedFor(finding, 'open-objection');
    const here = {
      ...finding,
      objection,
      voices: await voicesOf(finding.db, [objection.id]),
      deciders: await decidersOf(finding.db, finding),
    };
    const judged = judgeStep(step, here, { personId: finding.visitor.personId, reason });
    if (!judged.ok) throw await stepRefused(here, judged.error);
    await work(here);
  });

/** Whether somebody may take a step now. */
export const judgeStep = (
  step: ObjectionStep,
  here: ObjectionSituation,
  { personId, reason }: { readonly personId: string; readonly reason?: string | undefined },
) => nextObjectionState(step, { state: here.objection.state, holds: conditionsOf(here, personId), reason });

/** Every condition that holds for somebody. [OB3] */
function conditionsOf(
  { objection, voices, deciders }: ObjectionSituation,
  personId: string,
): ReadonlySet<ObjectionCondition> {
  const { handlerId, round } = objection;
  const isMine = handlerId === personId;
  // Who cannot decide any more keeps it from nobody.
  const isHandled = handlerId !== null && deciders.eligible.has(handlerId);
  const holds: Readonly<Record<ObjectionCondition, boolean>> = {
    'not-on-panel': !deciders.seated.has(personId),
    'not-tied': !deciders.tied.has(personId),
    'enough-deciders': deciders.eligible.size >= deciders.needed,
    'not-taken': !isHandled,
    'not-anothers': isMine || !isHandled,
    'not-own-proposal': !isMine,
    'not-said': !voices.some((voice) => voice.round === round && voice.personId === personId),
  };
  return new Set((Object.keys(holds) as ObjectionCondition[]).filter((condition) => holds[condition]));
}

type Refusing = ObjectionSituation & Pick<FindingSitting, 'db' | 'kept' | 'campaign'>;

/** The refusal of a step as a sentence: by whom and when, where somebody else was first. */
export async function stepRefused(here: Refusing, error: ObjectionRefusal): Promise<Refused> {
  const { objection, deciders } = here;
  switch (error) {
    case 'state':
      return new Refused('OBJECTION_STATE', {
        state: OBJECTION_STATE_LABELS[objection.state],
        ...(await whoAndWhen(here)),
      });
    case 'reason':
      return new Refused('REASON_MISSING');
    case 'not-on-panel':
      return new Refused('DECIDER_ON_PANEL');
    case 'not-tied':
      return new Refused('DECIDER_TIED');
    case 'enough-deciders':
      return tooFew(deciders);
    case 'not-taken':
    case 'not-anothers':
      return new Refused('OBJECTION_TAKEN', await takenBy(here));
    case 'not-own-proposal':
      return new Refused('OWN_PROPOSAL');
    case 'not-said':
      return new Refused('VOICE_GIVEN');
  }
}

/** Who handles it, and since when. */
async function takenBy({ db, objection, campaign }: Refusing) {
  const said = await saidOf(db, objection);
  const first = said.findLast(
    ({ action, personId }) =>
      personId === objection.handlerId && (action === 'finding.take' || action === 'finding.propose'),
  );
  const { people } = tablesOf(db);
  const [handler] = await db
    .select()
    .from(people)
    .where(eq(people.id, objection.handlerId ?? ''));
  if (first === undefined || handler === undefined)
    throw new Error(`objection ${objection.id}: expected its handler in the log`);
  return { person: nameOf(handler), at: minuteIn(campaign.timeZone, first.at) };
}

/** The objection that waits for its decision. */
export async function openObjection(db: Db, findingId: string): Promise<Objection | undefined> {
  const { objections } = tablesOf(db);
  const [open] = await db
    .select()
    .from(objections)
    .where(and(eq(objections.findingId, findingId), inArray(objections.state, ['filed', 'proposed'])));
  return open;
}

/** What was said to proposals, oldest first. */
export async function voicesOf(db: Db, objectionIds: readonly string[]): Promise<readonly ObjectionVoice[]> {
  if (objectionIds.length === 0) return [];
  const { objectionVoices } = tablesOf(db);
  return db
    .select()
    .from(objectionVoices)
    .where(inArray(objectionVoices.objectionId, [...objectionIds]))
    .orderBy(asc(objectionVoices.round), asc(objectionVoices.at), asc(objectionVoices.personId));
}

/** What the log tells of one objection, in order: who proposed and agreed under which name and hash. */
export async function saidOf(
  db: Db,
  { id, findingId }: Pick<Objection, 'id' | 'findingId'>,
): Promise<readonly AuditEntry[]> {
  const { auditLog } = tablesOf(db);
  const entries = await db
    .select()
    .from(auditLog)
    .where(eq(auditLog.subject, findingId))
    .orderBy(asc(auditLog.seq));
  return entries.filter((entry) => entry.detail['objection'] === id && entry.hash === hashAudit(entry));
}

/** Changes the objection as it was read. Throws CHANGED where a second process was first. */
export async function changeObjection(
  tx: Db,
  { id, state, round }: Objection,
  change: Partial<Objection>,
): Promise<void> {
  const { objections } = tablesOf(tx);
  const changed = await tx
    .update(objections)
    .set(change)
    .where(and(eq(objections.id, id), eq(objections.state, state), eq(objections.round, round)))
    .returning({ id: objections.id });
  if (changed.length === 0) throw new Refused('CHANGED');
}
