/** What one was told, and how one wants to be told. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { changeChoices, readChoices } from './choices.ts';
import { listNotifications, readAll, readOne, unreadOf } from './inbox.ts';
import { sendTestMail } from './test-mail.ts';

const tags = ['notifications'];

export function notificationRoutes(app: FastifyInstance, api: Api): void {
  const { store } = app;

  /** Every page of the person hears of it, and how much is unread now is the answer. */
  async function unreadNow(personId: string): Promise<{ unread: number }> {
    app.notices.notificationsChanged([personId]);
    return { unread: await unreadOf(store.db, personId) };
  }

  api.get(
    '/me/notifications',
    {
      schema: {
        tags,
        summary: 'What one was told, newest first 消息',
        querystring: z.object({
          before: z
            .string()
            .regex(/^\d{1,16}\.[a-z0-9-]{1,24}$/)
            .optional()
            .describe('`next` of the page before'),
        }),
        response: answers(schemas.Notifications),
      },
    },
    async (request) => listNotifications(store.db, requireVisitor(request).personId, request.query),
  );

  api.get(
    '/me/notifications/unread',
    { schema: { tags, summary: 'How much of it is unread 未读', response: answers(schemas.Unread) } },
    async (request) => ({ unread: await unreadOf(store.db, requireVisitor(request).personId) }),
  );

  api.post(
    '/me/notifications/read',
    {
      schema: {
        tags,
        summary: 'All of it up to a moment is read 全部标为已读',
        body: z.object({ until: schemas.Moment }),
        response: answers(schemas.Unread),
      },
    },
    async (request) => {
      const { personId } = requireVisitor(request);
      await readAll(store, personId, { until: request.body.until, now: app.clock() });
      return unreadNow(personId);
    },
  );

  api.post(
    '/me/notifications/:notification/read',
    {
      schema: {
        tags,
        summary: 'One is read 标为已读',
        params: z.object({ notification: schemas.Id }),
        body: z.object({}),
        response: answers(schemas.Unread),
      },
    },
    async (request) => {
      const { personId } = requireVisitor(request);
      await readOne(store, personId, { id: request.params.notification, now: app.clock() });
      return unreadNow(personId);
    },
  );

  api.get(
    '/me/mail',
    {
      schema: {
        tags,
        summary: 'One’s address, and what is mailed to it 邮件提醒',
        response: answers(schemas.MailChoices),
      },
    },
    async (request) => readChoices(app, requireVisitor(request).personId),
  );

  api.patch(
    '/me/mail',
    {
      schema: {
        tags,
        summary: 'Another address, other choices',
        body: schemas.ChangeMailChoices,
        response: answers(schemas.MailChoices),
      },
    },
    async (request) => {
      const { personId } = requireVisitor(request);
      await changeChoices(app, personId, request.body);
      return readChoices(app, personId);
    },
  );

  api.post(
    '/me/mail/test',
    {
      schema: {
        tags,
        summary: 'A test message to oneself, with the mail server’s answer 测试邮件',
        body: z.object({}),
        response: answers(schemas.TestAnswer),
      },
    },
    async (request) => sendTestMail(app, requireVisitor(request)),
  );
}
