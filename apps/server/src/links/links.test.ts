import { randomUUID } from 'node:crypto';
import {
  FILE_NAME_HEADER,
  LINK_HEADER,
  LINK_MS,
  QUOTA,
  type LinkPage,
  type MadeLink,
} from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, ORIGIN, type Answer } from '../testing/app.ts';
import { openOfficeWithoutNotice, type Office } from '../testing/desk.ts';
import { photo } from '../testing/files.ts';
import { approvePlan, deliverWith, findingsOf } from '../testing/rectify.ts';
import { acceptFinding } from '../responses/accept.ts';
import { acting } from '../testing/walk.ts';

let office: Office;
let evaluation: string;
let finding: string;
/** Whose owner has no account, and one of the staff’s. */
let measure: string;
let staffs: string;
beforeEach(async () => {
  const opened = await openOfficeWithoutNotice();
  office = opened.office;
  evaluation = opened.id;
  [finding = ''] = await deliverWith(office.desk, evaluation);
  await accept(finding);
  const measures = [{ ownerId: null, text: '扩建服务大厅' }, { ownerId: 'staff' }];
  [measure = '', staffs = ''] = await approvePlan(office.desk, { evaluation, finding, measures });
});
afterEach(() => office.app.close());

const accept = async (id: string) =>
  acceptFinding(office.desk, { ...(await acting(office.desk, evaluation, 'leader')), finding: id });
const links = (of = measure) => `/measures/${of}/links`;
async function make(who = 'leader', body: object = {}): Promise<MadeLink> {
  const answer = await (await as(office.app, who)).post(links(), body);
  expect({ status: answer.status, error: answer.body.error }).toEqual({ status: 200, error: undefined });
  return answer.body as MadeLink;
}

interface Asking {
  readonly token?: string;
  readonly cookie?: string | undefined;
  readonly address?: string;
  readonly body?: object | Buffer;
}
async function ask(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  { token, cookie, address = '10.0.0.1', body }: Asking = {},
): Promise<Answer & { readonly cookie: string | undefined; readonly bytes: Buffer }> {
  const isFile = Buffer.isBuffer(body);
  const response = await office.app.inject({
    method,
    url: `/api/v1${path}`,
    remoteAddress: address,
    headers: {
      origin: ORIGIN,
      ...(token === undefined ? {} : { [LINK_HEADER]: token }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(isFile ? { [FILE_NAME_HEADER]: 'a.jpg', 'content-type': 'image/jpeg' } : {}),
    },
    ...(body === undefined ? {} : { payload: body }),
  });
  const isJson = String(response.headers['content-type']).includes('json');
  return {
    status: response.statusCode,
    body: isJson ? response.json() : null,
    headers: response.headers,
    cookie: response.headers['set-cookie']?.toString().split(';')[0],
    bytes: response.rawPayload,
  };
}
const open = (token: string, code: string, address?: string) =>
  ask('POST', '/link/sessions', { body: { token, code }, ...(address === undefined ? {} : { address }) });
/** Somebody behind a fresh link. */
async function behind(made?: MadeLink) {
  const link = made ?? (await make());
  const { cookie } = await open(link.token, link.code);
  return { ...link, cookie, as: { token: link.token, cookie } };
}
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const saidBy = ({ status, body }: Answer) => [status, body.error, body.message];

describe('[OL1] a link', () => {
  it('is made by the centre’s leaders and the committee’s officers, for an owner without an account', async () => {
    const made = await make('leader', { contact: '138 0000 0000' });
    expect(made.token).toMatch(/^[\w-]{43}$/);
    expect(made.code).toMatch(/^\d{6}$/);
    expect(made.link).toMatchObject({
      name: '王师傅',
      contact: '138 0000 0000',
      state: 'open',
      seenAt: null,
    });
    expect(made.link.expiresAt - made.link.createdAt).toBe(LINK_MS);
    await make('officer', { name: '李师傅' });
    for (const who of ['bo', 'staff', 'outsider', 'county-officer', 'admin']) {
      const caller = await as(office.app, who);
      expect([who, (await caller.post(links())).status, (await caller.get(links())).status]).toEqual([
        ...[who, 404, 404],
      ]);
    }
    const { body } = await (await as(office.app, 'leader')).post(links(staffs));
    expect(body.error).toBe('LINK_NOT_NEEDED');
  });

  it('[OL2] nothing that opens it is kept, listed or logged', async () => {
    const made = await make();
    await open(made.token, made.code);
    const { body } = await (await as(office.app, 'officer')).get(links());
    const { ownerLinks, linkSessions, auditLog } = office.app.store.tables;
    const { db } = office.app.store;
    const kept = JSON.stringify([
      body,
      await db.select().from(ownerLinks),
      await db.select().from(linkSessions),
      await db.select().from(auditLog),
    ]);
    expect(kept).not.toContain(made.token);
    expect(kept).not.toContain(`"${made.code}"`);
    const lines = await db.select().from(auditLog).where(eq(auditLog.action, 'link.make'));
    expect(lines).toMatchObject([
      { personId: 'leader', subject: measure, detail: { link: made.link.id, name: '王师傅' } },
    ]);
  });

  it('at most five are in force for a measure', async () => {
    const all = [];
    for (let count = 0; count < 5; count += 1) all.push(await make());
    const leader = await as(office.app, 'leader');
    expect((await leader.post(links())).body.error).toBe('LINKS_ENOUGH');
    await leader.delete(`${links()}/${all[0]?.link.id}`);
    await make();
  });
});

describe('[OL2] its code', () => {
  it('opens it for twelve hours, in this browser only', async () => {
    const made = await make();
    const opened = await open(made.token, made.code);
    expect(opened.status).toBe(200);
    expect(opened.headers['set-cookie']).toBe(
      `heping-link-${made.link.id}=${opened.cookie?.split('=')[1]}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict`,
    );
    const asIs = { token: made.token, cookie: opened.cookie };
    expect((await ask('GET', '/link/measure', asIs)).status).toBe(200);
    for (const without of [{ token: made.token }, { cookie: opened.cookie }, {}])
      expect(saidBy(await ask('GET', '/link/measure', without))).toEqual([
        401,
        'LINK_CODE',
        '请输入验证码。',
      ]);
    office.clock.now += 12 * 60 * 60_000;
    expect((await ask('GET', '/link/measure', asIs)).status).toBe(401);
  });

  it('opening it on a device is a line in the log, wrong codes are none', async () => {
    const made = await make();
    await open(made.token, wrongOf(made.code));
    await open(made.token, made.code);
    const { auditLog } = office.app.store.tables;
    const lines = await office.app.store.db.select().from(auditLog).where(eq(auditLog.action, 'link.open'));
    expect(lines).toMatchObject([
      {
        ...{ personId: null, evaluationId: evaluation, subject: measure },
        detail: { link: made.link.id, name: '王师傅' },
      },
    ]);
  });

  it('wrong, and an unknown, revoked or finished link, get one answer', async () => {
    const [revoked, finished, wrong] = [await make(), await make(), await make()];
    await (await as(office.app, 'officer')).delete(`${links()}/${revoked.link.id}`);
    const { ownerLinks } = office.app.store.tables;
    await office.app.store.tx((db) =>
      db.update(ownerLinks).set({ expiresAt: office.clock.now }).where(eq(ownerLinks.id, finished.link.id)),
    );
    const answers = [
      await open(wrong.token, wrongOf(wrong.code)),
      await open('nothing-like-it', '123456'),
      await open('', ''),
      await open(revoked.token, revoked.code),
      await open(finished.token, finished.code),
    ];
    const [first] = answers.map((answer) => ({ ...answer.body, ref: '' }));
    expect(first).toMatchObject({ error: 'LINK_FAILED' });
    for (const { status, body, cookie } of answers)
      expect([status, { ...body, ref: '' }, cookie]).toEqual([401, first, undefined]);
  });

  it('after five wrong ones in fifteen minutes the right one waits, from everywhere', async () => {
    const { token, code } = await make();
    const other = await make();
    const many = await Promise.all(
      Array.from({ length: 12 }, (_, place) => open(token, wrongOf(code), `10.0.1.${place}`)),
    );
    const codes = many.map(({ body }) => body.error as string);
    expect([codes.filter((one) => one === 'LINK_FAILED').length, new Set(codes)]).toEqual([
      5,
      new Set(['LINK_FAILED', 'LINK_LOCKED']),
    ]);
    const locked = await open(token, code, '10.0.0.7');
    expect([...saidBy(locked), locked.headers['retry-after']]).toEqual([
      ...[429, 'LINK_LOCKED', '验证码输错次数过多，请在 15 分钟后再试；在此之前输对也不能通过。', '900'],
    ]);
    expect((await open(other.token, other.code)).status).toBe(200);
    office.clock.now += 15 * 60_000;
    expect((await open(token, code)).status).toBe(200);
  });

  it('an unknown link locks like a known one, and one address guesses fifty times an hour at all of them', async () => {
    for (let tries = 0; tries < 5; tries += 1) await open('unknown', '000000', '10.0.2.1');
    expect((await open('unknown', '000000', '10.0.2.1')).body.error).toBe('LINK_LOCKED');
    for (let tries = 0; tries < 45; tries += 1) await open(randomUUID(), '000000', '10.0.2.1');
    const made = await make();
    expect((await open(made.token, made.code, '10.0.2.1')).body.error).toBe('LINK_LOCKED');
    expect((await open(made.token, made.code, '10.0.2.2')).status).toBe(200);
  });
});

const change = (work: (tables: Office['app']['store']['tables']) => Promise<unknown>): Promise<unknown> =>
  work(office.app.store.tables);

const ENDS: readonly (readonly [string, () => Promise<unknown>])[] = [
  [
    'after sixty days',
    async () => {
      office.clock.now += LINK_MS;
    },
  ],
  [
    'when its finding is closed',
    () => change((t) => office.app.store.tx((db) => db.update(t.cases).set({ state: 'closed' }))),
  ],
  [
    'when the measure is dropped',
    () => change((t) => office.app.store.tx((db) => db.update(t.measures).set({ state: 'dropped' }))),
  ],
  [
    'when somebody with an account owns the measure',
    () => change((t) => office.app.store.tx((db) => db.update(t.measures).set({ ownerId: 'staff' }))),
  ],
];

describe('[OL3] a link is over', () => {
  it('at once when it is taken back, with whoever is behind it', async () => {
    const { link, as: owner } = await behind();
    const { body } = await (await as(office.app, 'officer')).delete(`${links()}/${link.id}`);
    expect(body.links).toMatchObject([{ id: link.id, state: 'revoked' }]);
    expect((await ask('GET', '/link/measure', owner)).body.error).toBe('LINK_CODE');
    const foreign = await (await as(office.app, 'officer')).delete(`${links(staffs)}/${link.id}`);
    expect(foreign.status).toBe(404);
  });

  it.each(ENDS)('%s', async (_, end) => {
    const { token, code, as: owner } = await behind();
    await end();
    expect((await ask('GET', '/link/measure', owner)).body.error).toBe('LINK_CODE');
    expect((await open(token, code)).body.error).toBe('LINK_FAILED');
  });

  it('[OL4] and who leaves is out, but the link stays', async () => {
    const { token, code, as: owner } = await behind();
    const left = await ask('DELETE', '/link/sessions/current', owner);
    expect(left.headers['set-cookie']).toMatch(/=; Path=\/; Max-Age=0/);
    expect((await ask('GET', '/link/measure', owner)).status).toBe(401);
    expect((await open(token, code)).status).toBe(200);
  });
});

describe('[OL4] behind a link', () => {
  it('who is behind it is asked before what they send is read, and that is little', async () => {
    const { as: owner } = await behind();
    const note = async (text: string, asking: Asking) =>
      saidBy(await ask('POST', '/link/measure/note', { ...asking, body: { text } })).slice(0, 2);
    const long = 'x'.repeat(40 << 10);
    expect(await note(long, { token: owner.token })).toEqual([401, 'LINK_CODE']);
    expect(await note(long, owner)).toEqual([413, 'TOO_LARGE']);
  });

  it('[FS6] link after link to one measure has one room, whatever became of those before', async () => {
    const first = await behind();
    await office.app.store.tx((db) =>
      db.insert(office.app.store.tables.files).values({
        ...{ id: 'big', evaluationId: evaluation, sha256: 'b'.repeat(64), type: 'application/pdf' },
        ...{ name: 'big.pdf', size: QUOTA.link, linkId: first.link.id, personName: '王师傅', at: 1 },
      }),
    );
    await (await as(office.app, 'leader')).delete(`${links()}/${first.link.id}`);
    const second = await behind();
    const { status, body } = await ask('POST', '/link/files', { ...second.as, body: await photo() });
    expect([status, body.error, body.message]).toEqual([
      409,
      'FILE_QUOTA',
      '这项措施的责任人链接的文件最多共 100 MB，已用 100 MB，“a.jpg”放不下，未保存。',
    ]);
  });

  it('no other door of the system opens', async () => {
    const { as: owner, link } = await behind();
    const paths = { ':id': evaluation, ':finding': finding, ':measure': measure, ':link': link.id };
    for (const { method, path, isPublic } of office.app.doors) {
      if (isPublic || path.startsWith('/link/')) continue;
      const target = Object.entries(paths)
        .reduce((text, [name, id]) => text.replace(name, id), path)
        .replaceAll(/:\w+/g, 'none');
      const { status } = await ask(method as 'GET', target, {
        ...owner,
        ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }),
      });
      expect({ door: `${method} ${path}`, status }).toEqual({ door: `${method} ${path}`, status: 401 });
    }
    expect((await ask('GET', '/sessions/current', owner)).body.person).toBeNull();
  });

  it('each link opens its own measure, both in one browser', async () => {
    const mine = await behind();
    const [, other = ''] = await findingsOf(office.desk, evaluation);
    await accept(other);
    const measures = [{ ownerId: null, text: '更换标识' }];
    const second = await approvePlan(office.desk, { evaluation, finding: other, measures });
    const made = (await (await as(office.app, 'leader')).post(links(second[0]))).body as MadeLink;
    const opened = await open(made.token, made.code);
    const cookie = `${mine.cookie}; ${opened.cookie}`;
    const texts = [];
    for (const token of [mine.token, made.token])
      texts.push((await ask('GET', '/link/measure', { token, cookie })).body.measure.text);
    expect(texts).toEqual(['扩建服务大厅', '更换标识']);
    const crossed = await ask('GET', '/link/measure', { token: made.token, cookie: mine.cookie });
    expect(crossed.status).toBe(401);
  });

  it('[OL5] one sees the measure and what it is about, and nobody’s id', async () => {
    const { as: owner } = await behind();
    const { body } = await ask('GET', '/link/measure', owner);
    const page = body as LinkPage;
    expect(page).toMatchObject({
      name: '王师傅',
      centre: { name: '乾元镇党群服务中心' },
      finding: { number: '2026-001', severity: 'severe', reason: '扣分原因：A1.1.1' },
      measure: { text: '扩建服务大厅', state: 'doing', reported: 0, expected: '照片', notes: [] },
    });
    expect(page.measure.acts).toEqual(['note', 'report', 'ask-extension'].map((act) => ({ act, why: null })));
    const text = JSON.stringify(body);
    for (const id of ['leader', 'officer', 'alice', evaluation, finding, measure]) {
      expect(text).not.toContain(`"${id}"`);
    }
  });

  it('[OL6] one reports with photos, asks for time and reports it done; the log carries the link’s name', async () => {
    const { as: owner, link } = await behind();
    const uploaded = await ask('POST', '/link/files', { ...owner, body: await photo() });
    expect(uploaded.status).toBe(200);
    const { file } = uploaded.body as { file: { id: string; by: string } };
    expect(file.by).toBe('王师傅');
    const files = [{ id: file.id, role: 'before' }];
    const noted = await ask('POST', '/link/measure/note', {
      ...owner,
      body: { percent: 40, text: '已拆除隔墙', files },
    });
    expect(noted.body.measure).toMatchObject({
      reported: 40,
      notes: [{ kind: 'note', percent: 40, text: '已拆除隔墙', name: '王师傅', files: [{ role: 'before' }] }],
    });
    const until = '2026-12-31';
    const asked = await ask('POST', '/link/measure/ask-extension', {
      ...owner,
      body: { until, reason: '等待材料' },
    });
    expect(asked.body.measure.extensions).toMatchObject([{ until, state: 'asked', askedByName: '王师傅' }]);
    const done = await ask('POST', '/link/measure/report', { ...owner, body: { text: '全部完成' } });
    expect(done.body.measure).toMatchObject({ state: 'reported', reported: 100 });
    const { auditLog } = office.app.store.tables;
    const lines = await office.app.store.db.select().from(auditLog).where(eq(auditLog.subject, measure));
    const acts = lines.filter(({ action }) => action.startsWith('measure.'));
    expect(acts.map(({ action, personId }) => [action, personId])).toEqual([
      ['measure.note', null],
      ['measure.ask-extension', null],
      ['measure.report', null],
    ]);
    for (const { detail } of acts) expect(detail).toMatchObject({ link: link.id, name: '王师傅' });

    // The photo is seen by who sees the measure, and behind this link only.
    expect((await ask('GET', `/link/files/${file.id}?w=320`, { cookie: owner.cookie })).status).toBe(200);
    expect((await ask('GET', `/link/files/${file.id}`, {})).status).toBe(404);
    expect((await (await as(office.app, 'officer')).get(`/files/${file.id}`)).status).toBe(200);
    expect((await (await as(office.app, 'outsider')).get(`/files/${file.id}`)).status).toBe(404);
  });

  it('[OL2] fifty wrong codes in all end it, however slowly they are tried and whatever is right between them', async () => {
    const { token, code, link, as: owner } = await behind();
    for (let wrong = 0; wrong < 50; wrong += 1) {
      office.clock.now += 15 * 60_000;
      if (wrong === 25) expect((await open(token, code)).status).toBe(200);
      expect((await open(token, wrongOf(code))).status).toBe(401);
    }
    office.clock.now += 15 * 60_000;
    expect((await open(token, code)).body.error).toBe('LINK_FAILED');
    expect((await ask('GET', '/link/measure', owner)).status).toBe(401);
    const { auditLog } = office.app.store.tables;
    const isEnd = eq(auditLog.action, 'link.exhaust');
    expect(await office.app.store.db.select().from(auditLog).where(isEnd)).toMatchObject([
      { personId: null, subject: measure, detail: { link: link.id, wrong: 50 } },
    ]);
  });

  it('[OL6] says ten things a minute at most', async () => {
    const { as: owner } = await behind();
    const say = (percent: number) =>
      ask('POST', '/link/measure/note', { ...owner, body: { percent, text: '进展' } });
    for (let percent = 1; percent <= 10; percent += 1) expect((await say(percent)).status).toBe(200);
    expect((await say(11)).body.error).toBe('SLOW_DOWN');
    office.clock.now += 60_000;
    expect((await say(11)).status).toBe(200);
  });

  it('[OL6] acts of officers and files of others are not there', async () => {
    const { as: owner } = await behind();
    for (const act of ['verify', 'check', 'return', 'grant-extension'])
      expect((await ask('POST', `/link/measure/${act}`, { ...owner, body: {} })).status).toBe(404);
    const refused = await ask('POST', '/link/measure/note', {
      ...owner,
      body: { text: '见图', files: [{ id: 'foreign', role: 'after' }] },
    });
    expect([refused.status, refused.body.error]).toEqual([422, 'FILE_UNKNOWN']);
  });
});
