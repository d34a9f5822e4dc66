/** Oneself: who one is, one's language and password, and what waits. */
import { schemas } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { listWork } from '../evaluations/list.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { createChangePassword } from './change-password.ts';
import { readMe } from './me.ts';

const tags = ['sessions'];

export function meRoutes(app: FastifyInstance, api: Api): void {
  const { store } = app;
  const { people } = store.tables;
  const changePassword = createChangePassword(app);

  api.get(
    '/me',
    { schema: { tags, summary: 'Oneself 本人', response: answers(schemas.Me) } },
    async (request) => readMe(store.db, requireVisitor(request).personId),
  );

  api.patch(
    '/me',
    {
      schema: {
        tags,
        summary: 'One’s own language 语言',
        body: schemas.ChangeMe,
        response: answers(schemas.Me),
      },
    },
    async (request) => {
      const { personId } = requireVisitor(request);
      const { locale } = request.body;
      if (locale !== undefined) {
        await store.tx((db) => db.update(people).set({ locale }).where(eq(people.id, personId)));
      }
      return readMe(store.db, personId);
    },
  );

  api.post(
    '/me/password',
    {
      schema: {
        tags,
        summary: 'A new password; every other session of oneself ends 修改密码',
        body: schemas.ChangePassword,
        response: answers(schemas.Done),
      },
    },
    async (request) => {
      await changePassword(requireVisitor(request), request.body, request.ip);
      return { ok: true } as const;
    },
  );

  api.get(
    '/me/work',
    {
      schema: {
        tags,
        summary: 'Evaluations one has a part in; what waits for oneself comes first 我的工作',
        response: answers(schemas.Evaluations),
      },
    },
    async (request) => ({
      evaluations: await listWork(store.db, requireVisitor(request), app.clock()),
    }),
  );
}
