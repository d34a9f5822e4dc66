/** Acceptance, look-back and repetition of a finding: acts answer where its acceptance stands afterwards. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { access, allow } from '../evaluations/access.ts';
import { deskOf, type Desk } from '../evaluations/commands/desk.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import type { FindingActing } from '../rectification/act.ts';
import { readChain } from './chain.ts';
import { closeFinding, returnFinding } from './decide.ts';
import { lookBack } from './look-back.ts';
import { readAcceptance } from './read.ts';
import { decideRepeat } from './repeat.ts';
import { recallFinding, submitFinding } from './submit.ts';

const tags = ['rectification'];
const One = z.object({ id: schemas.Id, finding: schemas.Id });
type Asking = FastifyRequest<{ Params: { id: string; finding: string } }>;

export function acceptanceRoutes(app: FastifyInstance, api: Api): void {
  const desk = deskOf(app);
  const { db } = app.store;
  const actingIn = (request: Asking): FindingActing => ({
    evaluation: request.params.id,
    finding: request.params.finding,
    visitor: requireVisitor(request),
  });
  const read = async ({ evaluation, finding, visitor }: FindingActing) => {
    const here = await access(db, evaluation, visitor);
    allow(here, 'case.read');
    return { here, finding, visitor, now: desk.clock() };
  };

  api.get(
    '/evaluations/:id/cases/:finding/acceptance',
    {
      schema: {
        tags,
        summary: 'Where acceptance and look-back of a finding stand 验收与回头看',
        params: One,
        response: answers(schemas.Acceptance),
      },
    },
    async (request) => readAcceptance(db, await read(actingIn(request))),
  );

  api.get(
    '/evaluations/:id/cases/:finding/chain',
    {
      schema: {
        tags,
        summary: 'The same problem through the years, in both directions 重复问题链',
        params: One,
        response: answers(schemas.Chain),
      },
    },
    async (request) => {
      const question = await read(actingIn(request));
      await readAcceptance(db, question);
      return readChain(db, question.finding, question.visitor);
    },
  );

  /** POST /evaluations/:id/cases/:finding/<verb> */
  function act<Body extends z.ZodType>(
    verb: string,
    summary: string,
    body: Body,
    run: (desk: Desk, acting: FindingActing, body: z.output<Body>) => Promise<unknown>,
  ): void {
    api.post(
      `/evaluations/:id/cases/:finding/${verb}`,
      { schema: { tags, summary, params: One, body, response: answers(schemas.Acceptance) } },
      async (request) => {
        const acting = actingIn(request);
        await run(desk, acting, request.body as z.output<Body>);
        return readAcceptance(db, await read(acting));
      },
    );
  }

  act('submit', 'Submit for acceptance 提交验收', schemas.SubmitFinding, submitFinding);
  act('recall', 'Take it back before it is decided 撤回', z.object({}), recallFinding);
  act('return', 'Not accepted, with a reason 退回', schemas.ReturnFinding, returnFinding);
  act('close', 'Accepted and closed 验收通过、销号', schemas.CloseFinding, closeFinding);
  act('look-back', 'Whether it lasted 回头看', schemas.LookBack, lookBack);
  act('confirm-repeat', 'It is an earlier finding again 确认重复', schemas.DecideRepeat, (at, acting, body) =>
    decideRepeat(at, acting, { ...body, decision: 'confirmed' }),
  );
  act(
    'deny-repeat',
    'It is not the earlier one again 不是同一问题',
    schemas.DecideRepeat,
    (at, acting, body) => decideRepeat(at, acting, { ...body, decision: 'denied' }),
  );
}
