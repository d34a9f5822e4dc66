/** Whether the server serves: the database answers. */
import { z } from 'zod';
import type { FastifyInstance } from 'fastify';
import { answers, type Api } from './openapi.ts';

const Health = z.object({ ok: z.literal(true), now: z.number().int().describe('server time, ms UTC') });

export function healthRoutes(app: FastifyInstance, api: Api): void {
  const { store, clock } = app;
  api.get(
    '/health',
    {
      config: { isPublic: true },
      schema: {
        tags: ['service'],
        summary: 'Whether the server and its database answer',
        response: answers(Health),
      },
    },
    async () => {
      await store.db.select().from(store.tables.settings).limit(1);
      return { ok: true, now: clock() } as const;
    },
  );
}
