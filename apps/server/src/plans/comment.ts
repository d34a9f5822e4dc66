/** An officer's words at the place they are meant for, until somebody has settled them. [PN9, PN11] */
import { tablesOf } from '@heping/db';
import { parsePlanRoot, type PlanAnchor } from '@heping/protocol';
import { FINAL_STATES, isBlank } from '@heping/scoring';
import { and, eq } from 'drizzle-orm';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, sit } from '../evaluations/commands/sitting.ts';
import { Refused } from '../refused.ts';
import { isCaret } from '../sync/caret.ts';
import { readFrame } from './frame.ts';
import { personAndTime } from './waiting.ts';

export interface CommentInput {
  readonly root: string;
  readonly anchor: PlanAnchor | null;
  readonly quote: string;
  readonly text: string;
}

/** Throws NO_PLAN, COMMENT_PLACE, COMMENT_OVER, COMMENT_BLANK. */
export const commentPlan = (desk: Desk, acting: Acting, input: CommentInput): Promise<void> =>
  sit(desk, acting, 'plan.decide', async (here) => {
    const { db, evaluation, visitor, now } = here;
    const { root, anchor, quote, text } = input;
    const frame = await readFrame(db, here);
    const submission = frame.submissions.find(({ state }) => state !== 'withdrawn');
    if (submission === undefined) throw new Refused('NO_PLAN');
    const finding = parsePlanRoot(root)?.finding;
    const kept = frame.cases.find((one) => one.finding === finding)?.kept;
    const isThere = anchor === null || isCaret(anchor, (named) => named === root);
    if (kept === undefined || !isThere) throw new Refused('COMMENT_PLACE');
    if (FINAL_STATES.includes(kept.state)) throw new Refused('COMMENT_OVER');
    if (isBlank(text)) throw new Refused('COMMENT_BLANK');
    const id = desk.newId();
    const detail = { revision: submission.revision, finding: kept.number, root };
    await decide(here, { action: 'plan.comment', subject: id, detail }, (tx) =>
      tx.insert(tablesOf(tx).planComments).values({
        ...{ id, evaluationId: evaluation.id, submissionId: submission.id, findingId: kept.findingId },
        ...{ root, anchor, quote, text, createdBy: visitor.personId, createdAt: now },
      }),
    );
  });

/** Says that a comment is dealt with. Throws NOT_FOUND, COMMENT_SETTLED by whom and when. */
export const settleComment = (desk: Desk, acting: Acting, comment: string): Promise<void> =>
  sit(desk, acting, 'plan.write', async (here) => {
    const { db, evaluation, visitor, now } = here;
    const { planComments } = tablesOf(db);
    const isIt = and(eq(planComments.id, comment), eq(planComments.evaluationId, evaluation.id));
    const [found] = await db.select().from(planComments).where(isIt);
    if (found === undefined) throw new Refused('NOT_FOUND');
    if (found.settledAt !== null)
      throw new Refused('COMMENT_SETTLED', await personAndTime(here, found.settledBy, found.settledAt));
    await decide(here, { action: 'plan.settle', subject: comment, detail: { root: found.root } }, (tx) =>
      tx
        .update(tablesOf(tx).planComments)
        .set({ settledBy: visitor.personId, settledAt: now })
        .where(eq(planComments.id, comment)),
    );
  });
