import { SERVER_HEADER } from '@heping/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Line } from './line.svelte.ts';

/** How the server answers that it is well. */
let health: () => Promise<Response>;
const WELL = () => Promise.resolve(new Response('{"status":"ok"}', { headers: { [SERVER_HEADER]: '1' } }));
const GONE = () => Promise.reject(new TypeError('Failed to fetch'));
const SILENT = () => new Promise<Response>(() => undefined);
const ask = vi.fn(() => health());
const back = vi.fn();
let line: Line;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', ask);
  health = GONE;
  line = new Line(back);
});
afterEach(() => {
  line.end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('[OF8] the line for hints', () => {
  it('that is there again within five seconds was no cut, whoever looks meanwhile', async () => {
    line.lost();
    await pass(4_999);
    line.look();
    line.found();
    await pass(60_000);
    expect([line.isSilent, ask.mock.calls.length, back.mock.calls.length]).toEqual([false, 0, 1]);
  });

  it('that is down for five seconds makes the page ask, and a server that cannot be reached is silent', async () => {
    line.lost();
    line.lost();
    await pass(5_000);
    expect([line.isSilent, ask.mock.calls.length]).toEqual([true, 1]);
    line.found();
    expect([line.isSilent, back.mock.calls.length]).toEqual([false, 1]);
  });

  it('a server that does not answer is silent after four seconds, and no longer once it does', async () => {
    let answer: (response: Response) => void = () => undefined;
    health = () => new Promise((resolve) => (answer = resolve));
    line.lost();
    await pass(8_999);
    expect(line.isSilent).toBe(false);
    await pass(1);
    expect(line.isSilent).toBe(true);
    answer(await WELL());
    await pass(0);
    expect([line.isSilent, back.mock.calls.length]).toEqual([false, 1]);
  });

  it('whoever looks while the server is asked does not put off what is said of it', async () => {
    health = SILENT;
    line.lost();
    await pass(8_000);
    line.look();
    await pass(1_000);
    expect([line.isSilent, ask.mock.calls.length]).toEqual([true, 1]);
    // Silent, it is asked again.
    line.look();
    expect(ask.mock.calls.length).toBe(2);
  });

  it('that a proxy lets nobody have is no cut', async () => {
    health = WELL;
    line.lost();
    await pass(60_000);
    expect([line.isSilent, ask.mock.calls.length, back.mock.calls.length]).toEqual([false, 1, 0]);
    // The server goes silent all the same, which is asked at the next look.
    health = GONE;
    line.lost();
    line.look();
    await pass(0);
    expect(line.isSilent).toBe(true);
    // Whatever it answers, it is there.
    line.heard();
    expect(line.isSilent).toBe(false);
  });

  it('that nobody wants any more says nothing', async () => {
    health = SILENT;
    line.lost();
    await pass(6_000);
    line.end();
    await pass(60_000);
    expect([line.isSilent, back.mock.calls.length]).toEqual([false, 0]);
  });
});
