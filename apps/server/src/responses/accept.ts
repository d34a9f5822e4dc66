/** The centre’s leader accepts: one finding, or all that are neither answered nor objected to. [OJ1] */
import { appendAudit, tablesOf, type Case, type Db } from '@heping/db';
import { FINDING_TRANSITIONS, nextFindingState, type Phase } from '@heping/scoring';
import { and, asc, eq } from 'drizzle-orm';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, sit } from '../evaluations/commands/sitting.ts';
import { planDue } from '../findings/open-cases.ts';
import { followingOf, inPhase, logFollowing, statesAfter } from '../findings/settle.ts';
import { named, tell } from '../notifications/notify.ts';
import { actOnFinding, findingIn, type FindingActing, type FindingSitting } from '../rectification/act.ts';
import { findingStanding } from '../rectification/standing.ts';
import { tellAct } from '../rectification/tell.ts';
import { Refused } from '../refused.ts';

/** From the answer on a plan is due. [DL1] */
export const planFrom = ({ kept, today, campaign }: FindingSitting): Pick<Case, 'planBy'> => ({
  planBy: kept.planBy ?? planDue(today, campaign),
});

/** Throws FINDING_STATE, OBJECTION_OPEN. */
export const acceptFinding = (desk: Desk, acting: FindingActing): Promise<void> =>
  actOnFinding(desk, acting, { action: 'case.respond', act: 'accept' }, (here) => ({
    change: planFrom(here),
  }));

/** All of it in one transaction, a line in the log for each. Throws NOTHING_TO_ACCEPT. */
export const acceptRest = (desk: Desk, acting: Acting): Promise<void> =>
  sit(desk, acting, 'case.respond', async (sitting) => {
    const { db, evaluation, campaign, now, visitor } = sitting;
    const { cases } = tablesOf(db);
    const { from, to } = FINDING_TRANSITIONS.accept;
    const waiting = await db
      .select({ id: cases.findingId })
      .from(cases)
      .where(and(eq(cases.evaluationId, evaluation.id), eq(cases.state, from)))
      .orderBy(asc(cases.number));
    const here = await Promise.all(waiting.map(({ id }) => findingIn(sitting, id)));
    const accepted = here.filter((one) => {
      const situation = { ...one, personId: visitor.personId };
      return nextFindingState('accept', findingStanding(situation, one.roles)).ok;
    });
    if (accepted.length === 0) throw new Refused('NOTHING_TO_ACCEPT');
    const ids = accepted.map(({ kept }) => kept.findingId);
    const states = await statesAfter(db, evaluation.id, Object.fromEntries(ids.map((id) => [id, to])));
    const following = followingOf(evaluation.phase, campaign.scoringMode, states);
    const decision = {
      ...{ action: 'cases.accept', detail: { findings: accepted.length } },
      ...inPhase(following),
      after: (tx: typeof db) => logFollowing(tx, following, { evaluationId: evaluation.id, at: now }),
    };
    await decide(sitting, decision, async (tx) => {
      for (const one of accepted) {
        const { findingId, version } = one.kept;
        const changed = await tx
          .update(cases)
          .set({ ...planFrom(one), state: to, version: version + 1, updatedAt: now })
          .where(and(eq(cases.findingId, findingId), eq(cases.version, version)))
          .returning({ id: cases.findingId });
        if (changed.length === 0) throw new Refused('CHANGED');
        await appendAudit(tx, {
          ...{ at: now, personId: visitor.personId, evaluationId: evaluation.id },
          ...{ action: 'finding.accept', subject: findingId, detail: { from, to } },
        });
      }
      await tellAccepted(tx, accepted, following.phase);
    });
  });

/** One by its number; of several the committee hears once, how many. [NT1] */
async function tellAccepted(
  tx: Db,
  accepted: readonly FindingSitting[],
  phase: Phase | undefined,
): Promise<void> {
  const [first] = accepted;
  if (first === undefined) return;
  if (accepted.length === 1) return tellAct(tx, first, { act: 'accept', phase });
  const { kept, visitor, evaluation, now: at } = first;
  await tell(tx, first, {
    ...{ kind: 'finding.accepted', key: `${kept.findingId}:${kept.version + 1}` },
    params: { ...named('person', visitor), count: accepted.length },
    path: `/evaluations/${evaluation.id}/findings`,
    ...{ at, by: visitor.personId },
    ...(phase === undefined ? {} : { phase }),
  });
}
