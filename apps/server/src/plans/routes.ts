/** 整改方案: each command answers the plan as it is afterwards. What is written lies in its document. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { deskOf, type Acting, type Desk } from '../evaluations/commands/desk.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { commentPlan, settleComment } from './comment.ts';
import { approvePlan, returnPlan } from './decide.ts';
import { readRectificationPlan } from './read.ts';
import { submitPlan, withdrawPlan } from './submit.ts';

const tags = ['rectification'];
const One = z.object({ id: schemas.Id });
const response = answers(schemas.RectificationPlan);

export function planRoutes(app: FastifyInstance, api: Api): void {
  const desk = deskOf(app);
  const { db } = app.store;
  const read = ({ evaluation, visitor }: Acting) => readRectificationPlan(db, evaluation, visitor);

  /** POST /evaluations/:id/plan/<verb> */
  function command<Body extends z.ZodType>(
    verb: string,
    summary: string,
    body: Body,
    run: (desk: Desk, acting: Acting, body: z.output<Body>) => Promise<unknown>,
  ): void {
    const schema = { tags, summary, params: One, body, response };
    api.post(`/evaluations/:id/plan/${verb}`, { schema }, async (request) => {
      const acting = { evaluation: request.params.id, visitor: requireVisitor(request) };
      await run(desk, acting, request.body as z.output<Body>);
      return read(acting);
    });
  }

  api.get(
    '/evaluations/:id/plan',
    {
      schema: {
        tags,
        summary: 'Findings, revisions and comments of the plan 整改方案',
        params: One,
        response,
      },
    },
    async (request) => read({ evaluation: request.params.id, visitor: requireVisitor(request) }),
  );
  command('submit', 'Submit the plan as it stands; refused with every gap 提交', z.object({}), submitPlan);
  command('withdraw', 'Take back what waits for its decision 撤回', schemas.WithdrawPlan, withdrawPlan);
  command('return', 'Return it with a reason 退回', schemas.ReturnPlan, returnPlan);
  command('approve', 'Approve it: measures and dates follow 批准', schemas.ApprovePlan, approvePlan);
  command('comments', 'Comment on a cause or a measure at its words 批注', schemas.CommentPlan, commentPlan);

  api.post(
    '/evaluations/:id/plan/comments/:comment/settle',
    {
      schema: {
        ...{ tags, summary: 'Say that a comment is dealt with 处理批注', response },
        ...{ params: One.extend({ comment: schemas.Id }), body: z.object({}) },
      },
    },
    async (request) => {
      const acting = { evaluation: request.params.id, visitor: requireVisitor(request) };
      await settleComment(desk, acting, request.params.comment);
      return read(acting);
    },
  );
}
