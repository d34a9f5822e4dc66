/** Evaluations as lists and one by one, and their panels. What moves them on lies in commands/. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { readEvaluation } from './detail.ts';
import { listEvaluations } from './list.ts';
import { changePanel } from './panel.ts';

const tags = ['evaluations'];
const One = z.object({ id: schemas.Id });

export function evaluationRoutes(app: FastifyInstance, api: Api): void {
  const { db } = app.store;
  const { clock } = app;

  api.get(
    '/evaluations',
    {
      schema: {
        tags,
        summary: 'Evaluations one may see, newest day first 评价',
        querystring: z.object({
          campaign: schemas.Id.optional(),
          centre: schemas.Id.optional(),
          phase: schemas.PhaseName.optional(),
        }),
        response: answers(schemas.Evaluations),
      },
    },
    async (request) => ({
      evaluations: await listEvaluations(db, requireVisitor(request), clock(), request.query),
    }),
  );

  api.get(
    '/evaluations/:id',
    {
      schema: {
        tags,
        summary: 'One evaluation, and what one may do in it now',
        params: One,
        response: answers(schemas.Evaluation),
      },
    },
    async (request) => readEvaluation(db, request.params.id, requireVisitor(request), clock()),
  );

  api.put(
    '/evaluations/:id/panel',
    {
      schema: {
        tags,
        summary: 'Seat a new panel; once opened people are only added and the chair moved 评价组',
        params: One,
        body: schemas.NewPanel,
        response: answers(schemas.Evaluation),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      await changePanel(app, visitor, request.params.id, request.body);
      return readEvaluation(db, request.params.id, visitor, clock());
    },
  );
}
