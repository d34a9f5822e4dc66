import { SERVER_HEADER } from '@heping/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answer, PATIENCE, type Told } from './answer.ts';

const PATH = '/api/v1/me/work';
const ASKED = Date.parse('2026-07-01T09:00:00Z');
const SIGNED_OUT = '{"error":"LOGIN","message":"请登录。","ref":"r3"}';
const url = new URL(PATH, 'https://heping.example');
/** What this device keeps of it, and what it has told the page. */
let kept: string | null;
let told: Told[];
let server: PromiseWithResolvers<Response>;

const came = (body: string, status = 200) =>
  new Response(body, { status, headers: { [SERVER_HEADER]: '1' } });
const refused = came('{"error":"NOT_YOURS","message":"不行。","ref":"r1"}', 403);

/** The page asks; what it is given. */
async function ask(): Promise<string> {
  const { promise } = server;
  const keeper = {
    find: async () =>
      kept === null ? undefined : new Response(kept, { headers: { 'x-heping-kept-at': '7' } }),
    keep: async (_url: URL, response: Response) => void (kept = await response.text()),
    drop: async () => void (kept = null),
  };
  const given = await answer(
    { url, asker: 'alice' },
    { kept: keeper, ask: () => promise, tell: async (said) => void told.push(said) },
  );
  return given.text();
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({ now: ASKED });
  kept = '["kept"]';
  told = [];
  server = Promise.withResolvers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('[OF8] an answer that is kept', () => {
  it('is the server’s where it comes within four seconds, which the page is told', async () => {
    const given = ask();
    await pass(PATIENCE - 1);
    server.resolve(came('["new"]'));
    expect(await given).toBe('["new"]');
    expect(told).toEqual([{ type: 'fresh', path: PATH }]);
  });

  it('is this device’s after four seconds; what comes later is kept, and told', async () => {
    const given = ask();
    await pass(PATIENCE);
    expect(await given).toBe('["kept"]');
    expect(told).toEqual([{ type: 'stale', path: PATH, keptAt: 7, askedAt: ASKED }]);
    server.resolve(came('["new"]'));
    await pass(0);
    expect(told[1]).toEqual({ type: 'late', path: PATH, askedAt: ASKED, answer: ['new'] });
    expect(kept).toBe('["new"]');
  });

  it.each([
    ['fails', () => server.reject(new TypeError('Failed to fetch'))],
    ['is answered by somebody else', () => server.resolve(came('<h1>502</h1>', 502, 'text/html'))],
    ['is refused for now, which takes nothing from this device', () => server.resolve(came(SIGNED_OUT, 401))],
  ])(
    'is still this device’s where the question %s after all: the page is told that it is over',
    async (_how, end) => {
      const given = ask();
      await pass(PATIENCE);
      await given;
      end();
      await pass(0);
      expect([kept, told[1]]).toEqual(['["kept"]', { type: 'gone', path: PATH, askedAt: ASKED }]);
    },
  );

  it('is this device’s at once where the network says no, and nothing comes later', async () => {
    const given = ask();
    server.reject(new TypeError('Failed to fetch'));
    expect(await given).toBe('["kept"]');
    await pass(60_000);
    expect(told).toEqual([{ type: 'stale', path: PATH, keptAt: 7, askedAt: null }]);
  });

  it.each([
    ['a proxy that lost the server', new Response('<h1>502</h1>', { status: 502 })],
    ['the sign-in page of a network', new Response('{"code":0,"msg":"请先登录无线网"}')],
    ['the server that cannot now', came('{"error":"FAULT","message":"出错了。","ref":"r2"}', 500)],
  ])('[OF9] is this device’s where %s answers, and stays kept, at once or late', async (_who, foreign) => {
    server.resolve(foreign.clone());
    expect(await ask()).toBe('["kept"]');
    server = Promise.withResolvers();
    const given = ask();
    await pass(PATIENCE);
    await given;
    server.resolve(foreign);
    await pass(0);
    expect([kept, told.map(({ type }) => type)]).toEqual(['["kept"]', ['stale', 'stale', 'gone']]);
  });

  it('a refusal that comes late is told without it: the page asks again, and hears it', async () => {
    const given = ask();
    await pass(PATIENCE);
    await given;
    server.resolve(refused);
    await pass(0);
    expect(told[1]).toEqual({ type: 'late', path: PATH, askedAt: ASKED, answer: undefined });
    expect(kept).toBeNull();
  });

  it('that an earlier question brought meanwhile is given to the later one', async () => {
    const first = ask();
    await pass(3_000);
    const earlier = server;
    server = Promise.withResolvers();
    const second = ask();
    await pass(1_000);
    await first;
    earlier.resolve(came('["new"]'));
    await pass(3_000);
    expect(await second).toBe('["new"]');
  });
});
