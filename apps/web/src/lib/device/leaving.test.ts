/** Leaving, and who comes meanwhile in another tab. The server, the other tab and the browser’s page are made by hand. */
import { SERVER_HEADER } from '@heping/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { leaving as Leaving } from './leaving.svelte.ts';
import type { session as Session } from '../session.svelte.ts';
import type { Unsent } from './unsent.ts';

/** What is said between the tabs, and by this one. */
let hear: (data: unknown) => void;
let said: unknown[];
class Channel extends EventTarget {
  constructor() {
    super();
    hear = (data) => void this.dispatchEvent(new MessageEvent('message', { data }));
  }
  postMessage(data: unknown): void {
    said.push(data);
  }
}

let asked: { readonly what: string; readonly as: string | null }[];
const out = () => asked.filter(({ what }) => what === 'DELETE /sessions/current');
let answersOut: () => Promise<Response>;
const reload = vi.fn();
const assign = vi.fn();

/** What this device and its page have of alice. */
let unsent: readonly Unsent[];
let settles: () => Promise<void>;
let isReady: () => Promise<void>;
let letGo: number;

let session: typeof Session;
let leaving: typeof Leaving;
const PHOTO: Unsent = { what: 'unkept-photo', where: '武康', count: 1 };
const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { [SERVER_HEADER]: '1' } });
const comes = (person: string) => hear({ type: 'entered', person });

beforeEach(async () => {
  vi.resetModules();
  said = [];
  asked = [];
  unsent = [];
  letGo = 0;
  settles = isReady = async () => undefined;
  answersOut = async () => json({ ok: true });
  reload.mockReset();
  assign.mockReset();
  vi.stubGlobal('BroadcastChannel', Channel);
  vi.stubGlobal('location', { reload, assign });
  vi.stubGlobal('document', { activeElement: null, cookie: '' });
  vi.stubGlobal('HTMLElement', class {});
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', headers, body }: RequestInit) => {
    const what = `${method} ${path.slice('/api/v1'.length)}`;
    asked.push({ what, as: new Headers(headers).get('heping-person') });
    if (method === 'DELETE') return answersOut();
    const { username } = JSON.parse(body as string) as { username: string };
    return json({ id: username, username, name: username, nameEn: '' });
  });
  ({ session } = await import('../session.svelte.ts'));
  ({ leaving } = await import('./leaving.svelte.ts'));
  (await import('./unsent.ts')).joinKeeping({
    name: 'photos',
    unsent: async () => unsent,
    onPage: async () => unsent,
    settled: () => settles(),
    ready: () => isReady(),
    letGo: () => letGo,
    forget: async () => undefined,
  });
  await session.signIn('alice', 'a password');
  asked = [];
  said = [];
});

describe('[DV10] what somebody asked for on their way out', () => {
  it('is done for nobody who came meanwhile: they are not signed out', async () => {
    const { promise, resolve: isSettled } = Promise.withResolvers<void>();
    settles = () => promise;
    const leaves = leaving.out();
    letGo = 1;
    comes('bo');
    isSettled();
    await leaves;
    await expect.poll(() => session.isClosing).toBe(false);
    expect([out(), said, leaving.way, session.lost]).toEqual([[], [], null, 1]);
  });

  it('nor after they are back on the same page', async () => {
    const { stay } = session;
    letGo = 1;
    hear({ type: 'locked', person: 'alice' });
    await session.signIn('alice', 'a password');
    asked = [];
    await leaving.out(stay);
    expect(out()).toEqual([]);
    await leaving.out();
    expect(out()).toEqual([{ what: 'DELETE /sessions/current', as: 'alice' }]);
  });

  it('signs out nobody but them, and says who has left', async () => {
    await leaving.out();
    expect([out(), said]).toEqual([
      [{ what: 'DELETE /sessions/current', as: 'alice' }],
      [{ type: 'left', person: 'alice' }],
    ]);
    expect(assign).toHaveBeenCalledWith('/login');
  });

  it('locks nobody who came while photos were made ready', async () => {
    const { promise, resolve: isKept } = Promise.withResolvers<void>();
    isReady = () => promise;
    unsent = [PHOTO];
    const leaves = leaving.giveWay();
    await expect.poll(() => leaving.way).toBe('loss');
    comes('bo');
    isKept();
    await leaves;
    await leaving.lose();
    expect([said, assign.mock.calls]).toEqual([[], []]);
  });

  it('is not to be seen any more', async () => {
    unsent = [PHOTO];
    await leaving.out();
    expect([leaving.way, leaving.unsent]).toEqual(['out', [PHOTO]]);
    leaving.gone();
    expect([leaving.way, leaving.unsent]).toEqual([null, []]);
  });
});

describe('[DV10] a page that is being closed', () => {
  it.each([['entered'], ['locked']])(
    'keeps what is made ready, whatever is said meanwhile: %s',
    async (type) => {
      const { promise, resolve: isKept } = Promise.withResolvers<void>();
      isReady = () => promise;
      hear({ type: 'locked', person: 'alice' });
      expect([session.person, session.isLocked, session.isClosing]).toEqual([null, true, true]);
      hear({ type, person: 'alice' });
      expect(reload).not.toHaveBeenCalled();
      isKept();
      await expect.poll(() => reload).toHaveBeenCalledOnce();
    },
  );

  it('lets nobody in before it is closed', async () => {
    const { promise, resolve: isKept } = Promise.withResolvers<void>();
    isReady = () => promise;
    letGo = 2;
    hear({ type: 'locked', person: 'alice' });
    const comesIn = session.signIn('bo', 'a password');
    expect(asked).toEqual([]);
    isKept();
    await comesIn;
    expect(session.person?.id).toBe('bo');
  });

  it('counts as lost what was to be kept under a key that is gone meanwhile', async () => {
    const { promise, resolve: isKept } = Promise.withResolvers<void>();
    isReady = () => promise;
    hear({ type: 'locked', person: 'alice' });
    letGo = 3;
    hear({ type: 'left', person: 'alice' });
    letGo = 0;
    isKept();
    await expect.poll(() => session.isClosing).toBe(false);
    expect([session.lost, reload.mock.calls]).toEqual([3, []]);
  });

  it('is none where somebody else locked', () => {
    hear({ type: 'locked', person: 'bo' });
    expect(session.person?.id).toBe('alice');
  });
});

describe('[DV7] signing out whose answer is missing', () => {
  it('says so, and is done with the next answer', async () => {
    answersOut = async () => new Response('<h1>504</h1>', { status: 504 });
    await leaving.out();
    expect([leaving.way, leaving.isUnsure, session.person?.id]).toEqual(['out', true, 'alice']);
    answersOut = async () => json({ ok: true });
    await leaving.out();
    expect([session.person, assign.mock.calls]).toEqual([null, [['/login']]]);
  });
});

describe('[DV7] what is seen of signing out', () => {
  it('is that it is under way, where the answer takes its time', async () => {
    const { promise, resolve: answer } = Promise.withResolvers<Response>();
    answersOut = () => promise;
    const leaves = leaving.out();
    await expect.poll(() => [leaving.way, leaving.isBusy]).toEqual(['out', true]);
    answer(json({ ok: true }));
    await leaves;
    expect(assign).toHaveBeenCalledWith('/login');
  });

  it('follows what is sent while it is asked about', async () => {
    unsent = [{ what: 'changes', where: '武康', count: 2 }];
    await leaving.out();
    unsent = [{ what: 'changes', where: '武康', count: 1 }];
    await leaving.look();
    expect([leaving.unsent, leaving.isAllSent]).toEqual([unsent, false]);
    unsent = [];
    await leaving.look();
    expect([leaving.isAllSent, out()]).toEqual([true, []]);
    // Nobody asked for it yet; asked for, and not answered, it is the server that is waited for.
    answersOut = async () => new Response('<h1>504</h1>', { status: 504 });
    await leaving.out();
    expect([leaving.isAllSent, leaving.isUnsure]).toEqual([false, true]);
  });
});
