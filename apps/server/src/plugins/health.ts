/** Whether the server serves: the database answers. A demo says how it is entered. */
import { z } from 'zod';
import type { FastifyInstance } from 'fastify';
import { demoAccounts } from '../demo/accounts.ts';
import { answers, type Api } from './openapi.ts';

const Account = z.object({
  username: z.string(),
  password: z.string(),
  name: z.string(),
  nameEn: z.string(),
  role: z.string(),
  roleEn: z.string(),
});
const Health = z.object({
  ok: z.literal(true),
  now: z.number().int().describe('server time, ms UTC'),
  demo: z
    .array(Account)
    .optional()
    .describe('where this is a demo that only this machine reaches: its accounts'),
});

export function healthRoutes(app: FastifyInstance, api: Api): void {
  const { store, clock, config } = app;
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
      const demo = config.showsDemoAccounts ? await demoAccounts(app) : [];
      return { ok: true as const, now: clock(), ...(demo.length === 0 ? {} : { demo }) };
    },
  );
}
