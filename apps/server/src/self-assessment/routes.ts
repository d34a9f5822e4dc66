/** 自评: handed in and taken back by the centre's leaders; read beside by panel and officers. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { deskOf } from '../evaluations/commands/desk.ts';
import { readEvaluation } from '../evaluations/detail.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { handInSelf, takeBackSelf } from './hand-in.ts';
import { readSelfAssessment } from './read.ts';

const tags = ['evaluations'];
const One = z.object({ id: schemas.Id });
const Nothing = z.object({});

const COMMANDS = {
  'hand-in': { run: handInSelf, summary: 'Hand in the self-assessment, as its document now stands 交自评' },
  'take-back': { run: takeBackSelf, summary: 'Take it back, until scoring opens 撤回自评' },
} as const;

export function selfAssessmentRoutes(app: FastifyInstance, api: Api): void {
  const desk = deskOf(app);
  const { db } = app.store;

  api.get(
    '/evaluations/:id/self',
    {
      schema: {
        tags,
        summary: 'What the centre says of itself, once it is handed in 自评',
        params: One,
        response: answers(schemas.SelfAssessments),
      },
    },
    async (request) => readSelfAssessment(db, request.params.id, requireVisitor(request)),
  );

  for (const verb of ['hand-in', 'take-back'] as const)
    api.post(
      `/evaluations/:id/self/${verb}`,
      {
        schema: {
          tags,
          summary: COMMANDS[verb].summary,
          params: One,
          body: Nothing,
          response: answers(schemas.Evaluation),
        },
      },
      async (request) => {
        const acting = { evaluation: request.params.id, visitor: requireVisitor(request) };
        await COMMANDS[verb].run(desk, acting);
        return readEvaluation(db, acting.evaluation, acting.visitor, desk.clock());
      },
    );
}
