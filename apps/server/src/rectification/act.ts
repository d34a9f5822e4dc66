/**
 * The frame of every act on a finding: judged by scoring's table inside the evaluation's queue, kept in one transaction
 * with its line in the audit log and what follows for the evaluation. Of two at once one is done; the other is told by
 * whom and when. [FN2–FN6, FA1–FA3]
 */
import { tablesOf, type AuditDetail, type AuditEntry, type Case, type Db, type Measure } from '@heping/db';
import { FINDING_STATE_LABELS, type RefusalCode } from '@heping/protocol';
import {
  dayIn,
  minuteIn,
  nextFindingState,
  type Action,
  type FindingAct,
  type FindingRefusal,
  type FindingState,
  type Localized,
} from '@heping/scoring';
import { and, desc, eq } from 'drizzle-orm';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, sit, type ClockSitting, type Sitting } from '../evaluations/commands/sitting.ts';
import { nameOf, Refused } from '../refused.ts';
import { followingOf, inPhase, logFollowing, statesAfter } from '../findings/settle.ts';
import { handsIn, type Hands } from './hands.ts';
import { findingStanding, measuresOf } from './standing.ts';
import { tellAct } from './tell.ts';

export interface FindingActing extends Acting {
  readonly finding: string;
}

interface FindingHere {
  readonly kept: Case;
  readonly measures: readonly Measure[];
  readonly hands: Hands;
  /** today in the campaign's time zone */
  readonly today: string;
}
/** A finding while nothing else happens to its evaluation. */
export interface FindingSitting extends Sitting, FindingHere {}
/** The same when the clock acts. */
export interface ClockFinding extends ClockSitting, FindingHere {}

export interface Act {
  /** Its row in the table of permissions, and in that of transitions. */
  readonly action: Action;
  readonly act: FindingAct;
  readonly reason?: string | undefined;
}

/** What an act changes beside the state. */
export interface Effects {
  /** Columns of the case. */
  readonly change?: Partial<Case>;
  readonly detail?: AuditDetail;
  /** Rows of its own, in the same transaction. */
  readonly rows?: (db: Db) => Promise<unknown>;
  /** Findings that it opens, with their states: what follows for the evaluation counts them. [PH5] */
  readonly opens?: Readonly<Record<string, FindingState>>;
}

/** Does one act on one finding. Throws NOT_FOUND, WRONG_PHASE, FINDING_STATE and what the table names. */
export const actOnFinding = (
  desk: Desk,
  acting: FindingActing,
  act: Act,
  effectsOf: (here: FindingSitting, next: FindingState) => Promise<Effects> | Effects = () => ({}),
): Promise<void> =>
  sit(desk, acting, act.action, async (sitting) => {
    const here = await findingIn(sitting, acting.finding);
    const standing = findingStanding({ ...here, personId: here.visitor.personId }, here.roles);
    const judged = nextFindingState(act.act, { ...standing, reason: act.reason });
    if (!judged.ok) throw await refusedFor(here, judged.error);
    const next = judged.value;
    await keepAct(here, act, next, await effectsOf(here, next));
  });

/** The finding of this evaluation with its measures. Throws NOT_FOUND. */
export async function findingIn<S extends Sitting | ClockSitting>(
  sitting: S,
  findingId: string,
): Promise<S & FindingHere> {
  const { db, evaluation, campaign, now } = sitting;
  const { cases } = tablesOf(db);
  const [kept] = await db
    .select()
    .from(cases)
    .where(and(eq(cases.findingId, findingId), eq(cases.evaluationId, evaluation.id)));
  if (kept === undefined) throw new Refused('NOT_FOUND');
  const measures = await measuresOf(db, findingId);
  const hands = await handsIn(db, { centre: sitting.centre, measures });
  return { ...sitting, kept, measures, hands, today: dayIn(campaign.timeZone, now) };
}

/** State, columns, rows, the line in the log, and what follows: all of it or nothing. [FA2] */
export async function keepAct(
  here: FindingSitting | ClockFinding,
  { act, reason }: Pick<Act, 'act' | 'reason'>,
  next: FindingState,
  { change = {}, detail = {}, rows, opens = {} }: Effects,
): Promise<void> {
  const { kept, evaluation, campaign, now, db } = here;
  const states = await statesAfter(db, evaluation.id, { [kept.findingId]: next, ...opens });
  const following = followingOf(evaluation.phase, campaign.scoringMode, states);
  const told = { ...detail, from: kept.state, to: next, ...(reason === undefined ? {} : { reason }) };
  const line = { action: `finding.${act}`, subject: kept.findingId, detail: told };
  const decision = {
    ...line,
    ...inPhase(following),
    after: (tx: Db) => logFollowing(tx, following, { evaluationId: evaluation.id, at: now }),
  };
  await decide(here, decision, async (tx) => {
    const { cases } = tablesOf(tx);
    const changed = await tx
      .update(cases)
      .set({ ...change, state: next, version: kept.version + 1, updatedAt: now })
      .where(and(eq(cases.findingId, kept.findingId), eq(cases.version, kept.version)))
      .returning({ id: cases.findingId });
    // Every act on the evaluation passes its queue, so this is a second process on one database.
    if (changed.length === 0) throw new Refused('CHANGED');
    await rows?.(tx);
    await tellAct(tx, here, { act, change, phase: following.phase });
  });
}

export const SAID: Readonly<Record<Exclude<FindingRefusal, 'state' | 'party'>, RefusalCode>> = {
  reason: 'REASON_MISSING',
  'no-open-objection': 'OBJECTION_OPEN',
  'open-objection': 'NO_OBJECTION',
  'in-time': 'RESPONSE_OVER',
  'time-over': 'RESPONSE_RUNNING',
  'all-reported': 'MEASURES_NOT_REPORTED',
  'all-verified': 'MEASURES_NOT_VERIFIED',
  untied: 'OFFICER_TIED',
  'another-person': 'OWN_WORK',
  'look-back-open': 'NO_LOOK_BACK',
};

/** The refusal as a sentence: by whom and when, where somebody else was first. [FA3] */
export async function refusedFor(here: FindingSitting, error: FindingRefusal): Promise<Refused> {
  if (error === 'party') return new Refused('NOT_FOUND');
  const { kept } = here;
  if (error === 'look-back-open' && kept.effect !== null)
    return new Refused('LOOKED_BACK', await whoAndWhen(here, 'finding.look-back'));
  const last = await whoAndWhen(here);
  if (error !== 'state') return new Refused(SAID[error], { until: kept.respondBy, ...last });
  return new Refused('FINDING_STATE', { state: FINDING_STATE_LABELS[kept.state], ...last });
}

/** Who acted last on the finding, or was the last to do this to it, and when, as a sentence says it. */
export async function whoAndWhen(
  { kept, campaign, db }: Pick<FindingSitting, 'kept' | 'campaign' | 'db'>,
  action?: string,
): Promise<{ person: Localized; at: string }> {
  const { at, person } = (await lastActOn(db, kept.findingId, action)) ?? {
    at: kept.updatedAt,
    person: null,
  };
  return {
    person: person === null ? { zh: '系统', en: 'the system' } : nameOf(person),
    at: minuteIn(campaign.timeZone, at),
  };
}

/** What the log says was done last to a finding, a measure or a plan, or when this was; null for nothing. */
export async function lastActOn(
  db: Db,
  subject: string,
  action?: string,
): Promise<{ readonly at: number; readonly person: { name: string; nameEn: string } | null } | null> {
  const { auditLog, people } = tablesOf(db);
  const [last] = await db
    .select({ at: auditLog.at, name: people.name, nameEn: people.nameEn, detail: auditLog.detail })
    .from(auditLog)
    .leftJoin(people, eq(people.id, auditLog.personId))
    .where(
      and(
        eq(auditLog.subject, subject satisfies AuditEntry['subject']),
        action === undefined ? undefined : eq(auditLog.action, action),
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(1);
  if (last === undefined) return null;
  const { at, name, nameEn, detail } = last;
  if (name !== null && nameEn !== null) return { at, person: { name, nameEn } };
  // An owner by link has no account; the line keeps the name.
  const said = detail['name'];
  return { at, person: typeof said === 'string' ? { name: said, nameEn: said } : null };
}
