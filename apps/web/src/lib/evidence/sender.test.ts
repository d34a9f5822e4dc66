import { SERVER_HEADER } from '@heping/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queueOf, type Queued } from './queue.ts';
import { howFar } from './send-piece.ts';
import { sender } from './sender.svelte.ts';

vi.mock(import('./queue.ts'), { spy: true });
vi.mock(import('./send-piece.ts'), { spy: true });

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { [SERVER_HEADER]: '1' } });
const problem = (error: string) => ({ error, message: error, ref: 'r1' });
const PIECE: Queued = {
  ...{ person: 'wang', slot: 'one', evaluation: 'deqing', name: 'a.jpg', type: 'image/jpeg', size: 3, at: 1 },
  ...{ sha256: '00', state: 'waiting', why: null },
  piece: { by: 'wang', kind: 'photo', taken: 1, name: 'a.jpg', of: null, serves: [] },
};
let stop: () => void;
/** What the server says to the bytes themselves; in the end it takes them. */
let sent: { status: number; body: unknown; times: number; isOurs: boolean };

class Request {
  upload = {};
  status = 0;
  responseText = '';
  onload: () => void = () => undefined;
  open() {}
  setRequestHeader() {}
  getResponseHeader() {
    return sent.isOurs || sent.times >= 9 ? '1' : null;
  }
  send() {
    sent.times += 1;
    const { status, body } = sent.times < 9 ? sent : { status: 200, body: { file: {} } };
    Object.assign(this, { status, responseText: JSON.stringify(body) });
    queueMicrotask(() => this.onload());
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  for (const name of ['addEventListener', 'removeEventListener']) vi.stubGlobal(name, () => undefined);
  vi.stubGlobal('BroadcastChannel', undefined);
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('XMLHttpRequest', Request);
  sent = { status: 500, body: problem('FAULT'), times: 0, isOurs: true };
  stop = sender.start('wang');
});
afterEach(async () => {
  await sender.discard(PIECE);
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
async function send(answer: () => Response): Promise<void> {
  vi.stubGlobal('fetch', async () => answer());
  await sender.keep(PIECE, new ArrayBuffer(3));
  await sender.finish();
}

describe('why nothing goes out', () => {
  it('says that one has to sign in, not that the server is busy', async () => {
    await send(() => json(401, problem('LOGIN')));
    expect(sender.halt).toBe('signed-out');
  });

  it('says that something failed here, and the console says what', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const fault = new TypeError('not a function');
    vi.mocked(howFar).mockRejectedValueOnce(fault);
    await send(() => json(200, {}));
    expect(sender.halt).toBe('fault');
    expect(said).toHaveBeenCalledWith(fault);
  });

  it('says that this device could not be read, and looks again by itself', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await sender.finish();
    const fault = new Error('the database is closing');
    vi.mocked(queueOf).mockRejectedValueOnce(fault);
    await sender.finish();
    expect(sender.halt).toBe('fault');
    expect(said).toHaveBeenCalledWith(fault);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sender.halt).toBeNull();
  });

  it('is said no longer once the queue was read, also by a tab that only looks', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await sender.finish();
    const turn = Promise.withResolvers<void>();
    vi.stubGlobal('navigator', { locks: { request: () => turn.promise } });
    const fault = new Error('the database is closing');
    vi.mocked(queueOf).mockRejectedValueOnce(fault);
    await sender.discard(PIECE);
    expect([sender.halt, said.mock.calls]).toEqual(['fault', [[fault]]]);
    await sender.discard(PIECE);
    expect(sender.halt).toBeNull();
    turn.resolve();
  });

  it('is the server where it says so', async () => {
    await send(() => json(429, problem('SLOW_DOWN')));
    expect(sender.halt).toBe('busy');
  });
});

it.each([200, 403, 502])(
  '[DQ2, OF9] a gateway that answers %i in the server’s words says neither that a piece is there nor that it is refused',
  async (status) => {
    const gateway = { ...problem('NOT_YOURS'), file: { id: 'f1' } };
    await send(() => new Response(JSON.stringify(gateway), { status }));
    expect([sender.halt, sender.stateOf('one')?.state]).toEqual(['offline', 'waiting']);
    sent = { status, body: gateway, times: 0, isOurs: false };
    await send(() => json(200, { file: null, received: 0 }));
    expect([sent.times, sender.halt, sender.stateOf('one')?.state]).toEqual([1, 'offline', 'waiting']);
  },
);

it('[DQ2] bytes that are said to begin elsewhere are sent three times, and later again', async () => {
  sent = { ...sent, status: 409, body: problem('PIECE_OFFSET') };
  await send(() => json(200, { file: null, received: 0 }));
  expect([sent.times, sender.halt, sender.stateOf('one')?.state]).toEqual([3, 'busy', 'waiting']);
});

it('[DQ1] a piece that is kept is shown as kept, also where the queue cannot be read the moment after', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await sender.finish();
  const turn = Promise.withResolvers<void>();
  vi.stubGlobal('navigator', { locks: { request: () => turn.promise } });
  const fault = new Error('the database is closing');
  vi.mocked(queueOf).mockRejectedValueOnce(fault);
  await sender.keep(PIECE, new ArrayBuffer(3));
  expect([sender.stateOf('one')?.state, sender.halt, said.mock.calls]).toEqual([
    ...['waiting', 'fault', [[fault]]],
  ]);
  turn.resolve();
});
