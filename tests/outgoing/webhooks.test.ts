/** Signed webhooks to real servers: what arrives, how it is proven, and what is done about who does not take it. [NT8–NT10] */
import { createHmac } from 'node:crypto';
import { MOST_WEBHOOKS } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_ATTEMPTS, pauseAfter } from '../../apps/server/src/notifications/backoff.ts';
import { Outbox } from '../../apps/server/src/notifications/outbox.ts';
import { reachOf } from '../../apps/server/src/notifications/addresses.ts';
import { notify } from '../../apps/server/src/notifications/notify.ts';
import { as, type Caller } from '../../apps/server/src/testing/app.ts';
import { seedEvaluation } from '../../apps/server/src/testing/cast.ts';
import { openOffice, type Office } from '../../apps/server/src/testing/desk.ts';
import { until } from '../../apps/server/src/sync/testing/world.ts';
import { openReceiver, type Receiver } from './receivers.ts';

let office: Office;
let officer: Caller;
let receiver: Receiver;
let serial = 0;
beforeEach(async () => {
  office = await openOffice();
  officer = await as(office.app, 'officer');
  receiver = await openReceiver();
  await seedEvaluation(office.app.store);
});
afterEach(async () => {
  await office.app.close();
  await receiver.close();
});

const register = async (url = receiver.url, kinds: readonly string[] = ['finding.closed']) =>
  (await officer.post('/webhooks', { body: 'town-body', url, kinds })).body as {
    webhook: { id: string };
    secret: string;
  };
const happens = (kind: 'finding.closed' | 'finding.returned' = 'finding.closed') =>
  office.app.store.tx((db) =>
    notify(db, {
      ...{ people: ['leader'], kind, key: `f-${(serial += 1)}`, path: '/evaluations/evaluation/findings/f' },
      params: { centre: '乾元镇党群服务中心', centreEn: 'Qianyuan centre', number: '2026-001' },
      ...{ evaluationId: 'evaluation', at: office.clock.now },
    }),
  );
async function send(outbox = office.app.outgoing.outbox) {
  outbox.wake();
  await outbox.idle();
}
const rows = () => office.app.store.db.select().from(office.app.store.tables.deliveries);

describe('a webhook', () => {
  it('[NT8] gets what it asked for, once, signed over timestamp and body, in both languages', async () => {
    const { secret } = await register();
    await happens();
    await happens('finding.returned');
    await send();
    await send();
    expect(receiver.received).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    const expected = createHmac('sha256', secret)
      .update(`${String(headers['heping-timestamp'])}.${body}`)
      .digest('hex');
    expect(headers['heping-signature']).toBe(`v1=${expected}`);
    expect(headers['heping-timestamp']).toBe(String(office.clock.now / 1000));
    const event = JSON.parse(body) as Record<string, unknown>;
    expect(event).toEqual({
      ...{
        id: headers['heping-delivery'],
        kind: 'finding.closed',
        at: office.clock.now,
        evaluation: 'evaluation',
      },
      params: { centre: '乾元镇党群服务中心', centreEn: 'Qianyuan centre', number: '2026-001' },
      url: 'http://localhost:3000/evaluations/evaluation/findings/f',
      text: {
        zh: '“乾元镇党群服务中心”的问题 2026-001 验收通过，已销号。',
        en: 'Finding 2026-001 of “Qianyuan centre” was accepted and is closed.',
      },
    });
  });

  it('[NT8] of another body hears nothing of it, and neither does a disabled one', async () => {
    const { webhook } = await register();
    const county = await as(office.app, 'county-officer');
    const far = await county.post('/webhooks', {
      body: 'county-body',
      url: receiver.url,
      kinds: ['finding.closed'],
    });
    expect(far.status).toBe(200);
    expect((await county.patch(`/webhooks/${webhook.id}`, { isDisabled: true })).status).toBe(404);
    expect((await county.get(`/webhooks/${webhook.id}/deliveries`)).status).toBe(404);
    expect((await county.get('/webhooks')).body.webhooks).toHaveLength(1);
    await officer.patch(`/webhooks/${webhook.id}`, { isDisabled: true });
    await happens();
    await send();
    expect(receiver.received).toEqual([]);
    expect((await officer.post(`/webhooks/${webhook.id}/test`)).body.error).toBe('WEBHOOK_DISABLED');
  });

  it('[NT8] shows its secret at the making and never again', async () => {
    const { webhook, secret } = await register();
    expect(secret).toMatch(/^whsec_[\w-]{43}$/);
    const later = [
      await officer.get('/webhooks'),
      await officer.patch(`/webhooks/${webhook.id}`, { kinds: ['plan.approved'] }),
      await officer.get(`/webhooks/${webhook.id}/deliveries`),
    ];
    expect(JSON.stringify(later.map(({ body }) => body as unknown))).not.toContain(secret);
    const log = await office.app.store.db.select().from(office.app.store.tables.auditLog);
    expect(JSON.stringify(log)).not.toContain(secret);
  });

  it('[NT9] is tried again with growing pauses, given up after a day, and sent again by a person under the same id', async () => {
    const { webhook } = await register();
    receiver.manner = () => ({ status: 503, text: 'later' });
    await happens();
    const started = office.clock.now;
    for (let tries = 1; tries <= MOST_ATTEMPTS + 2; tries += 1) {
      await send();
      const [row] = await rows();
      office.clock.now = Math.max(office.clock.now, row?.nextAt ?? 0);
    }
    expect(receiver.received).toHaveLength(MOST_ATTEMPTS);
    const hours = (office.clock.now - started) / 3_600_000;
    expect([hours > 18, hours < 36]).toEqual([true, true]);
    // A day later the session is another one.
    officer = await as(office.app, 'officer');
    const { deliveries } = (await officer.get(`/webhooks/${webhook.id}/deliveries`)).body;
    expect(deliveries).toMatchObject([
      { state: 'failed', status: 503, attempts: MOST_ATTEMPTS, error: '503 later' },
    ]);
    receiver.manner = () => ({ status: 204 });
    const again = await officer.post(`/webhooks/${webhook.id}/deliveries/${deliveries[0].id}/again`);
    expect(again.status).toBe(200);
    await send();
    expect(new Set(receiver.received.map(({ headers }) => headers['heping-delivery'])).size).toBe(1);
    expect(await rows()).toMatchObject([{ state: 'sent', status: 204, lastError: null }]);
    const refused = await officer.post(`/webhooks/${webhook.id}/deliveries/${deliveries[0].id}/again`);
    expect(refused.body.error).toBe('DELIVERY_NOT_FAILED');
  });

  it('[NT9] pauses double from a minute to four hours, moved by a fifth at most', () => {
    const minutes = [1, 2, 3, 4, 8, 9, 13].map((attempts) => pauseAfter(attempts, 0.5) / 60_000);
    expect(minutes).toEqual([1, 2, 4, 8, 128, 240, 240]);
    expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([48_000, 72_000]);
    const all = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, place) => pauseAfter(place + 1, 0.5));
    expect(all.reduce((sum, pause) => sum + pause, 0) / 3_600_000).toBeCloseTo(24.25, 1);
  });

  it('[NT7] one that never answers delays no other', async () => {
    const silent = await openReceiver(() => 'silent');
    await register(silent.url);
    await register();
    for (let event = 0; event < 5; event += 1) await happens();
    office.app.outgoing.outbox.wake();
    await until(() => receiver.received.length === 5, 'the other has all five while one is silent');
    expect(silent.received).toHaveLength(1);
    await silent.close();
  });

  it('[NT7] a body’s silent receivers delay no other body’s', async () => {
    const { store } = office.app;
    const { webhooks, deliveries } = store.tables;
    await store.tx(async (db) => {
      const hook = (id: string, bodyId: string) => ({
        ...{ id, bodyId, url: 'https://example.org/', secret: '', kinds: [] },
        ...{ createdBy: 'officer', createdAt: 1 },
      });
      const many = Array.from({ length: 250 }, (_, place) => hook(`a-${place}`, 'town-body'));
      const all = [...many, hook('z', 'county-body')];
      await db.insert(webhooks).values(all);
      await db.insert(deliveries).values(
        all.map(({ id }) => ({
          ...{ id: `to-${id}`, channel: 'webhook' as const, target: id, key: id, payload: {} },
          ...{ state: 'waiting' as const, nextAt: 0, createdAt: 0 },
        })),
      );
    });
    const begun: string[] = [];
    const silence = Promise.withResolvers<{ readonly ok: true; readonly status: null }>();
    const carry = ({ target }: { readonly target: string }) => {
      begun.push(target);
      return silence.promise;
    };
    const box = new Outbox({
      ...{ store, carriers: { mail: carry, webhook: carry }, clock: () => office.clock.now },
      ...{ chance: () => 0.5, fault: (error) => expect(error).toBe(null) },
    });
    box.wake();
    await until(() => begun.includes('z'), 'the county’s is begun while the town’s are silent');
    expect(begun.length).toBeLessThanOrEqual(MOST_WEBHOOKS + 1);
    silence.resolve({ ok: true, status: null });
    await box.idle();
    expect(begun).toHaveLength(251);
  });

  it('[NT8] a body has ten at most; one that is deleted makes room, and what waited for it is not sent', async () => {
    const made = [];
    for (let count = 0; count < MOST_WEBHOOKS; count += 1) made.push(await register());
    const more = { body: 'town-body', url: receiver.url, kinds: ['finding.closed'] };
    expect((await officer.post('/webhooks', more)).body).toMatchObject({ error: 'WEBHOOKS_ENOUGH' });
    await happens();
    const [first] = made;
    const county = await as(office.app, 'county-officer');
    expect((await county.delete(`/webhooks/${first?.webhook.id}`)).status).toBe(404);
    const { body } = await officer.delete(`/webhooks/${first?.webhook.id}`);
    expect(body.webhooks).toHaveLength(MOST_WEBHOOKS - 1);
    await send();
    expect(receiver.received).toHaveLength(MOST_WEBHOOKS - 1);
    expect((await officer.post('/webhooks', more)).status).toBe(200);
    const lines = await office.app.store.db.select().from(office.app.store.tables.auditLog);
    expect(lines.filter(({ action }) => action === 'webhook.delete')).toMatchObject([
      { personId: 'officer', subject: first?.webhook.id, detail: { body: 'town-body' } },
    ]);
  });

  it('[NT8] its secret can be renewed, and signs what is sent from then on', async () => {
    const { webhook, secret } = await register();
    const renewed = (await officer.post(`/webhooks/${webhook.id}/secret`)).body as { secret: string };
    expect(renewed.secret).toMatch(/^whsec_[\w-]{43}$/);
    expect(renewed.secret).not.toBe(secret);
    await happens();
    await send();
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    const signed = createHmac('sha256', renewed.secret)
      .update(`${String(headers['heping-timestamp'])}.${body}`)
      .digest('hex');
    expect(headers['heping-signature']).toBe(`v1=${signed}`);
  });

  it('[NT8] what is proposed on an objection stays inside, whatever was asked for', async () => {
    const more = { body: 'town-body', url: receiver.url, kinds: ['objection.proposed'] };
    expect((await officer.post('/webhooks', more)).status).toBe(400);
    const { webhook } = await register();
    const { store, clock } = office.app;
    const kinds = ['objection.proposed'];
    await store.tx((db) => db.update(store.tables.webhooks).set({ kinds }));
    await store.tx((db) =>
      notify(db, {
        ...{ people: ['officer'], kind: 'objection.proposed', key: 'f', path: '/' },
        ...{ params: { outcome: 'grant' }, evaluationId: 'evaluation', at: clock() },
      }),
    );
    expect([await rows(), webhook.id]).toEqual([[], webhook.id]);
  });

  it.each([
    ['an officer no longer', async (admin: Caller) => admin.delete('/bodies/town-body/officers/officer')],
    ['disabled', async (admin: Caller) => admin.patch('/people/officer', { isDisabled: true })],
  ] as const)('[NT11] is switched off where its maker is %s', async (_, leave) => {
    const { webhook } = await register();
    const admin = await as(office.app, 'admin');
    expect((await leave(admin)).status).toBe(200);
    await happens();
    await send();
    expect([receiver.received, await rows()]).toEqual([[], []]);
    expect((await admin.get('/webhooks')).body.webhooks).toMatchObject([
      { id: webhook.id, isDisabled: true },
    ]);
    const lines = await office.app.store.db.select().from(office.app.store.tables.auditLog);
    expect(lines.filter(({ action }) => action === 'webhook.retire')).toMatchObject([
      { personId: 'admin', subject: webhook.id, detail: { body: 'town-body', maker: 'officer' } },
    ]);
  });

  it('[NT7] several senders on one database send each once', async () => {
    await register();
    for (let event = 0; event < 20; event += 1) await happens();
    const { store } = office.app;
    const sent: string[] = [];
    const carry = (delivery: { readonly id: string }) => {
      sent.push(delivery.id);
      return Promise.resolve({ ok: true, status: 200 } as const);
    };
    const boxes = Array.from(
      { length: 4 },
      () =>
        new Outbox({
          ...{ store, carriers: { mail: carry, webhook: carry }, clock: () => office.clock.now },
          ...{ chance: () => 0.5, fault: (error) => expect(error).toBe(null) },
        }),
    );
    for (const box of boxes) box.wake();
    await Promise.all(boxes.map((box) => box.idle()));
    expect([sent.length, new Set(sent).size]).toEqual([20, 20]);
  });

  it('[NT10] follows no redirect, keeps a kilobyte of the answer, and is told what was answered', async () => {
    const { webhook } = await register();
    receiver.manner = (_, count) =>
      count === 1 ? { status: 302, text: 'elsewhere' } : { status: 500, text: 'x'.repeat(100_000) };
    const test = () => officer.post(`/webhooks/${webhook.id}/test`);
    expect((await test()).body).toEqual({ ok: false, status: 302, answer: '302 elsewhere' });
    expect(receiver.received).toHaveLength(1);
    const { body } = await test();
    expect([body.ok, body.status, body.answer.length]).toEqual([false, 500, 1028]);
    receiver.manner = () => ({ status: 200, text: 'ok\r\nthen' });
    expect((await test()).body).toEqual({ ok: true, status: 200, answer: '200 ok then' });
    expect(JSON.parse(receiver.received.at(-1)?.body ?? '')).toMatchObject({ kind: 'test' });
  });
});

describe('where a webhook may lead', () => {
  it.each([
    ['http://example.org/hook', 'WEBHOOK_URL'],
    ['ftp://example.org/', 'WEBHOOK_URL'],
    ['https://user:word@example.org/', 'WEBHOOK_URL'],
    ['https://example.org/#here', 'WEBHOOK_URL'],
    ['not an address', 'WEBHOOK_URL'],
    ['https://10.0.0.8/hook', 'WEBHOOK_PRIVATE'],
    ['https://169.254.169.254/latest/meta-data', 'WEBHOOK_PRIVATE'],
    ['https://0x0a000008/hook', 'WEBHOOK_PRIVATE'],
    ['https://[fd00::8]/hook', 'WEBHOOK_PRIVATE'],
    ['https://[::ffff:10.0.0.8]/hook', 'WEBHOOK_PRIVATE'],
    ['https://[64:ff9b::a00:8]/hook', 'WEBHOOK_PRIVATE'],
  ])('[NT10] %s is refused as %s, and nothing is kept', async (url, code) => {
    const { status, body } = await officer.post('/webhooks', {
      body: 'town-body',
      url,
      kinds: ['finding.closed'],
    });
    expect([status, body.error]).toEqual([422, code]);
    expect(await office.app.store.db.select().from(office.app.store.tables.webhooks)).toEqual([]);
  });

  it('[NT10] what has become private since is not sent to', async () => {
    const { webhook } = await register();
    const { webhooks } = office.app.store.tables;
    await office.app.store.tx((db) =>
      db.update(webhooks).set({ url: 'https://192.168.1.1/' }).where(eq(webhooks.id, webhook.id)),
    );
    await happens();
    await send();
    const [row] = await rows();
    expect([row?.state, row?.attempts, row?.status]).toEqual(['waiting', 1, null]);
    expect(row?.lastError).toContain('192.168.1.1');
  });

  it('[NT10] this machine only where nobody else is served', async () => {
    const served = await openOffice({ origin: 'https://heping.example.cn' });
    const { app } = served;
    const { status, body } = await (
      await as(app, 'officer')
    ).post(
      '/webhooks',
      { body: 'town-body', url: receiver.url, kinds: ['finding.closed'] },
      {
        headers: { origin: 'https://heping.example.cn' },
      },
    );
    expect([status, body.error]).toEqual([422, 'WEBHOOK_URL']);
    await app.close();
  });

  it('[NT10] every address is public, private or this machine', () => {
    const reach = Object.fromEntries(
      [
        ...['8.8.8.8', '127.0.0.1', '127.9.9.9', '10.1.2.3', '172.31.0.1', '172.32.0.1', '192.168.0.1'],
        ...['100.64.0.1', '169.254.1.1', '0.0.0.0', '224.0.0.1', '255.255.255.255'],
        ...[
          '2606:4700::1111',
          '::1',
          '::',
          'fe80::1',
          'fc00::1',
          'ff02::1',
          '2002:a00:1::',
          '::ffff:127.0.0.1',
        ],
        ...['::ffff:7f00:1'],
      ].map((address) => [address, reachOf(address)]),
    );
    const of = (kind: string) => Object.keys(reach).filter((address) => reach[address] === kind);
    expect(of('public')).toEqual(['8.8.8.8', '172.32.0.1', '2606:4700::1111']);
    expect(of('loopback')).toEqual(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']);
    expect(of('private')).toHaveLength(14);
  });
});
