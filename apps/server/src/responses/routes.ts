/** Responses and objections: each act answers the findings as its reader sees them afterwards. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { deskOf, type Desk } from '../evaluations/commands/desk.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import type { FindingActing } from '../rectification/act.ts';
import { acceptFinding, acceptRest } from './accept.ts';
import { agreeToProposal } from './agree.ts';
import { proposeDecision, sendProposalBack, takeObjection } from './handle.ts';
import { readCaseHistory } from './history.ts';
import { fileObjection, withdrawObjection } from './object.ts';
import { readCases } from './read.ts';

const tags = ['responses'];
const One = z.object({ id: schemas.Id });
const Two = One.extend({ finding: schemas.Id });
const Nothing = z.object({});

type Doing<Body> = (desk: Desk, acting: FindingActing, body: Body) => Promise<void>;

export function responseRoutes(app: FastifyInstance, api: Api): void {
  const desk = deskOf(app);
  const { db } = app.store;
  const casesFor = (request: FastifyRequest<{ Params: { id: string } }>) =>
    readCases(db, {
      evaluation: request.params.id,
      visitor: requireVisitor(request),
      now: app.clock(),
    });

  api.get(
    '/evaluations/:id/cases',
    {
      schema: {
        tags,
        summary: 'Delivered findings with where they stand 整改事项',
        params: One,
        response: answers(schemas.Cases),
      },
    },
    casesFor,
  );

  api.get(
    '/evaluations/:id/cases/:finding/history',
    {
      schema: {
        tags,
        summary: 'What happened to one finding 办理记录',
        params: Two,
        response: answers(schemas.CaseHistory),
      },
    },
    async (request) => {
      const { id, finding } = request.params;
      const question = { evaluation: id, finding, visitor: requireVisitor(request) };
      return { events: await readCaseHistory(db, question) };
    },
  );

  api.post(
    '/evaluations/:id/cases/accept-rest',
    {
      schema: {
        tags,
        summary: 'Accept all that are neither answered nor objected to 全部接受',
        params: One,
        body: Nothing,
        response: answers(schemas.Cases),
      },
    },
    async (request) => {
      await acceptRest(desk, { evaluation: request.params.id, visitor: requireVisitor(request) });
      return casesFor(request);
    },
  );

  /** POST /evaluations/:id/cases/:finding/<act> */
  function act<Body extends z.ZodType>(
    verb: string,
    summary: string,
    body: Body,
    run: Doing<z.output<Body>>,
  ): void {
    api.post(
      `/evaluations/:id/cases/:finding/${verb}`,
      { schema: { tags, summary, params: Two, body, response: answers(schemas.Cases) } },
      async (request) => {
        const { id, finding } = request.params;
        const acting = { evaluation: id, finding, visitor: requireVisitor(request) };
        await run(desk, acting, request.body as z.output<Body>);
        return casesFor(request);
      },
    );
  }

  act('accept', 'The centre accepts a finding 接受', Nothing, acceptFinding);
  act('object', 'The centre objects, with grounds and files 提出复核', schemas.FileObjection, fileObjection);
  act('withdraw-objection', 'The centre takes its objection back 撤回复核', Nothing, withdrawObjection);
  act('take', 'An officer takes an objection 受理', Nothing, takeObjection);
  act('propose', 'Its handler proposes the decision, signed 提出意见', schemas.Propose, proposeDecision);
  act('agree', 'Another officer agrees, signed; the last one decides 同意', schemas.Agree, agreeToProposal);
  act(
    'return-proposal',
    'Back to the handler with a reason 退回',
    schemas.SendProposalBack,
    sendProposalBack,
  );
}
