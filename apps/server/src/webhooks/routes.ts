/** Webhooks of bodies: for their officers and for administrators. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { newId } from '../ids.ts';
import { post } from '../notifications/carry-webhook.ts';
import { countTest } from '../notifications/test-mail.ts';
import {
  changeWebhook,
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  registerWebhook,
  renewSecret,
  sendAgain,
  webhookFor,
  type WebhookDesk,
} from '../notifications/webhooks.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { Refused } from '../refused.ts';

const tags = ['notifications'];
const One = z.object({ webhook: schemas.Id });

export function webhookRoutes(app: FastifyInstance, api: Api): void {
  const { store, config, clock } = app;
  const desk: WebhookDesk = { store, rules: config.webhooks, clock };

  async function one(visitor: Parameters<typeof listWebhooks>[1], id: string) {
    const [webhook] = await listWebhooks(desk, visitor, id);
    if (webhook === undefined) throw new Refused('NOT_FOUND');
    return webhook;
  }

  api.get(
    '/webhooks',
    { schema: { tags, summary: 'Webhooks of one’s bodies 消息推送', response: answers(schemas.Webhooks) } },
    async (request) => ({ webhooks: await listWebhooks(desk, requireVisitor(request)) }),
  );

  api.post(
    '/webhooks',
    {
      schema: {
        tags,
        summary: 'Register a webhook; its secret is answered this once',
        body: schemas.NewWebhook,
        response: answers(schemas.WebhookMade),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      const { id, secret } = await registerWebhook(desk, visitor, request.body);
      return { webhook: await one(visitor, id), secret };
    },
  );

  api.patch(
    '/webhooks/:webhook',
    {
      schema: {
        tags,
        summary: 'Another address, other kinds, disabled or not',
        params: One,
        body: schemas.ChangeWebhook,
        response: answers(schemas.Webhook),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      await changeWebhook(desk, visitor, request.params.webhook, request.body);
      return one(visitor, request.params.webhook);
    },
  );

  api.post(
    '/webhooks/:webhook/secret',
    {
      schema: {
        tags,
        summary: 'Another secret, answered this once; the one before signs nothing any more 更换密钥',
        params: One,
        body: z.object({}),
        response: answers(schemas.WebhookMade),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      const { webhook } = request.params;
      const secret = await renewSecret(desk, visitor, webhook);
      return { webhook: await one(visitor, webhook), secret };
    },
  );

  api.delete(
    '/webhooks/:webhook',
    {
      schema: {
        tags,
        summary: 'Delete a webhook, with what waits for it 删除推送地址',
        params: One,
        response: answers(schemas.Webhooks),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      await deleteWebhook(desk, visitor, request.params.webhook);
      return { webhooks: await listWebhooks(desk, visitor) };
    },
  );

  api.post(
    '/webhooks/:webhook/test',
    {
      schema: {
        tags,
        summary: 'One signed event of the kind `test`, with what was answered 测试推送',
        params: One,
        body: z.object({}),
        response: answers(schemas.TestAnswer),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      const webhook = await webhookFor(store.db, visitor, request.params.webhook);
      if (webhook.disabledAt !== null) throw new Refused('WEBHOOK_DISABLED');
      countTest(app, visitor.personId, clock());
      const event = { kind: 'test', at: clock(), text: { zh: '测试推送', en: 'A test' } };
      const { ok, status, answer } = await post({ rules: desk.rules, clock }, webhook, {
        ...{ id: newId(), kind: 'test', event },
      });
      return { ok, status, answer };
    },
  );

  api.get(
    '/webhooks/:webhook/deliveries',
    {
      schema: {
        tags,
        summary: 'What was sent last, the newest first 推送记录',
        params: One,
        response: answers(schemas.DeliveryLines),
      },
    },
    async (request) => {
      const { id } = await webhookFor(store.db, requireVisitor(request), request.params.webhook);
      return { deliveries: await listDeliveries(store.db, id) };
    },
  );

  api.post(
    '/webhooks/:webhook/deliveries/:delivery/again',
    {
      schema: {
        tags,
        summary: 'Send again what was given up 再次发送',
        params: One.extend({ delivery: schemas.Id }),
        body: z.object({}),
        response: answers(schemas.DeliveryLines),
      },
    },
    async (request) => {
      const { webhook, delivery } = request.params;
      await sendAgain(desk, requireVisitor(request), { webhook, delivery });
      app.outgoing.outbox.wake();
      return { deliveries: await listDeliveries(store.db, webhook) };
    },
  );
}
