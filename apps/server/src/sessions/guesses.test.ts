import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { signSheet } from '../evaluations/commands/sign.ts';
import { as, ORIGIN, testApp } from '../testing/app.ts';
import { CAST_PASSWORD, seedEvaluation } from '../testing/cast.ts';
import { openOffice } from '../testing/desk.ts';
import { acting, walkTo } from '../testing/walk.ts';
import { Refused } from '../refused.ts';
import { Guesses } from './guesses.ts';

let app: FastifyInstance;
afterEach(() => app.close());

const NEXT = 'another-password-2';
const countOf = (codes: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
const atOnce = async (count: number, tryOne: (place: number) => Promise<string>) =>
  countOf(await Promise.all(Array.from({ length: count }, (_, place) => tryOne(place))));

const signIn = async (username: string, password: string, address = '10.0.0.1') => {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    remoteAddress: address,
    headers: { origin: ORIGIN },
    payload: { username, password },
  });
  return answer.statusCode === 200 ? 'in' : answer.json<{ error: string }>().error;
};

describe('[C3] many guesses at once do not outrun the count', () => {
  it('at one’s own password', async () => {
    app = await testApp();
    const alice = await as(app, 'alice');
    const change = async (current: string) =>
      (await alice.post('/me/password', { current, next: NEXT })).body.error as string;
    expect(await atOnce(12, () => change('not-mine'))).toEqual({ WRONG_PASSWORD: 5, WRONG_TOO_OFTEN: 7 });
    expect(await change(CAST_PASSWORD)).toBe('WRONG_TOO_OFTEN');
  });

  it('under a sheet', async () => {
    const office = await openOffice();
    app = office.app;
    const id = await seedEvaluation(app.store);
    await walkTo(office.desk, id, 'signing');
    const bo = await acting(office.desk, id, 'bo');
    const sign = async () => {
      try {
        await signSheet(office.desk, bo, { password: 'wrong', hash: 'x' });
        return 'signed';
      } catch (error) {
        return error instanceof Refused ? error.code : 'fault';
      }
    };
    expect(await atOnce(12, sign)).toEqual({ WRONG_PASSWORD: 5, WRONG_TOO_OFTEN: 7 });
  });

  it('at many accounts from one address', async () => {
    app = await testApp();
    const guess = (place: number) => signIn(`guess-${place}`, 'not-the-password');
    expect(await atOnce(70, guess)).toEqual({ LOGIN_FAILED: 50, WRONG_TOO_OFTEN: 20 });
    expect(await signIn('alice', CAST_PASSWORD)).toBe('WRONG_TOO_OFTEN');
    expect(await signIn('alice', CAST_PASSWORD, '10.0.0.2')).toBe('in');
  });

  it('and a whole panel that signs in at once behind one address is let in', async () => {
    app = await testApp();
    const panel = ['alice', 'bo', 'chen', 'dora', 'eve'];
    expect(await atOnce(60, (place) => signIn(panel[place % 5] ?? '', CAST_PASSWORD))).toEqual({ in: 60 });
  });
});

describe('[C3] where a guess comes from', () => {
  const guessThrough = async (forwarded: string) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      remoteAddress: '10.0.0.9',
      headers: { origin: ORIGIN, 'x-forwarded-for': forwarded },
      payload: { username: 'alice', password: 'not-the-password' },
    });
    return answer.json<{ error: string }>().error;
  };
  const sixFrom = async (address: (tries: number) => string) => {
    const codes: string[] = [];
    for (let tries = 0; tries < 6; tries += 1) codes.push(await guessThrough(address(tries)));
    return countOf(codes);
  };

  it('is what nobody can claim: a header is not believed', async () => {
    app = await testApp();
    expect(await sixFrom((tries) => `192.0.2.${tries}`)).toEqual({ LOGIN_FAILED: 5, WRONG_TOO_OFTEN: 1 });
  });

  it('is what a trusted proxy says, as far as it saw it itself', async () => {
    app = await testApp({ trustedProxies: '10.0.0.0/8' });
    expect(await sixFrom((tries) => `192.0.2.${tries}`)).toEqual({ LOGIN_FAILED: 6 });
    expect(await sixFrom((tries) => `192.0.2.${tries}, 198.51.100.7`)).toEqual({
      LOGIN_FAILED: 5,
      WRONG_TOO_OFTEN: 1,
    });
  });
});

it('[C3] who guesses at one place has guessed at all of them: a stolen session gets five tries, not five a door', async () => {
  const office = await openOffice();
  app = office.app;
  const guess = async (personId: string) => app.sessions.verifyPassword(personId, 'wrong');
  const change = await as(app, 'alice');
  for (let tries = 0; tries < 3; tries += 1) {
    await change.post('/me/password', { current: 'not-mine', next: NEXT });
  }
  expect([await guess('alice'), await guess('alice')]).toEqual([null, null]);
  await expect(guess('alice')).rejects.toMatchObject({ code: 'WRONG_TOO_OFTEN' });
  expect(await guess('bo')).toBeNull();
});

it('[C3] a check that fails for another reason is no guess', async () => {
  app = await testApp({ seed: false });
  const guesses = new Guesses(() => 0);
  const who = { account: 'alice', address: '10.0.0.1' };
  for (let tries = 0; tries < 8; tries += 1) {
    await expect(guesses.check(who, () => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
  }
  expect(await guesses.check(who, () => Promise.resolve(true))).toBe(true);
});
