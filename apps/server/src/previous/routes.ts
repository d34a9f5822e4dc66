/** The evaluation before this one at the same centre. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { readPrevious } from './read.ts';

export function previousRoutes(app: FastifyInstance, api: Api): void {
  api.get(
    '/evaluations/:id/previous',
    {
      schema: {
        tags: ['evaluations'],
        summary: 'What was found at the centre the last time, for panel, officers and leaders 上次评价',
        params: z.object({ id: schemas.Id }),
        response: answers(schemas.PreviousEvaluation),
      },
    },
    async (request) => readPrevious(app.store.db, request.params.id, requireVisitor(request), app.clock()),
  );
}
