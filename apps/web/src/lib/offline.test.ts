import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { offline } from './offline.svelte.ts';

const WORK = '/me/work';
const silence = () => Promise.reject<Response>(new TypeError('Failed to fetch'));
const ask = vi.fn<(path: string) => Promise<Response>>(silence);
/** What the browser would call. */
const [ofWindow, ofWorker] = [new EventTarget(), new EventTarget()];
let stop: () => void;

const say = (type: 'stale' | 'fresh' | 'late' | 'gone', path = WORK, more: object = {}) =>
  ofWorker.dispatchEvent(new MessageEvent('message', { data: { type, path: `/api/v1${path}`, ...more } }));
const asked = () => ask.mock.calls.map(([path]) => path.slice('/api/v1'.length));
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function begin(navigator: object): void {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', navigator);
  vi.stubGlobal('addEventListener', ofWindow.addEventListener.bind(ofWindow));
  vi.stubGlobal('removeEventListener', ofWindow.removeEventListener.bind(ofWindow));
  vi.stubGlobal('fetch', ask);
  stop = offline.start();
}
afterEach(async () => {
  // What one test was told is not the next one's.
  say('late', WORK, { answer: null });
  stop();
  await pass(60_000);
  vi.useRealTimers();
  vi.unstubAllGlobals();
  ask.mockReset().mockImplementation(silence);
});

describe('[OF8] at an address without workers', () => {
  beforeEach(() => begin({}));

  it('a network that comes back is asked for what was not to be had', () => {
    const again = vi.fn();
    const left = offline.onBack(again);
    ofWindow.dispatchEvent(new Event('online'));
    expect(again).toHaveBeenCalledOnce();
    stop();
    ofWindow.dispatchEvent(new Event('online'));
    expect(again).toHaveBeenCalledOnce();
    left();
  });

  it('a line for hints that stays down while the server is silent says that there is no network', async () => {
    offline.line.lost();
    await pass(5_000);
    expect([offline.isCut, offline.staleSince]).toEqual([true, null]);
    offline.line.end();
    expect(offline.isCut).toBe(false);
  });
});

describe('[OF8] with a worker', () => {
  beforeEach(() =>
    begin({
      serviceWorker: Object.assign(ofWorker, { controller: {}, ready: new Promise(() => undefined) }),
    }),
  );

  it('an answer of this device says that there is no network, and is asked for every half a minute', async () => {
    say('stale', WORK, { keptAt: 7 });
    expect([offline.isCut, offline.staleSince]).toEqual([true, 7]);
    await pass(29_999);
    expect(asked()).toEqual([]);
    await pass(1);
    expect(asked()).toEqual([WORK]);
    await pass(30_000);
    expect(asked()).toEqual([WORK, WORK]);
    say('fresh');
    expect(offline.isCut).toBe(false);
    await pass(60_000);
    expect(asked()).toEqual([WORK, WORK]);
  });

  it('whatever else the server answers, it is asked for at once, and every five seconds at most', async () => {
    say('stale');
    say('fresh', '/evaluations/e-1');
    expect(asked()).toEqual([WORK]);
    for (let answers = 0; answers < 100; answers += 1) say('fresh', '/evaluations/e-1');
    await pass(4_999);
    expect(asked()).toEqual([WORK]);
    await pass(1);
    expect(asked()).toEqual([WORK, WORK]);
  });

  it('an answer that came late is taken, and nothing says any more that there is no network', async () => {
    say('stale');
    const shows: unknown[] = [];
    const left = offline.shown.by(WORK, {
      isLoading: false,
      isMissing: false,
      again: async (answer) => shows.push(await answer),
    });
    say('late', WORK, { answer: ['new'] });
    await pass(60_000);
    expect([shows, offline.isCut, asked()]).toEqual([[['new']], false, []]);
    left();
  });

  describe('over a slow line', () => {
    const PATHS = [
      '/me',
      WORK,
      ...['ballots', 'sheets', 'gaps', 'evidence'].map((what) => `/evaluations/e-1/${what}`),
    ];
    /** What the worker does where an answer takes so long, the next one a little longer: this device's after four seconds, told as such. */
    function answerAfter(ms: number, end: (path: string, askedAt: number) => void): void {
      ask.mockImplementation((address) => {
        const [path, askedAt] = [address.slice('/api/v1'.length), Date.now()];
        setTimeout(end, ms + PATHS.indexOf(path) * 300, path, askedAt);
        const { promise, resolve } = Promise.withResolvers<Response>();
        setTimeout(() => {
          say('stale', path, { keptAt: 7, askedAt });
          resolve(Response.json('kept'));
        }, 4_000);
        return promise;
      });
    }
    const late = (path: string, askedAt: number) => say('late', path, { askedAt, answer: 'new' });
    const show = () => {
      const left = PATHS.map((path) =>
        offline.shown.by(path, {
          isLoading: false,
          isMissing: false,
          again: (answer) => answer.catch(() => undefined),
        }),
      );
      for (const path of PATHS) void fetch(`/api/v1${path}`);
      return () => left.forEach((leave) => leave());
    };
    /** In how many of so many seconds something says that there is no network. */
    async function cutIn(seconds: number, meanwhile = () => undefined as void): Promise<number[]> {
      const cut: number[] = [];
      for (let second = 1; second <= seconds; second += 1) {
        await pass(1_000);
        meanwhile();
        if (offline.isCut) cut.push(second);
      }
      return cut;
    }

    it('each is asked for once, and what is of this device is said to be until the server’s is there', async () => {
      answerAfter(5_000, late);
      const leave = show();
      expect([await cutIn(60), asked()]).toEqual([[4, 5, 6], PATHS]);
      leave();
    });

    it('whatever else is answered meanwhile', async () => {
      answerAfter(10_000, late);
      const leave = show();
      const cut = await cutIn(60, () => say('fresh', '/evaluations/e-2'));
      expect([cut, asked()]).toEqual([[4, 5, 6, 7, 8, 9, 10, 11], PATHS]);
      leave();
    });

    it('that swallows everything, each is asked for every half a minute', async () => {
      answerAfter(30_000, (path, askedAt) => say('gone', path, { askedAt }));
      const leave = show();
      await pass(89_999);
      expect([asked().length, offline.isCut]).toEqual([3 * PATHS.length, true]);
      answerAfter(5_000, late);
      await pass(60_000);
      expect([asked().length, offline.isCut]).toEqual([4 * PATHS.length, false]);
      leave();
    });
  });
});
