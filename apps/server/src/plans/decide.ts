/** An officer returns a plan, or approves it: what was approved stands as approved, in one transaction. [PN4–PN8] */
import { appendAudit, tablesOf, type Db, type PlanSubmission } from '@heping/db';
import type { PlanContent, SubmittedFinding } from '@heping/protocol';
import { dayIn, isPlanned, nextFindingState, type FindingState } from '@heping/scoring';
import { and, eq } from 'drizzle-orm';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, requireReason, sit, type Sitting } from '../evaluations/commands/sitting.ts';
import { followingOf, inPhase, logFollowing, statesAfter } from '../findings/settle.ts';
import { handsIn, tiedTo, type Hands } from '../rectification/hands.ts';
import { findingStanding } from '../rectification/standing.ts';
import { Refused } from '../refused.ts';
import { approvedIn, contentOf, readFrame, type PlanCase, type PlanFrame } from './frame.ts';
import { keepMeasures } from './keep-measures.ts';
import { changesOf, ownersIn, percentsAfter } from './measures.ts';
import { tellOwners, tellPlan } from './tell.ts';
import { waitingRevision } from './waiting.ts';

interface Seen {
  readonly revision: number;
  readonly hash: string;
}

/** Throws REASON_MISSING, OWN_PLAN, OFFICER_TIED, NO_PLAN, PLAN_STATE, CHANGED. */
export const returnPlan = (
  desk: Desk,
  acting: Acting,
  { reason: typed, ...seen }: Seen & { readonly reason: string },
): Promise<void> =>
  sit(desk, acting, 'plan.decide', async (here) => {
    const { id } = await othersRevision(here, seen);
    const reason = requireReason(typed);
    const detail = { revision: seen.revision, reason };
    await decide(here, { action: 'plan.return', subject: id, detail }, async (tx) => {
      await decided(tx, here, id, { state: 'returned', reason });
      await tellPlan(tx, here, 'plan.returned', seen.revision);
    });
  });

/** Throws OWN_PLAN, OFFICER_TIED, NO_PLAN, PLAN_STATE, CHANGED, PLAN_OVERTAKEN. */
export const approvePlan = (desk: Desk, acting: Acting, seen: Seen): Promise<void> =>
  sit(desk, acting, 'plan.decide', async (here) => {
    const submission = await othersRevision(here, seen);
    const frame = await readFrame(here.db, here);
    const content = contentOf(submission);
    const hands = await handsIn(here.db, { ...here, measures: frame.measures });
    const approval = approvalOf(here, { ...frame, hands }, content);
    const states = Object.fromEntries(approval.map(({ kept, next }) => [kept.findingId, next]));
    const { evaluation, campaign, db, now } = here;
    const following = followingOf(
      evaluation.phase,
      campaign.scoringMode,
      await statesAfter(db, evaluation.id, states),
    );
    const changes = changesOf({ content, before: approvedIn(frame), measures: frame.measures });
    const { revision } = seen;
    const detail = { revision, hash: seen.hash, ...changes.counts };
    let logMeasures = async (_: Db): Promise<void> => {};
    const decision = {
      ...{ action: 'plan.approve', subject: submission.id, detail },
      ...inPhase(following),
      after: async (tx: Db) => {
        await logMeasures(tx);
        for (const one of approval)
          if (one.next !== one.kept.state) await logFinding(tx, here, one, revision);
        await logFollowing(tx, following, { evaluationId: evaluation.id, at: now });
      },
    };
    await decide(here, decision, async (tx) => {
      await decided(tx, here, submission.id, { state: 'approved', reason: null });
      logMeasures = await keepMeasures(tx, { here, submission, changes, newId: () => desk.newId() });
      for (const one of approval)
        await keepCase(tx, here, one, percentsAfter(one.planned, frame.measures, changes));
      await tellPlan(tx, here, 'plan.approved', revision);
      await tellOwners(tx, here, submission.id, frame.measures);
    });
  });

/** The revision that was seen and waits; nobody decides what they submitted, or what their own centre did. [PN4] */
async function othersRevision(here: Sitting, seen: Seen): Promise<PlanSubmission> {
  const submission = await waitingRevision(here, seen);
  if (submission.submittedBy === here.visitor.personId) throw new Refused('OWN_PLAN');
  if ((await tiedTo(here.db, here.centre.id)).has(here.visitor.personId)) throw new Refused('OFFICER_TIED');
  return submission;
}

const decided = (
  tx: Db,
  { visitor, now }: Sitting,
  id: string,
  change: { readonly state: 'returned' | 'approved'; readonly reason: string | null },
) => {
  const { planSubmissions } = tablesOf(tx);
  return tx
    .update(planSubmissions)
    .set({ ...change, decidedBy: visitor.personId, decidedAt: now })
    .where(eq(planSubmissions.id, id));
};

interface ApprovedCase extends Pick<PlanCase, 'kept'> {
  readonly planned: SubmittedFinding;
  readonly next: FindingState;
}

/** Each finding of the revision and where the approval leads it. Throws PLAN_OVERTAKEN. [PN5, PN7] */
function approvalOf(
  here: Sitting,
  { hands, ...frame }: PlanFrame & { readonly hands: Hands },
  { findings }: PlanContent,
): readonly ApprovedCase[] {
  const { campaign, visitor, roles, now } = here;
  const today = dayIn(campaign.timeZone, now);
  const overtaken: string[] = [];
  const approval = findings.flatMap((planned) => {
    const kept = frame.cases.find((one) => one.kept.findingId === planned.id)?.kept;
    if (kept === undefined) throw new Error(`finding ${planned.id} has no case`);
    if (!isPlanned(kept.state)) {
      overtaken.push(kept.number);
      return [];
    }
    if (kept.state !== 'awaiting-plan') return [{ planned, kept, next: kept.state }];
    const measures = frame.measures.filter(({ findingId }) => findingId === kept.findingId);
    const standing = findingStanding({ kept, measures, hands, today, personId: visitor.personId }, roles);
    const next = nextFindingState('approve-plan', standing);
    if (!next.ok) throw new Error(`finding ${kept.number}: ${next.error} holds back what the state allows`);
    return [{ planned, kept, next: next.value }];
  });
  if (overtaken.length > 0) throw new Refused('PLAN_OVERTAKEN', { numbers: overtaken.join('、') });
  return approval;
}

async function keepCase(
  tx: Db,
  { now }: Sitting,
  { kept, planned, next }: ApprovedCase,
  percents: { readonly reported: number; readonly verified: number },
): Promise<void> {
  const { cases } = tablesOf(tx);
  const { kind, responsible } = planned;
  const changed = await tx
    .update(cases)
    .set({
      ...{ kind, responsibleId: responsible?.id ?? null, ownerNames: ownersIn(planned), ...percents },
      ...{ state: next, version: kept.version + 1, updatedAt: now },
    })
    .where(and(eq(cases.findingId, kept.findingId), eq(cases.version, kept.version)))
    .returning({ id: cases.findingId });
  if (changed.length === 0) throw new Refused('CHANGED');
}

const logFinding = (
  tx: Db,
  { evaluation, visitor, now }: Sitting,
  { kept, next }: ApprovedCase,
  revision: number,
) =>
  appendAudit(tx, {
    ...{ at: now, personId: visitor.personId, action: 'finding.approve-plan', evaluationId: evaluation.id },
    ...{ subject: kept.findingId, detail: { revision, from: kept.state, to: next } },
  });
