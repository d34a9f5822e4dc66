import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiOffline } from '#lib/api/problem.ts';
import { transfer } from './transfer.ts';

/** The request under way: nothing of it happens by itself. */
let request: Request;
class Request {
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  onabort: () => void = () => undefined;
  abort = vi.fn(() => this.onabort());
  constructor() {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the test plays the network
    request = this;
  }
  open() {}
  setRequestHeader() {}
  send() {}
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('XMLHttpRequest', Request);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('[OF10] bytes that stand still for a minute are given up, and not while they move', async () => {
  const seen: number[] = [];
  const onprogress = (loaded: number) => seen.push(loaded);
  const sent = transfer({
    ...{ method: 'PUT', path: '/x', headers: {}, bytes: new Uint8Array(9), onprogress },
  });
  const refused = expect(sent).rejects.toBeInstanceOf(ApiOffline);
  await vi.advanceTimersByTimeAsync(50_000);
  request.upload.onprogress?.({ loaded: 4 });
  await vi.advanceTimersByTimeAsync(50_000);
  expect([request.abort.mock.calls.length, ...seen]).toEqual([0, 4]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(request.abort).toHaveBeenCalledOnce();
  await refused;
  expect(vi.getTimerCount()).toBe(0);
});
