import { PERSON_HEADER } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { as, CHEAP, cookieOf, oldCookieOf, ORIGIN, testApp } from '../testing/app.ts';
import { CAST_PASSWORD } from '../testing/cast.ts';
import { dummyHash, hashPassword, isPassword } from './password.ts';
import { ABSOLUTE_MS, IDLE_MS, MOST_SESSIONS } from './sessions.ts';
import { hashToken } from './token.ts';

let app: FastifyInstance;
afterEach(() => app.close());

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 2, 1);

const signIn = (username: string, password: string, options: { cookie?: string; address?: string } = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    remoteAddress: options.address ?? '10.0.0.1',
    headers: { origin: ORIGIN, ...(options.cookie === undefined ? {} : { cookie: options.cookie }) },
    payload: { username, password },
  });
const cookieIn = (response: { headers: Record<string, unknown> }) =>
  String(response.headers['set-cookie']).split(';')[0] ?? '';
const whoIs = async (cookie: string) =>
  (await app.inject({ url: '/api/v1/sessions/current', headers: { cookie } })).json().person?.id ?? null;

describe('signing in', () => {
  it('[C1] gives a cookie that scripts cannot read, and says who it is', async () => {
    app = await testApp();
    const answer = await signIn('alice', CAST_PASSWORD);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ id: 'alice', username: 'alice', isAdministrator: false });
    expect(answer.headers['set-cookie']).toMatch(
      /^heping=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/,
    );
    expect(await whoIs(cookieIn(answer))).toBe('alice');
  });

  it('[C1] where the public address is https the cookie is Secure and of this host only', async () => {
    app = await testApp({ origin: 'https://heping.example' });
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      payload: { username: 'alice', password: CAST_PASSWORD },
    });
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-heping=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/,
    );
    const cookie = cookieIn(answer);
    expect(await whoIs(cookie)).toBe('alice');
    // What a sibling domain could plant is not read; a mutation that brings the real one still needs its Origin.
    expect(await whoIs(cookie.replace('__Host-', ''))).toBeNull();
    const out = await app.inject({ method: 'DELETE', url: '/api/v1/sessions/current', headers: { cookie } });
    expect(out.json()).toMatchObject({ error: 'BAD_ORIGIN' });
    expect((await app.inject({ url: '/api/v1/openapi.json' })).json()).toMatchObject({
      components: { securitySchemes: { session: { name: '__Host-heping' } } },
    });
  });

  it('[C1] twenty sessions of one person: one more ends the one that was idle longest, and its sockets', async () => {
    let now = START;
    app = await testApp({ now: () => now });
    const ended: (string | undefined)[] = [];
    app.sessions.onEnded((_person, tokenHash) => ended.push(tokenHash));
    const cookies: string[] = [];
    for (let at = 0; at < MOST_SESSIONS; at += 1) {
      now += 2 * MINUTE;
      cookies.push(cookieIn(await signIn('alice', CAST_PASSWORD)));
    }
    const bo = cookieIn(await signIn('bo', CAST_PASSWORD));
    now += 2 * MINUTE;
    // The first has been used since: the second makes room.
    const [first = '', second = '', third = ''] = cookies;
    await whoIs(first);
    const last = cookieIn(await signIn('alice', CAST_PASSWORD));
    const still = await Promise.all([first, second, third, last, bo].map(whoIs));
    expect(still).toEqual(['alice', null, 'alice', 'alice', 'bo']);
    expect(ended).toEqual([hashToken(second.split('=')[1] ?? '')]);
  });

  it('[C3] a hundred times in ten minutes is enough: then even the right password waits', async () => {
    let now = START;
    app = await testApp({ now: () => now });
    const codes = new Set<number>();
    for (let at = 0; at < 100; at += 1) codes.add((await signIn('alice', CAST_PASSWORD)).statusCode);
    const answers = [await signIn('alice', CAST_PASSWORD), await signIn('bo', CAST_PASSWORD)];
    now += 11 * MINUTE;
    answers.push(await signIn('alice', CAST_PASSWORD));
    expect([[...codes], answers.map(({ statusCode }) => statusCode)]).toEqual([[200], [429, 200, 200]]);
  });

  it('[C3] and then nothing is hashed: a wrong password waits like the right one, from there and of that name only', async () => {
    app = await testApp();
    for (let at = 0; at < 100; at += 1) await signIn('alice', CAST_PASSWORD);
    const codes = [
      await signIn('alice', 'not-the-password'),
      await signIn('alice', CAST_PASSWORD),
      await signIn('bo', 'not-the-password'),
      // Elsewhere nobody learns that there is an alice who signs in often.
      await signIn('alice', 'not-the-password', { address: '10.0.0.2' }),
      await signIn('nobody', 'not-the-password', { address: '10.0.0.2' }),
    ];
    expect(codes.map(({ statusCode }) => statusCode)).toEqual([429, 429, 401, 401, 401]);
  });

  it('[C3] many right ones at once do not outrun that count either', async () => {
    app = await testApp();
    const answers = await Promise.all(Array.from({ length: 130 }, () => signIn('alice', CAST_PASSWORD)));
    const inside = answers.filter(({ statusCode }) => statusCode === 200);
    expect(inside).toHaveLength(100);
  });

  it('[C1] keeps only a hash of the token and of the password', async () => {
    app = await testApp();
    const token = cookieIn(await signIn('alice', CAST_PASSWORD)).slice('heping='.length);
    const { sessions, people } = app.store.tables;
    const kept = JSON.stringify([
      await app.store.db.select().from(sessions),
      await app.store.db.select().from(people),
    ]);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(CAST_PASSWORD);
    expect(kept).toContain('$argon2id$v=19$');
  });

  it('[C1] a wrong password, an unknown user and a disabled account get one answer', async () => {
    app = await testApp();
    const { people } = app.store.tables;
    await app.store.tx((db) => db.update(people).set({ disabledAt: 1 }));
    const answers = await Promise.all([
      signIn('alice', 'not-the-password'),
      signIn('nobody', CAST_PASSWORD),
      signIn('alice', CAST_PASSWORD),
    ]);
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect({ ...answer.json(), ref: '' }).toEqual({
        error: 'LOGIN_FAILED',
        message: '用户名或密码不正确。',
        ref: '',
      });
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('[C1] an unknown user costs the same hash as a known one', async () => {
    app = await testApp({ seed: false });
    const dummy = dummyHash(CHEAP);
    const real = await hashPassword(CAST_PASSWORD, CHEAP);
    expect(dummy.split('$').slice(0, 4)).toEqual(real.split('$').slice(0, 4));
    expect(dummy.length).toBe(real.length);
    expect([await isPassword(CAST_PASSWORD, real), await isPassword(CAST_PASSWORD, dummy)]).toEqual([
      true,
      false,
    ]);
  });

  it('[C3] the sixth try after five failures waits, even with the right password, and known or not', async () => {
    let now = START;
    app = await testApp({ now: () => now });
    for (const username of ['alice', 'nobody']) {
      for (let tries = 0; tries < 5; tries += 1) {
        expect((await signIn(username, 'not-the-password')).statusCode).toBe(401);
      }
      const refused = await signIn(username, CAST_PASSWORD);
      expect([refused.statusCode, refused.json().error, refused.headers['retry-after']]).toEqual([
        429,
        'WRONG_TOO_OFTEN',
        '900',
      ]);
    }
    expect((await signIn('alice', CAST_PASSWORD, { address: '10.0.0.2' })).statusCode).toBe(200);
    now += 15 * MINUTE;
    expect((await signIn('alice', CAST_PASSWORD)).statusCode).toBe(200);
  });

  it('[C3] many tries at once do not outrun the count', async () => {
    app = await testApp();
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('alice', 'not-the-password')));
    const codes = answers.map(({ statusCode }) => statusCode);
    expect(codes.filter((code) => code === 401)).toHaveLength(5);
    expect(codes.filter((code) => code === 429)).toHaveLength(7);
  });

  it('[C3] what succeeds is not counted: a whole panel sits behind one address', async () => {
    app = await testApp();
    for (let round = 0; round < 60; round += 1) {
      expect((await signIn('alice', CAST_PASSWORD)).statusCode).toBe(200);
    }
  });

  it('[A1] a session planted before signing in is not the one after', async () => {
    app = await testApp();
    const planted = 'heping=planted-by-somebody-else';
    const fresh = cookieIn(await signIn('alice', CAST_PASSWORD, { cookie: planted }));
    expect(fresh).not.toBe(planted);
    expect(await whoIs(planted)).toBeNull();

    const again = cookieIn(await signIn('bo', CAST_PASSWORD, { cookie: fresh }));
    expect(await whoIs(again)).toBe('bo');
    expect(await whoIs(fresh)).toBeNull();
  });
});

describe('a session', () => {
  it('[A2] ends with signing out, and whoever listens is told', async () => {
    app = await testApp();
    const ended: (string | undefined)[][] = [];
    app.sessions.onEnded((person, token) => ended.push([person, token?.length.toString()]));
    const alice = await as(app, 'alice');
    const answer = await alice.delete('/sessions/current');
    expect(answer.headers['set-cookie']).toMatch(/^heping=; Path=\/; Max-Age=0/);
    // What the browser kept by itself of what was looked at goes, too. [DV4]
    expect(answer.headers['clear-site-data']).toBe('"cache"');
    expect((await alice.get('/me')).status).toBe(401);
    expect(ended).toEqual([['alice', '64']]);
  });

  it('[SK10] is not ended from the page of somebody else, who is signed out all the same', async () => {
    app = await testApp();
    const cookie = await cookieOf(app, 'bo');
    const headers = { cookie, origin: ORIGIN, [PERSON_HEADER]: 'alice' };
    const answer = await app.inject({ method: 'DELETE', url: '/api/v1/sessions/current', headers });
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([200, undefined]);
    expect(await whoIs(cookie)).toBe('bo');
  });

  it('[C1] ends after an hour without a sign of life, and after twelve hours in any case', async () => {
    let now = START;
    app = await testApp({ now: () => now });
    const cookie = await cookieOf(app, 'alice');
    now += IDLE_MS - 1;
    expect(await whoIs(cookie)).toBe('alice');
    now += IDLE_MS - 1;
    expect(await whoIs(cookie)).toBe('alice');
    now += IDLE_MS + 1;
    expect(await whoIs(cookie)).toBeNull();

    const old = await oldCookieOf(app, 'alice', now - ABSOLUTE_MS + 1);
    expect(await app.sessions.authenticate(old)).toBeNull();
  });

  it('[C1] activity on a socket keeps it alive, looking does not', async () => {
    let now = START;
    app = await testApp({ now: () => now });
    const cookie = await cookieOf(app, 'alice');
    now += IDLE_MS - 1;
    const visitor = await app.sessions.authenticate(cookie, { touch: false });
    await app.sessions.touch(visitor?.tokenHash ?? '');
    now += IDLE_MS - 1;
    expect(await app.sessions.authenticate(cookie, { touch: false })).toMatchObject({ personId: 'alice' });
    now += 2;
    expect(await app.sessions.authenticate(cookie, { touch: false })).toBeNull();
  });

  it('[C1] a new password ends every other one', async () => {
    app = await testApp();
    const [here, elsewhere] = [await as(app, 'alice'), await as(app, 'alice')];
    const change = { current: CAST_PASSWORD, next: 'another-password-2' };
    expect((await here.post('/me/password', { ...change, current: 'wrong' })).body.error).toBe(
      'WRONG_PASSWORD',
    );
    expect((await here.post('/me/password', change)).status).toBe(200);
    expect((await here.get('/me')).status).toBe(200);
    expect((await elsewhere.get('/me')).status).toBe(401);
    expect((await signIn('alice', CAST_PASSWORD)).statusCode).toBe(401);
    expect((await signIn('alice', 'another-password-2')).statusCode).toBe(200);
  });

  it('[C1] a disabled account has none, from the next request on', async () => {
    app = await testApp();
    const [admin, alice] = [await as(app, 'admin'), await as(app, 'alice')];
    expect((await admin.patch('/people/alice', { isDisabled: true })).body.isDisabled).toBe(true);
    expect((await alice.get('/me')).status).toBe(401);
    expect((await admin.patch('/people/admin', { isDisabled: true })).body.error).toBe('LAST_ADMINISTRATOR');
  });
});

describe('a password that changes while it is checked', () => {
  /** What is asked next is answered, and then held back until let go. */
  function holdCheck() {
    const { promise, resolve } = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const { guesses } = app.sessions;
    const check = guesses.check.bind(guesses);
    vi.spyOn(guesses, 'check').mockImplementationOnce(async (...asked) => {
      const isRight = await check(...asked);
      reached.resolve();
      await promise;
      return isRight;
    });
    return { reached: reached.promise, letGo: resolve };
  }
  const reset = async () =>
    (await as(app, 'admin')).patch('/people/alice', { password: 'another-password-1' });

  it('[C1] begins no session with the old one', async () => {
    app = await testApp();
    const { reached, letGo } = holdCheck();
    const answer = signIn('alice', CAST_PASSWORD);
    await reached;
    expect((await reset()).status).toBe(200);
    letGo();
    expect((await answer).json()).toMatchObject({ error: 'LOGIN_FAILED' });
    expect((await signIn('alice', 'another-password-1')).statusCode).toBe(200);
  });

  it('[C1] is not changed again by whoever knew only the old one', async () => {
    app = await testApp();
    const alice = await as(app, 'alice');
    const { reached, letGo } = holdCheck();
    const answer = alice.post('/me/password', { current: CAST_PASSWORD, next: 'a-third-password-1' });
    await reached;
    expect((await reset()).status).toBe(200);
    letGo();
    expect((await answer).body).toMatchObject({ error: 'WRONG_PASSWORD' });
    expect((await signIn('alice', 'another-password-1')).statusCode).toBe(200);
  });
});
