/** My work between delivery and closure. [WK1–WK3] */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { readTasks } from './tasks.ts';

export function workRoutes(app: FastifyInstance, api: Api): void {
  api.get(
    '/me/tasks',
    {
      schema: {
        tags: ['sessions'],
        summary: 'What waits for oneself between delivery and closure, by date 我的待办',
        response: answers(schemas.Tasks),
      },
    },
    async (request) => readTasks(app.store.db, requireVisitor(request), app.clock()),
  );
}
