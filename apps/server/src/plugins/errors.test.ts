import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, ORIGIN, testApp, type Caller } from '../testing/app.ts';

let app: FastifyInstance;
let admin: Caller;
let log: string[];
beforeEach(async () => {
  log = [];
  app = await testApp({ logger: { level: 'info', stream: { write: (line) => void log.push(line) } } });
  admin = await as(app, 'admin');
});
afterEach(() => app.close());

const send = (payload: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/people',
    headers: { origin: ORIGIN, cookie: admin.cookie ?? '', 'content-type': 'application/json', ...headers },
    payload,
  });
const person = { username: 'fay', name: '费伊', password: 'long-enough-1' };

describe('what is not as expected', () => {
  it('is named with its path and what was expected, in the reader’s language', async () => {
    const zh = await admin.post('/people', { ...person, username: 'NOT OK', password: 'short' });
    expect(zh.status).toBe(400);
    expect(zh.body).toEqual({
      error: 'BAD_REQUEST',
      message: expect.stringMatching(/^“username”不符合要求：格式 .+。$/),
      ref: expect.any(String),
      details: [
        { path: 'username', expected: expect.any(String) },
        { path: 'password', expected: '至少 10 个字符' },
      ],
    });
    await admin.patch('/me', { locale: 'en' });
    const en = await admin.post('/people', { ...person, name: 7 });
    expect(en.body.message).toBe('“name” is not as expected: text.');
  });

  it.each([
    ['a missing field', { username: 'fay', password: 'long-enough-1' }, 'name'],
    ['an unknown field', { ...person, isGod: true }, 'body'],
    ['no object', [], 'body'],
  ])('%s', async (_, body, path) => {
    const answer = await admin.post('/people', body);
    expect([answer.status, answer.body.error, answer.body.details[0].path]).toEqual([
      400,
      'BAD_REQUEST',
      path,
    ]);
  });

  it('nested places are spelled as code spells them', async () => {
    const officer = await as(app, 'officer');
    const answer = await officer.post('/campaigns/campaign/evaluations/check', {
      centre: 'town-centre',
      kind: 'regular',
      plannedOn: '2026-02-30',
      panel: [{ person: 'alice' }, { person: 'NOT AN ID' }],
    });
    expect(answer.body.details.map(({ path }: { path: string }) => path)).toEqual([
      'plannedOn',
      'panel[1].person',
    ]);
    expect(answer.body.details[0].expected).toBe('日期，如 2026-05-20');
  });

  it.each([
    ['unparsable JSON', '{"username":', {}, 400, 'NOT_JSON'],
    ['keys that would reach a prototype', '{"__proto__":{"x":1}}', {}, 400, 'NOT_JSON'],
    [
      'another content type',
      'username=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'NOT_JSON_TYPE',
    ],
    ['plain text', 'x', { 'content-type': 'text/plain' }, 415, 'NOT_JSON_TYPE'],
    ['a body over the limit', JSON.stringify({ name: 'x'.repeat(300_000) }), {}, 413, 'TOO_LARGE'],
  ])('%s is refused', async (_, payload, headers, status, error) => {
    const answer = await send(payload, headers);
    expect([answer.statusCode, answer.json().error]).toEqual([status, error]);
    expect(answer.json().message).not.toMatch(/\{\w+\}/);
  });

  it('an address under /api that does not exist is a Problem; an id that cannot be one does not exist', async () => {
    for (const path of [
      '/none',
      '/evaluations/NOT%20AN%20ID',
      '/evaluations/%00',
      '/evaluations/..%2f..%2fetc',
      '/people/none',
    ]) {
      const { status, body } = await admin.get(path);
      expect([path, status, body.error, body.message]).toEqual([
        path,
        404,
        'NOT_FOUND',
        '没有找到，或者您无权查看。',
      ]);
    }
    for (const url of ['/api/v1/%', '/api/docs/static/%2e%2e/%2e%2e/package.json']) {
      const broken = await app.inject({ url });
      expect([url, broken.statusCode, broken.json().error]).toEqual([url, 404, 'NOT_FOUND']);
    }
    const query = await app.inject({ method: 'QUERY' as 'GET', url: '/api/v1/me' });
    expect([query.statusCode < 500, query.json().error === 'FAULT']).toEqual([true, false]);
  });
});

describe('the language of a refusal', () => {
  const messageFor = async (headers: Record<string, string>) =>
    (await app.inject({ url: '/api/v1/me', headers })).json().message as string;
  const [zh, en] = ['请先登录。', 'Please sign in first.'];

  it.each([
    [{}, zh],
    [{ 'accept-language': 'en-GB,en;q=0.9' }, en],
    [{ 'accept-language': 'de,en;q=0.9' }, en],
    [{ 'accept-language': 'zh-CN,en;q=0.9' }, zh],
    [{ 'accept-language': 'en', cookie: 'heping-locale=zh' }, zh],
    [{ cookie: 'heping-locale=xx' }, zh],
  ])('%j → %s', async (headers, message) => {
    expect(await messageFor(headers as Record<string, string>)).toBe(message);
  });
});

describe('a fault', () => {
  it('is answered without its inside and logged once, with the same reference', async () => {
    const { people } = app.store.tables;
    const secret = 'argon-secret-hash';
    await app.store.tx((db) => db.update(people).set({ passwordHash: secret }));
    log.length = 0;
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      headers: { origin: ORIGIN },
      payload: { username: 'alice', password: 'whatever-it-is' },
    });
    const problem = answer.json();
    expect(problem).toEqual({
      error: 'FAULT',
      message: `服务器出错，未保存任何内容。编号 ${problem.ref}。`,
      ref: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    const faults = log.filter((line) => line.includes('"fault"'));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(problem.ref);
    expect(answer.body).not.toMatch(/at \w+|\.ts/);
    expect(log.join('')).not.toMatch(new RegExp(`${secret}|whatever-it-is|heping=`));
  });

  it('[C17] a full disk is said in words: nothing was saved', async () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    const tx = app.store.tx.bind(app.store);
    Object.assign(app.store, { tx: () => Promise.reject(full) });
    const answer = await admin.post('/people', person);
    Object.assign(app.store, { tx });
    expect([answer.status, answer.body.error]).toEqual([507, 'STORAGE_FULL']);
  });
});
