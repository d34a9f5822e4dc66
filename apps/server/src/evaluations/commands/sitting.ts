/**
 * The frame of every command: asked before the queue, so that strangers take no place in it, and asked again inside,
 * where phase and roles stand still. [CM1–CM3]
 */
import { appendAudit, type AuditDetail, type Db } from '@heping/db';
import {
  isBlank,
  nextPhase,
  TRANSITIONS,
  type Action,
  type Command,
  type Phase,
  type Rubric,
} from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { Refused } from '../../refused.ts';
import type { Visitor } from '../../sessions/sessions.ts';
import type { Rules } from '../../sheets/matter.ts';
import type { EvaluationMoment } from '../../sync/corridor.ts';
import { access, allow, evaluationById, wrongPhase, type Access } from '../access.ts';
import { exceptionsInForce } from '../exceptions-in-force.ts';
import { peopleConcerned } from '../roles.ts';
import { rubricOf } from '../../rubrics/rubric.ts';
import type { Acting, Desk } from './desk.ts';

/** An evaluation while nothing else happens to it, for somebody who may do what they ask. */
export interface Sitting extends Access {
  readonly moment: EvaluationMoment;
  readonly visitor: Visitor;
  readonly rubric: Rubric;
  readonly now: number;
  /** Reads of what is committed. */
  readonly db: Db;
}

/** The clock's turn: nobody asks, so nobody is asked whether they may. */
export interface ClockSitting extends Omit<Sitting, 'visitor' | 'roles'> {
  readonly visitor: null;
  readonly roles: readonly [];
}

/** Whether somebody may, apart from any queue. Throws NOT_FOUND or WRONG_PHASE. [CM1] */
export async function mayAct(desk: Desk, { evaluation, visitor }: Acting, action: Action): Promise<Access> {
  const here = await access(desk.store.db, evaluation, visitor);
  allow(here, action);
  return here;
}

/** Runs a command in the evaluation’s queue and announces that something changed. [CM1, CM2] */
export async function sit<T>(
  desk: Desk,
  acting: Acting,
  action: Action,
  work: (sitting: Sitting) => Promise<T>,
): Promise<T> {
  await mayAct(desk, acting, action);
  const before = { phase: '' };
  const answer = await desk.corridor.command(acting.evaluation, async (moment) => {
    const here = await mayAct(desk, acting, action);
    before.phase = here.evaluation.phase;
    return work({
      ...here,
      moment,
      visitor: acting.visitor,
      rubric: rubricOf(here.campaign),
      now: desk.clock(),
      db: desk.store.db,
    });
  });
  await announce(desk, acting.evaluation, before.phase);
  return answer;
}

/** Runs what is due by the clock in the evaluation's queue, and announces it like a command. [CM1, CM2] */
export async function sitByClock<T>(
  desk: Desk,
  evaluationId: string,
  work: (sitting: ClockSitting) => Promise<T>,
): Promise<T> {
  const before = { phase: '' };
  const answer = await desk.corridor.command(evaluationId, async (moment) => {
    const { db } = desk.store;
    const [row] = await evaluationById(db, { id: evaluationId });
    if (row === undefined) throw new Refused('NOT_FOUND');
    before.phase = row.evaluation.phase;
    const around = { moment, visitor: null, roles: [] as const, rubric: rubricOf(row.campaign) };
    return work({ ...row, ...around, now: desk.clock(), db });
  });
  await announce(desk, evaluationId, before.phase);
  return answer;
}

/** Hints only: whoever watches asks again; whose lists may have changed, too. */
export async function announce(
  { store, notices }: Desk,
  evaluationId: string,
  before: string,
): Promise<void> {
  notices.evaluationChanged(evaluationId);
  const { evaluations } = store.tables;
  const [row] = await store.db.select().from(evaluations).where(eq(evaluations.id, evaluationId));
  if (row !== undefined && row.phase !== before) notices.workChanged(await peopleConcerned(store.db, row));
}

export interface Decision {
  /** As the audit log calls it, e.g. `scoring.open`. */
  readonly action: string;
  readonly subject?: string;
  readonly detail?: AuditDetail;
  readonly phase?: Phase;
  /** Lines of what follows, after that of the decision itself. */
  readonly after?: (db: Db) => Promise<void>;
}

/** What a decision needs of a sitting; a visitor of null is the clock. */
type Deciding = Pick<Sitting, 'moment' | 'now' | 'evaluation'> & {
  readonly visitor: Pick<Visitor, 'personId'> | null;
};

/** One transaction: documents, rows, phase and the line in the audit log, or nothing of it. [CM3] */
export function decide<T>(
  { moment, visitor, now, evaluation }: Deciding,
  { action, subject = evaluation.id, detail = {}, phase, after }: Decision,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  return moment.commit(
    async (db) => {
      const result = await work(db);
      await appendAudit(db, {
        at: now,
        personId: visitor?.personId ?? null,
        action,
        evaluationId: evaluation.id,
        subject,
        detail,
      });
      await after?.(db);
      return result;
    },
    phase === undefined ? {} : { phase },
  );
}

/** Where a command leads from here. Throws WRONG_PHASE. [PH2, PH3] */
export function phaseAfter({ evaluation, campaign }: Access, command: Command): Phase {
  const phase = nextPhase(command, evaluation.phase, campaign.scoringMode);
  if (phase === null) throw wrongPhase(evaluation.phase, TRANSITIONS[command].from);
  return phase;
}

/** A reason that has to be there. Throws REASON_MISSING. */
export function requireReason(reason: string | undefined): string {
  if (reason === undefined || isBlank(reason)) throw new Refused('REASON_MISSING');
  return reason.trim();
}

/** The rules by which this evaluation is scored, exceptions in force included. */
export async function rulesOf({
  db,
  evaluation,
  campaign,
  centre,
  rubric,
}: Pick<Sitting, 'db' | 'evaluation' | 'campaign' | 'centre' | 'rubric'>): Promise<Rules> {
  const inForce = await exceptionsInForce(db, evaluation.id);
  return {
    rubric,
    tier: centre.tier,
    policy: campaign.ceilingPolicy,
    step: campaign.step,
    exceptions: inForce.map(({ exception: { requirement, reason } }) => ({ requirement, reason })),
  };
}
