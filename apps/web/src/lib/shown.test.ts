import { SERVER_HEADER } from '@heping/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Shown, type Shower } from './shown.svelte.ts';

/** Requests that are answered by hand. */
let asked: { readonly path: string; answer: (body: unknown) => Promise<void>; fail: () => Promise<void> }[];
const paths = () => asked.map(({ path }) => path);

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.stubGlobal(
    'fetch',
    (path: string) =>
      new Promise<Response>((resolve, reject) => {
        const settled = () => vi.advanceTimersByTimeAsync(0).then(() => undefined);
        asked.push({
          path: path.slice('/api/v1'.length),
          answer: (body) => (
            resolve(new Response(JSON.stringify(body), { headers: { [SERVER_HEADER]: '1' } })),
            settled()
          ),
          fail: () => (reject(new TypeError('Failed to fetch')), settled()),
        });
      }),
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

class Screen implements Shower {
  isLoading = false;
  isMissing = false;
  shows: unknown = 'kept';
  async again(answer: Promise<unknown>): Promise<void> {
    await answer.then(
      (value) => {
        this.shows = value;
        this.isMissing = false;
      },
      () => undefined,
    );
  }
}

const at = (path: string) => `/api/v1${path}`;
const SHEETS = '/evaluations/e-1/sheets';
const kept = (shown: Shown, path = SHEETS, keptAt = 7) =>
  shown.hear({ type: 'stale', path: at(path), keptAt });
const fresh = (shown: Shown, path = SHEETS) => shown.hear({ type: 'fresh', path: at(path) });

describe('[OF8] what is shown out of this device', () => {
  it('is asked for once a round, and all who show it take the answer', async () => {
    const [shown, line, page] = [new Shown(), new Screen(), new Screen()];
    shown.by(SHEETS, line);
    shown.by(SHEETS, page);
    kept(shown);
    expect(shown.staleSince).toBe(7);
    shown.round();
    expect(paths()).toEqual([SHEETS]);
    fresh(shown);
    await asked[0]?.answer('new');
    expect([line.shows, page.shows, shown.staleSince]).toEqual(['new', 'new', null]);
    shown.round();
    expect(paths()).toEqual([SHEETS]);
  });

  it('a round that comes while one is under way is a further one, for what asked too early', async () => {
    const [shown, page] = [new Shown(), new Screen()];
    shown.by(SHEETS, page);
    kept(shown);
    shown.round();
    shown.round();
    shown.round();
    expect(paths()).toEqual([SHEETS]);
    await asked[0]?.fail();
    expect(paths()).toEqual([SHEETS, SHEETS]);
    fresh(shown);
    await asked[1]?.answer('new');
    expect([page.shows, paths().length]).toEqual(['new', 2]);
  });

  it('a question that nobody answers holds a further round up for half a minute', async () => {
    const shown = new Shown();
    shown.by(SHEETS, new Screen());
    kept(shown);
    shown.round();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(paths()).toEqual([SHEETS]);
    await vi.advanceTimersByTimeAsync(1);
    shown.round();
    expect(paths()).toEqual([SHEETS, SHEETS]);
  });

  it('who is asking by itself is left to finish, and asked for once more where that was too early', async () => {
    const [shown, page] = [new Shown(), new Screen()];
    shown.by(SHEETS, page);
    kept(shown);
    page.isLoading = true;
    shown.round();
    expect(paths()).toEqual([]);
    page.isLoading = false;
    shown.settled(SHEETS);
    expect(paths()).toEqual([SHEETS]);
    shown.settled(SHEETS);
    expect(paths()).toEqual([SHEETS]);
  });

  it('what could not be had at all is asked for as well', async () => {
    const [shown, page] = [new Shown(), new Screen()];
    shown.by('/me/tasks', page);
    shown.round();
    expect(paths()).toEqual([]);
    page.isMissing = true;
    shown.round();
    await asked[0]?.answer(['a task']);
    expect([paths(), page.shows]).toEqual([['/me/tasks'], ['a task']]);
  });

  it('what nobody shows any more is dropped instead of asked for; what nobody shows yet is asked for', async () => {
    const shown = new Shown();
    const left = shown.by(SHEETS, new Screen());
    kept(shown);
    kept(shown, '/me/work', 5);
    left();
    // Until the server is asked it is still the last that was heard of it.
    expect(shown.staleSince).toBe(5);
    shown.round();
    expect([paths(), shown.staleSince]).toEqual([['/me/work'], 5]);
    // Opened again it is asked for like any other.
    kept(shown);
    shown.round();
    expect(paths()).toEqual(['/me/work', SHEETS]);
  });
});

describe('[OF8] what one has asked by itself', () => {
  it('is the server’s at its word', () => {
    const [shown, page] = [new Shown(), new Screen()];
    shown.by(SHEETS, page);
    kept(shown);
    page.isLoading = true;
    expect([fresh(shown), shown.staleSince]).toEqual([false, null]);
  });

  it('another who shows it has the earlier answer until a round brings it', async () => {
    const [shown, line, page] = [new Shown(), new Screen(), new Screen()];
    shown.by(SHEETS, line);
    shown.by(SHEETS, page);
    kept(shown);
    page.isLoading = true;
    expect([fresh(shown), shown.staleSince]).toEqual([true, 7]);
    page.isLoading = false;
    shown.round();
    fresh(shown);
    await asked[0]?.answer('new');
    expect([line.shows, page.shows, shown.staleSince]).toEqual(['new', 'new', null]);
  });
});

describe('[OF8] an answer that comes late over a slow line', () => {
  const late = (shown: Shown, answer?: unknown) => shown.hear({ type: 'late', path: at(SHEETS), answer });

  it('is taken as it comes, and nothing is asked', async () => {
    const [shown, page] = [new Shown(), new Screen()];
    shown.by(SHEETS, page);
    kept(shown);
    expect(late(shown, 'new')).toBe(false);
    await vi.advanceTimersByTimeAsync(0);
    expect([page.shows, shown.staleSince, paths()]).toEqual(['new', null, []]);
  });

  it('is nothing where the server has answered a later question', async () => {
    const [shown, page] = [new Shown(), new Screen()];
    shown.by(SHEETS, page);
    expect(late(shown, 'old')).toBe(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(page.shows).toBe('kept');
  });

  it('is asked for again where it was a refusal', () => {
    const shown = new Shown();
    shown.by(SHEETS, new Screen());
    kept(shown);
    expect([late(shown), shown.staleSince]).toEqual([true, 7]);
  });

  it('while another question is under way it is shown, and what that one brings is waited for', async () => {
    const [shown, page] = [new Shown(), new Screen()];
    shown.by(SHEETS, page);
    kept(shown);
    page.isLoading = true;
    expect(late(shown, 'new')).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect([page.shows, shown.staleSince]).toEqual(['new', 7]);
  });
});

describe('[OF8] an answer that is still on its way when this device’s is given', () => {
  const say = (shown: Shown, type: 'stale' | 'late' | 'gone', more: object) =>
    shown.hear({ type, path: at(SHEETS), ...more });
  /** Asked now, and given up by this page. */
  function coming(shown: Shown): number {
    const askedAt = Date.now();
    say(shown, 'stale', { keptAt: 7, askedAt });
    return askedAt;
  }

  it('is not asked for by a round, for as long as it may come', async () => {
    const shown = new Shown();
    shown.by(SHEETS, new Screen());
    coming(shown);
    shown.round();
    await vi.advanceTimersByTimeAsync(29_999);
    shown.round();
    expect([paths(), shown.staleSince]).toEqual([[], 7]);
    // Whoever would say that it is over may be gone.
    await vi.advanceTimersByTimeAsync(1);
    shown.round();
    expect(paths()).toEqual([SHEETS]);
  });

  it('that does not come is asked for at once where a round waited for it, else in the next', () => {
    const shown = new Shown();
    shown.by(SHEETS, new Screen());
    expect(say(shown, 'gone', { askedAt: coming(shown) })).toBe(false);
    expect(paths()).toEqual([]);
    shown.round();
    expect(paths()).toEqual([SHEETS]);

    asked = [];
    const another = new Shown();
    another.by(SHEETS, new Screen());
    const askedAt = coming(another);
    another.round();
    say(another, 'gone', { askedAt });
    expect([paths(), another.staleSince]).toEqual([[SHEETS], 7]);
  });

  it('is asked for over a new network: what was under way may be lost with the old one', () => {
    const shown = new Shown();
    shown.by(SHEETS, new Screen());
    coming(shown);
    shown.lost();
    shown.round();
    expect(paths()).toEqual([SHEETS]);
  });

  it('of several, the last is waited for; the end of an earlier one says nothing', async () => {
    const [shown, page] = [new Shown(), new Screen()];
    shown.by(SHEETS, page);
    const first = coming(shown);
    await vi.advanceTimersByTimeAsync(1_000);
    const second = coming(shown);
    expect(say(shown, 'late', { askedAt: first, answer: 'new' })).toBe(false);
    say(shown, 'gone', { askedAt: first });
    shown.round();
    await vi.advanceTimersByTimeAsync(0);
    expect([page.shows, shown.staleSince, paths()]).toEqual(['new', 7, []]);
    say(shown, 'late', { askedAt: second, answer: 'newer' });
    await vi.advanceTimersByTimeAsync(0);
    expect([page.shows, shown.staleSince, paths()]).toEqual(['newer', null, []]);
  });

  it('that ends after the server has answered a later question makes nothing old', () => {
    const [shown, page] = [new Shown(), new Screen()];
    shown.by(SHEETS, page);
    const askedAt = coming(shown);
    page.isLoading = true;
    fresh(shown);
    page.isLoading = false;
    say(shown, 'gone', { askedAt });
    shown.round();
    expect([shown.staleSince, paths()]).toEqual([null, []]);
  });

  it('is waited for by the round that asked for it, and by who shows it', async () => {
    const [shown, page] = [new Shown(), new Screen()];
    shown.by(SHEETS, page);
    kept(shown);
    shown.round();
    shown.round();
    coming(shown);
    await asked[0]?.answer('kept');
    page.isLoading = true;
    shown.round();
    page.isLoading = false;
    shown.settled(SHEETS);
    expect(paths()).toEqual([SHEETS]);
  });
});
