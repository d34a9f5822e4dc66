import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const ORIGIN = 'https://heping.example';
const PATH = '/api/v1/me/work';
/** What this device keeps of it, and what it has told the page. */
const device = vi.hoisted(() => ({
  kept: null as string | null,
  told: [] as unknown[],
  on: new Map<string, (event: object) => void>(),
}));

vi.mock('$app/manifest', () => ({ immutable: [], assets: [] }));
vi.mock('$app/env', () => ({ version: 'one' }));
vi.mock('$app/service-worker', () => ({
  self: {
    location: { origin: 'https://heping.example' },
    addEventListener: (type: string, hear: (event: object) => void) => device.on.set(type, hear),
    clients: { get: async () => ({ postMessage: (message: unknown) => device.told.push(message) }) },
  },
}));
vi.mock('./keeper.ts', () => ({
  Keeper: class {
    endOldSession = async () => undefined;
    find = async () =>
      device.kept === null ? undefined : new Response(device.kept, { headers: { 'x-heping-kept-at': '7' } });
    keep = async (_url: URL, response: Response) => void (device.kept = await response.text());
    drop = async () => void (device.kept = null);
  },
}));

/** The page asks; what the worker gives it. */
function ask(): Promise<string> {
  const given = Promise.withResolvers<string>();
  device.on.get('fetch')?.({
    request: new Request(ORIGIN + PATH),
    clientId: 'a page',
    respondWith: (answer: Promise<Response>) =>
      void answer.then((one) => one.text()).then(given.resolve, given.reject),
  });
  return given.promise;
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
let server: PromiseWithResolvers<Response>;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('caches', {});
  vi.stubGlobal('indexedDB', {});
  device.kept = '["kept"]';
  device.told = [];
  server = Promise.withResolvers();
  vi.stubGlobal('fetch', () => server.promise);
  await import('./index.ts');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('[OF8] an answer that is kept', () => {
  it('is the server’s where it comes within four seconds, which the page is told', async () => {
    const given = ask();
    await pass(3_999);
    server.resolve(new Response('["new"]'));
    expect(await given).toBe('["new"]');
    expect(device.told).toEqual([{ type: 'fresh', path: PATH }]);
  });

  it('is this device’s after four seconds; what comes later is kept, and told', async () => {
    const given = ask();
    await pass(4_000);
    expect(await given).toBe('["kept"]');
    expect(device.told).toEqual([{ type: 'stale', path: PATH, keptAt: 7 }]);
    server.resolve(new Response('["new"]'));
    await pass(0);
    expect(device.told[1]).toEqual({ type: 'late', path: PATH, answer: ['new'] });
    expect(device.kept).toBe('["new"]');
  });

  it('is this device’s at once where the network says no, and nothing comes later', async () => {
    const given = ask();
    server.reject(new TypeError('Failed to fetch'));
    expect(await given).toBe('["kept"]');
    await pass(60_000);
    expect(device.told).toEqual([{ type: 'stale', path: PATH, keptAt: 7 }]);
  });

  it('a refusal that comes late is told without it: the page asks again, and hears it', async () => {
    const given = ask();
    await pass(4_000);
    await given;
    server.resolve(new Response('{}', { status: 403 }));
    await pass(0);
    expect(device.told[1]).toEqual({ type: 'late', path: PATH, answer: undefined });
    expect(device.kept).toBeNull();
  });

  it('that an earlier question brought meanwhile is given to the later one', async () => {
    const first = ask();
    await pass(3_000);
    const earlier = server;
    server = Promise.withResolvers();
    const second = ask();
    await pass(1_000);
    await first;
    earlier.resolve(new Response('["new"]'));
    await pass(3_000);
    expect(await second).toBe('["new"]');
  });
});
