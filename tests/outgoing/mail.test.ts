/** Mail to a real SMTP server: the morning's digest, what cannot wait, who wants what, and what no mail can be made to say. */
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notify, type Notice } from '../../apps/server/src/notifications/notify.ts';
import { UNKNOWN } from '../../apps/server/src/notifications/outbox.ts';
import { as } from '../../apps/server/src/testing/app.ts';
import { openOffice, type Office } from '../../apps/server/src/testing/desk.ts';
import { openMailbox, partsOf, subjectOf, type Mailbox } from './receivers.ts';

let office: Office;
let mailbox: Mailbox;
let serial = 0;
beforeEach(async () => {
  mailbox = await openMailbox();
  office = await openOffice({ mail: { url: mailbox.url, from: 'heping@example.cn' } });
  await addressed('leader', 'jin@example.cn');
});
afterEach(async () => {
  await office.app.close();
  await mailbox.close();
});

async function addressed(person: string, email: string) {
  const { status } = await (await as(office.app, person)).patch('/me/mail', { email });
  expect(status).toBe(200);
}
const tells = (kind: Notice['kind'], more: Partial<Notice> = {}) =>
  office.app.store.tx((db) =>
    notify(db, {
      ...{ people: ['leader'], kind, key: `k-${(serial += 1)}`, path: '/evaluations/e/findings/f' },
      params: {
        ...{
          centre: '乾元镇党群服务中心',
          centreEn: 'Qianyuan centre',
          number: '2026-001',
          deadline: 'plan',
        },
        ...{ lastDay: '2026-02-24', days: 5 },
      },
      ...{ evaluationId: null, at: office.clock.now },
      ...more,
    }),
  );
async function at(local: string) {
  office.clock.now = Date.parse(`${local}+08:00`);
  await office.app.timed.run();
  office.app.outgoing.outbox.wake();
  await office.app.outgoing.outbox.idle();
}
const subjects = () => mailbox.letters.map(({ to, text }) => [to, subjectOf(text)]);
const rows = () => office.app.store.db.select().from(office.app.store.tables.deliveries);

describe('the morning’s mail', () => {
  it('[NT5] at eight, once a day, with everything unread since the last one', async () => {
    await tells('finding.closed');
    await at('2026-03-03T07:59');
    expect(mailbox.letters).toEqual([]);
    await at('2026-03-03T08:00');
    await at('2026-03-03T08:01');
    await tells('finding.returned');
    await at('2026-03-03T18:00');
    expect(subjects()).toEqual([['jin@example.cn', '【合评】1 条未读消息']]);
    await at('2026-03-04T09:30');
    await at('2026-03-05T08:00');
    expect(subjects()).toEqual([
      ['jin@example.cn', '【合评】1 条未读消息'],
      ['jin@example.cn', '【合评】1 条未读消息'],
    ]);
    const [first, second] = mailbox.letters.map(({ text }) => partsOf(text));
    expect(first).toContain('“乾元镇党群服务中心”的问题 2026-001 验收通过，已销号。');
    expect(first).toContain('http://localhost:3000/evaluations/e/findings/f');
    expect(second).toContain('验收未通过');
    expect(second).not.toContain('已销号');
  });

  it('[NT5] nothing of what is read, not wanted, or was mailed at once', async () => {
    const leader = await as(office.app, 'leader');
    await leader.patch('/me/mail', { kinds: [{ kind: 'finding.returned', mail: false }] });
    await tells('finding.closed');
    await tells('finding.returned');
    await tells('reminder.supervise');
    await leader.post('/me/notifications/read', { until: office.clock.now - 1 });
    const { notifications } = (await leader.get('/me/notifications')).body;
    const closed = notifications.find(({ kind }: { kind: string }) => kind === 'finding.closed');
    await leader.post(`/me/notifications/${closed.id}/read`);
    await at('2026-03-03T08:00');
    expect(subjects().map(([, subject]) => subject)).toEqual([expect.stringContaining('督办')]);
  });

  it('[NT5] each line once, however many urgent ones went out in between', async () => {
    await tells('finding.closed');
    await at('2026-03-03T08:00');
    for (let count = 0; count < 51; count += 1) await tells('reminder.supervise');
    await at('2026-03-03T10:00');
    await tells('finding.returned');
    await at('2026-03-04T08:00');
    const text = partsOf(mailbox.letters.at(-1)?.text ?? '');
    expect(text).toContain('验收未通过');
    expect(text).not.toContain('已销号');
  });

  it('[NT6] in the reader’s language', async () => {
    const { people } = office.app.store.tables;
    await office.app.store.tx((db) => db.update(people).set({ locale: 'en' }).where(eq(people.id, 'leader')));
    await tells('finding.closed');
    await at('2026-03-03T08:00');
    expect(subjects()).toEqual([['jin@example.cn', '[Heping] unread: 1']]);
    const text = partsOf(mailbox.letters[0]?.text ?? '');
    expect(text).toContain('Leader Jin,');
    expect(text).toContain('Finding 2026-001 of “Qianyuan centre” was accepted and is closed.');
  });
});

describe('what cannot wait', () => {
  it('[NT5] from 督办 on goes at once, once, and 提醒 does not', async () => {
    await tells('reminder.remind');
    await tells('reminder.supervise', { key: 'same' });
    await tells('reminder.supervise', { key: 'same' });
    await at('2026-03-02T10:00');
    expect(subjects()).toEqual([
      ['jin@example.cn', expect.stringContaining('【合评】【督办】“乾元镇党群服务中心”问题 2026-001')],
    ]);
  });

  it('[NT5] a day of the ladder is one letter with all of it, and each is marked as sent', async () => {
    for (const number of ['2026-001', '2026-002', '2026-003'])
      await tells('reminder.supervise', {
        params: { centre: '乾元镇党群服务中心', number, deadline: 'plan', lastDay: '2026-02-24', days: 5 },
      });
    await at('2026-03-02T10:00');
    expect(subjects()).toEqual([['jin@example.cn', '【合评】3 项期限提醒须及时办理']]);
    const text = partsOf(mailbox.letters[0]?.text ?? '');
    for (const number of ['2026-001', '2026-002', '2026-003']) expect(text).toContain(number);
    expect((await rows()).map(({ state, attempts }) => [state, attempts])).toEqual(
      Array.from({ length: 3 }, () => ['sent', 1]),
    );
  });

  it('[NT5] a letter that is refused is tried again with all that was in it', async () => {
    mailbox.refuses.add('jin@example.cn');
    for (let count = 0; count < 3; count += 1) await tells('reminder.supervise');
    await at('2026-03-02T10:00');
    expect((await rows()).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
  });

  it('[NT5] not to who does not want it, has no address, or is disabled', async () => {
    await addressed('deputy', 'fu@example.cn');
    await addressed('staff', 'shi@example.cn');
    await (
      await as(office.app, 'deputy')
    ).patch('/me/mail', { kinds: [{ kind: 'reminder.supervise', mail: false }] });
    const { people } = office.app.store.tables;
    await office.app.store.tx((db) => db.update(people).set({ disabledAt: 1 }).where(eq(people.id, 'staff')));
    await tells('reminder.supervise', { people: ['deputy', 'staff', 'officer'] });
    await at('2026-03-02T10:00');
    expect(mailbox.letters).toEqual([]);
  });

  it('[NT6] whose account is disabled before it leaves gets none', async () => {
    await tells('reminder.supervise');
    const { people } = office.app.store.tables;
    await office.app.store.tx((db) =>
      db.update(people).set({ disabledAt: 1 }).where(eq(people.id, 'leader')),
    );
    await at('2026-03-02T10:00');
    expect([mailbox.letters, (await rows()).map(({ state }) => state)]).toEqual([[], ['failed']]);
  });

  it('[NT7] what went out perhaps, when the server ended in between, is not sent again', async () => {
    await tells('reminder.supervise');
    const { deliveries } = office.app.store.tables;
    await office.app.store.tx((db) => db.update(deliveries).set({ attempts: 1, lastError: 'in flight' }));
    await at('2026-03-02T10:00');
    expect(mailbox.letters).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'failed', lastError: UNKNOWN }]);
  });

  it('[NT9] a mailbox that is refused for good is not tried again; a server that is away is', async () => {
    mailbox.refuses.add('jin@example.cn');
    await tells('reminder.supervise');
    await at('2026-03-02T10:00');
    expect(await rows()).toMatchObject([{ state: 'failed', status: 550 }]);
    const port = Number(new URL(mailbox.url).port);
    mailbox.refuses.clear();
    await mailbox.close();
    await tells('reminder.interview');
    await at('2026-03-02T10:01');
    expect((await rows()).map(({ state }) => state).toSorted()).toEqual(['failed', 'waiting']);
    mailbox = await openMailbox(port);
    await at('2026-03-02T10:04');
    expect(subjects()).toEqual([['jin@example.cn', expect.stringContaining('约谈')]]);
  });
});

describe('no header can be smuggled in', () => {
  it.each([
    'a@b.cn\r\nBcc: x@y.cn',
    'a@b.cn, x@y.cn',
    '"a b"@c.cn',
    'Jin <a@b.cn>',
    'a@b.cn\n',
    'a@',
    '@b.cn',
    'a b@c.cn',
  ])('[NT6] %j is no address', async (email) => {
    const { status, body } = await (await as(office.app, 'leader')).patch('/me/mail', { email });
    expect([status, body.error]).toEqual(email === 'a@b.cn\n' ? [200, undefined] : [400, 'BAD_REQUEST']);
  });

  it('[NT6] a centre’s or a person’s name with line ends and tags stays text', async () => {
    const { people } = office.app.store.tables;
    await office.app.store.tx((db) =>
      db.update(people).set({ name: '金\r\nBcc: evil@example.cn' }).where(eq(people.id, 'leader')),
    );
    await tells('reminder.supervise', {
      params: {
        ...{
          centre: '中心\r\nBcc: evil@example.cn\r\n\r\n<script>x</script>',
          number: '1',
          deadline: 'plan',
        },
        ...{ lastDay: '2026-02-24', days: 5 },
      },
    });
    await at('2026-03-02T10:00');
    const [letter] = mailbox.letters;
    expect(mailbox.letters).toHaveLength(1);
    const [head = ''] = (letter?.text ?? '').split(/\r?\n\r?\n/);
    expect(head).not.toMatch(/^Bcc:/im);
    expect(partsOf(letter?.text ?? '')).toContain('&lt;script&gt;');
    expect(
      partsOf(letter?.text ?? '')
        .split('<html')
        .at(-1),
    ).not.toContain('<script>');
  });
});

describe('a test message', () => {
  it('[NT6] goes to oneself, with the mail server’s answer; without an address or a server it says why not', async () => {
    const leader = await as(office.app, 'leader');
    const { body } = await leader.post('/me/mail/test');
    expect(body).toEqual({ ok: true, status: 250, answer: expect.stringMatching(/^250/) });
    expect(subjects()).toEqual([['jin@example.cn', '【合评】测试邮件']]);
    mailbox.refuses.add('jin@example.cn');
    expect((await leader.post('/me/mail/test')).body).toMatchObject({
      ...{ ok: false, status: 550 },
      answer: expect.stringContaining('no such mailbox'),
    });
    expect((await (await as(office.app, 'bo')).post('/me/mail/test')).body.error).toBe(
      'MAIL_ADDRESS_MISSING',
    );
    for (let more = 0; more < 3; more += 1) await leader.post('/me/mail/test');
    expect((await leader.post('/me/mail/test')).status).toBe(429);
    const without = await openOffice();
    expect((await (await as(without.app, 'leader')).post('/me/mail/test')).body.error).toBe('MAIL_OFF');
    await without.app.close();
  });

  it('[NT6] without a mail server no row waits for one', async () => {
    const without = await openOffice();
    const { store } = without.app;
    await store.tx((db) => db.update(store.tables.people).set({ email: 'jin@example.cn' }));
    await store.tx((db) =>
      notify(db, {
        ...{
          people: ['leader'],
          kind: 'reminder.circular',
          key: 'k',
          params: {},
          path: '/',
          at: 1,
          evaluationId: null,
        },
      }),
    );
    without.clock.now = Date.parse('2026-03-03T08:00+08:00');
    await without.app.timed.run();
    expect(await store.db.select().from(store.tables.deliveries)).toEqual([]);
    await without.app.close();
  });
});
