/** A leader submits the plan as it stands at this instant, or takes back what waits. [PN2, PN3] */
import { canonicalJson, tablesOf } from '@heping/db';
import { readConflicts, readPlan, type SubmittedFinding } from '@heping/protocol';
import { dayIn, planGapsOf } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, sit } from '../evaluations/commands/sitting.ts';
import { Refused } from '../refused.ts';
import { hashOf, sha256 } from '../sheets/hash.ts';
import { planContent, unnamed } from './content.ts';
import { approvedIn, plannedCases, questionOf, readFrame } from './frame.ts';
import { tellPlan } from './tell.ts';
import { personAndTime, waitingRevision } from './waiting.ts';

/** Throws PLAN_WAITS, PLAN_EMPTY, PLAN_GAPS with each of them, PLAN_UNCHANGED. */
export const submitPlan = (desk: Desk, acting: Acting): Promise<void> =>
  sit(desk, acting, 'plan.submit', async (here) => {
    const { db, evaluation, campaign, moment, visitor, now } = here;
    const frame = await readFrame(db, here);
    const [latest] = frame.submissions;
    if (latest?.state === 'submitted')
      throw new Refused('PLAN_WAITS', {
        revision: latest.revision,
        ...(await personAndTime(here, latest.submittedBy, latest.submittedAt)),
      });
    const cases = plannedCases(frame);
    if (cases.length === 0) throw new Refused('PLAN_EMPTY');
    const plan = await moment.document({ kind: 'plan', evaluation: evaluation.id });
    const planned = readPlan(
      plan,
      cases.map(({ finding }) => finding),
    );
    const today = dayIn(campaign.timeZone, now);
    const conflicts = Object.keys(readConflicts(plan));
    const gaps = planGapsOf(questionOf(frame, { planned, conflicts, today }));
    if (gaps.length > 0)
      throw new Refused('PLAN_GAPS', { count: gaps.length }, { details: gaps.map((gap) => ({ ...gap })) });
    const revision = (latest?.revision ?? 0) + 1;
    const content = planContent({ evaluation: evaluation.id, revision, ...frame, cases, planned });
    const approved = approvedIn(frame);
    const last = frame.submissions.find(({ state }) => state === 'approved');
    const isSame = (one: SubmittedFinding) => {
      const before = approved.get(one.finding);
      return before !== undefined && hashOf(unnamed(one)) === hashOf(unnamed(before));
    };
    if (last !== undefined && content.findings.every(isSame))
      throw new Refused('PLAN_UNCHANGED', { revision: last.revision });
    const canonical = canonicalJson(content);
    const id = desk.newId();
    const hash = sha256(canonical);
    const detail = { revision, hash, findings: content.findings.length };
    await decide(here, { action: 'plan.submit', subject: id, detail }, async (tx) => {
      await tx.insert(tablesOf(tx).planSubmissions).values({
        ...{ id, evaluationId: evaluation.id, revision, canonical, hash, state: 'submitted' },
        ...{ submittedBy: visitor.personId, submittedAt: now },
      });
      await tellPlan(tx, here, 'plan.submitted', revision);
    });
  });

/** Takes back what waits for its decision. Throws NO_PLAN, PLAN_STATE. */
export const withdrawPlan = (
  desk: Desk,
  acting: Acting,
  { revision }: { readonly revision: number },
): Promise<void> =>
  sit(desk, acting, 'plan.submit', async (here) => {
    const { visitor, now } = here;
    const { id } = await waitingRevision(here, { revision });
    await decide(here, { action: 'plan.withdraw', subject: id, detail: { revision } }, (tx) => {
      const { planSubmissions } = tablesOf(tx);
      return tx
        .update(planSubmissions)
        .set({ state: 'withdrawn', decidedBy: visitor.personId, decidedAt: now })
        .where(eq(planSubmissions.id, id));
    });
  });
