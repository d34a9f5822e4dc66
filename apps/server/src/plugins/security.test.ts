import { PERSON_HEADER, SERVER_HEADER } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, cookieOf, testApp, type Caller } from '../testing/app.ts';

let app: FastifyInstance;
let cookie: string;
beforeAll(async () => {
  app = await testApp();
  cookie = await cookieOf(app, 'alice');
});
afterAll(() => app.close());

const change = async (headers: Record<string, string>) =>
  (await app.inject({ method: 'PATCH', url: '/api/v1/me', headers, payload: { locale: 'zh' } })).statusCode;

describe('Origin', () => {
  it.each([
    ['http://localhost:3000', 200],
    ['http://127.0.0.1:3000', 200],
    ['null', 403],
    ['', 403],
    ['http://evil.example', 403],
    ['http://localhost:3001', 403],
    ['http://localhost', 403],
    ['https://localhost:3000', 403],
    ['http://sub.localhost:3000', 403],
    ['http://localhost:3000.evil.example', 403],
    ['HTTP://LOCALHOST:3000', 403],
    ['http://localhost:3000/', 403],
  ])('[A4] of a mutation with a session: “%s” → %i', async (origin, status) => {
    expect(await change({ cookie, origin })).toBe(status);
  });

  it('[A4] missing on a mutation with a session is refused unless the browser says same-origin', async () => {
    expect(await change({ cookie })).toBe(403);
    expect(await change({ cookie, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await change({ cookie, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await change({ cookie, 'sec-fetch-site': 'same-site' })).toBe(403);
  });

  it('[A4] a foreign one is refused at signing in too; none at all is a program, not a browser', async () => {
    const post = async (headers: Record<string, string>) =>
      (
        await app.inject({
          method: 'POST',
          url: '/api/v1/sessions',
          headers,
          payload: { username: 'x', password: 'y' },
        })
      ).json().error;
    expect(await post({ origin: 'http://evil.example' })).toBe('BAD_ORIGIN');
    expect(await post({ 'sec-fetch-site': 'cross-site' })).toBe('BAD_ORIGIN');
    expect(await post({})).toBe('LOGIN_FAILED');
  });

  it('[A4] an upgrade needs it: missing is refused', () => {
    const check = (origin?: string) =>
      app.sessions.checkOrigin({ headers: origin === undefined ? {} : { origin } } as never);
    expect([check(), check('null'), check('http://evil.example'), check('http://localhost:3000')]).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('[C2] a configured one is the only one', async () => {
    const published = await testApp({ origin: 'https://heping.example, https://www.heping.example' });
    const check = (origin: string) => published.sessions.checkOrigin({ headers: { origin } } as never);
    expect(check('https://heping.example')).toBe(true);
    expect(check('https://www.heping.example')).toBe(true);
    expect(check('http://localhost:3000')).toBe(false);
    await published.close();
  });
});

describe('[SK10] a page that says whose it is', () => {
  const me = async (headers: Record<string, string>) => {
    const answer = await app.inject({ url: '/api/v1/me', headers: { cookie, ...headers } });
    return [answer.statusCode, answer.json().error ?? answer.json().id];
  };
  it('is answered where the session is theirs, and as nobody where it is another’s', async () => {
    expect(await me({ [PERSON_HEADER]: 'alice' })).toEqual([200, 'alice']);
    expect(await me({})).toEqual([200, 'alice']);
    expect(await me({ [PERSON_HEADER]: 'bo' })).toEqual([401, 'LOGIN']);
    expect(await me({ [PERSON_HEADER]: '' })).toEqual([401, 'LOGIN']);
  });
  it('changes nothing in another’s name', async () => {
    const origin = 'http://localhost:3000';
    expect(await change({ cookie, origin, [PERSON_HEADER]: 'bo' })).toBe(401);
  });
});

describe('every answer', () => {
  it.each([
    '/api/v1/health',
    '/api/v1/me',
    '/api/v1/none',
    '/api/docs/',
    '/',
    '/none.js',
    '/api/v1/openapi.json',
    // the router's own refusals
    '/%ff',
    '/%',
    '/api/v1/%ff',
    `/api/v1/people/${'x'.repeat(80)}`,
    '*',
  ])(
    '[F3, OF9] %s carries the headers that keep it from being misread, and says whose it is',
    async (url) => {
      const { headers } = await app.inject({ url });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers[SERVER_HEADER]).toBe('1');
    },
  );
});

describe('[C3] the pace', () => {
  it('of commands of one person is 20 a second on average: a burst passes, a flood waits and then goes on', async () => {
    let now = Date.UTC(2026, 2, 2, 1);
    const slow = await testApp({ now: () => now });
    const [alice, bo] = [await as(slow, 'alice'), await as(slow, 'bo')];
    const save = async (who: Caller) => (await who.patch('/me', { locale: 'zh' })).status;
    for (let count = 0; count < 200; count += 1) expect(await save(alice)).toBe(200);
    now += 2_500;
    const refused = await alice.patch('/me', { locale: 'zh' });
    expect([refused.status, refused.body.message, refused.headers['retry-after']]).toEqual([
      429,
      '操作过于频繁，请在 8 秒后再试。',
      '8',
    ]);
    expect((await alice.get('/me')).status).toBe(200);
    expect(await save(bo)).toBe(200);
    now += 7_500;
    expect(await save(alice)).toBe(200);
    await slow.close();
  });

  it('of questions is 20 a second of one person, 30 of an address without a session; pages and commands go on', async () => {
    let now = Date.UTC(2026, 2, 2, 1);
    const slow = await testApp({ now: () => now });
    const [alice, bo] = [await as(slow, 'alice'), await as(slow, 'bo')];
    const asked = async (times: number, ask: () => Promise<number>) => {
      const statuses: number[] = [];
      for (let time = 0; time < times; time += 1) statuses.push(await ask());
      return [...new Set(statuses)];
    };
    const ask = async (who: Caller) => (await who.get('/me')).status;
    const anybody = async (remoteAddress = '192.0.2.1') =>
      (await slow.inject({ url: '/api/v1/results', remoteAddress })).statusCode;
    expect(await asked(200, () => ask(alice))).toEqual([200]);
    const refused = await alice.get('/me');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '10']);
    expect([await ask(bo), (await alice.patch('/me', { locale: 'zh' })).status]).toEqual([200, 200]);
    expect(await asked(150, () => anybody())).toEqual([200]);
    expect([await anybody(), await anybody('192.0.2.2')]).toEqual([429, 200]);
    expect((await slow.inject({ url: '/none.js', remoteAddress: '192.0.2.1' })).statusCode).toBe(404);
    now += 10_000;
    expect([await ask(alice), await anybody()]).toEqual([200, 200]);
    await slow.close();
  });

  it('of commands without a session is 30 a second of an address', async () => {
    let now = Date.UTC(2026, 2, 2, 1);
    const slow = await testApp({ now: () => now });
    const note = async (remoteAddress = '192.0.2.1') =>
      (
        await slow.inject({
          ...{ method: 'POST', url: '/api/v1/link/measure/note', remoteAddress },
          ...{ headers: { origin: 'http://localhost:3000' }, payload: { text: '完' } },
        })
      ).statusCode;
    const heard = new Set<number>();
    for (let count = 0; count < 150; count += 1) heard.add(await note());
    expect([[...heard], await note(), await note('192.0.2.2')]).toEqual([[401], 429, 401]);
    now += 5_000;
    expect(await note()).toBe(401);
    await slow.close();
  });
});
