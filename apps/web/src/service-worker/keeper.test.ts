import { SERVER_HEADER } from '@heping/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryShelf } from '../lib/device/shelf.ts';
import { Vault, type KeptVault } from '../lib/device/vault.ts';
import { Keeper } from './keeper.ts';

/** As much of the browser's as the keeper asks of it: named maps of answers. */
class Storage {
  readonly kept = new Map<string, Map<string, Response>>();
  open(name: string) {
    const answers = this.kept.get(name) ?? new Map<string, Response>();
    this.kept.set(name, answers);
    return Promise.resolve({
      match: async (path: string) => answers.get(path)?.clone(),
      put: async (path: string, response: Response) => void answers.set(path, response),
      delete: async (path: string) => answers.delete(path),
    });
  }
  delete(name: string) {
    return Promise.resolve(this.kept.delete(name));
  }
}

const at = (path: string) => new URL(`/api/v1${path}`, 'https://heping.example');
const EVALUATION = at('/evaluations/e-1');
const CURRENT = at('/sessions/current');
const answer = (text: string) =>
  new Response(text, { headers: { 'content-type': 'application/json', [SERVER_HEADER]: '1' } });
const owner = (id: string) => ({ id, username: id, name: id, nameEn: id });

/** The shelves of these tests stand for a disk; guesses are cheap. */
const ON_DISK = { iterations: 10, canKeep: async () => true };

let storage: Storage;
let keeper: Keeper;
/** A page of this device: who signs in there is present for the worker, too. */
let page: Vault;
const kept = async (person: string | null, url = EVALUATION) =>
  (await keeper.find(url.pathname, person))?.text();

beforeEach(async () => {
  const shelves = [memoryShelf<KeptVault>(), memoryShelf<string>(), ON_DISK] as const;
  page = new Vault(...shelves);
  storage = new Storage();
  keeper = new Keeper(storage as unknown as CacheStorage, () => new Vault(...shelves));
  await page.enter(owner('alice'), 'alice’s password');
  await keeper.keep(EVALUATION, answer('alice’s'), 'alice');
});

describe('[OF3] kept answers are one person’s', () => {
  it('who asks again finds them, another does not, and neither loses them by the other’s coming', async () => {
    expect(await kept('alice')).toBe('alice’s');
    await page.enter(owner('bo'), 'bo’s password');
    expect([await kept('bo'), await kept(null), await kept('alice')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    await keeper.keep(EVALUATION, answer('bo’s'), 'bo');
    await page.enter(owner('alice'), 'alice’s password');
    expect(await kept('alice')).toBe('alice’s');
  });

  it('[DV1] nor what a picture is called, nor its hash', async () => {
    const picture = new URL('/api/v1/files/f-1?w=320', 'https://heping.example');
    const headers = {
      'content-type': 'image/webp',
      'content-disposition': `inline; filename*=UTF-8''%E5%BC%A0%E4%B8%89.jpg`,
      etag: '"5e884898da28"',
    };
    await keeper.keep(picture, new Response('points', { headers }), 'alice');
    for (const lying of storage.kept.get('heping-answers|alice')?.values() ?? [])
      expect([...lying.headers.keys()].toSorted()).toEqual(['content-type', 'x-heping-kept-at']);
    expect((await keeper.find('/api/v1/files/f-1?w=320', 'alice'))?.headers.get('content-type')).toBe(
      'image/webp',
    );
  });

  it('nothing of them can be read where they lie', async () => {
    const [lying] = [...(storage.kept.get('heping-answers|alice')?.values() ?? [])];
    expect(await lying?.text()).not.toContain('alice’s');
  });

  it('locked, nothing is found and nothing is kept', async () => {
    await page.lock(0);
    await keeper.keep(at('/me/work'), answer('late'), 'alice');
    expect([await kept('alice'), await kept(null)]).toEqual([undefined, undefined]);
    await page.unlock('alice', 'alice’s password');
    expect([await kept('alice'), await kept('alice', at('/me/work'))]).toEqual(['alice’s', undefined]);
  });

  it('an answer to a question of before is not kept for who came meanwhile', async () => {
    await page.enter(owner('bo'), 'bo’s password');
    await keeper.keep(EVALUATION, answer('late'), 'alice');
    expect(await kept('bo')).toBeUndefined();
  });

  it('who is signed in is kept for whom the answer names, and not where it names nobody', async () => {
    await keeper.keep(CURRENT, answer('{"person":{"id":"alice"}}'), null);
    await keeper.keep(CURRENT, answer('{"person":null}'), null);
    await keeper.keep(CURRENT, answer('{"person":{"id":"bo"}}'), null);
    expect(await kept(null, CURRENT)).toBe('{"person":{"id":"alice"}}');
  });

  it('[OF7] a picture is kept for who took it along, and not for having been looked at', async () => {
    const small = at('/files/f-1?w=320');
    const found = async () => (await keeper.find(`${small.pathname}${small.search}`, null))?.text();
    await keeper.keep(small, answer('picture'), null);
    expect(await found()).toBeUndefined();
    await keeper.keep(small, answer('picture'), 'alice');
    expect(await found()).toBe('picture');
    await page.enter(owner('bo'), 'bo’s password');
    expect(await found()).toBeUndefined();
  });

  it('what is refused is kept no longer', async () => {
    await keeper.drop(EVALUATION.pathname, 'alice');
    expect(await kept('alice')).toBeUndefined();
  });

  it('says when it came', async () => {
    const found = await keeper.find(EVALUATION.pathname, 'alice');
    expect(Number(found?.headers.get('x-heping-kept-at'))).toBeGreaterThan(0);
    expect(found?.headers.get('content-type')).toBe('application/json');
  });
});

describe('[DV4] a session that outlived a lock', () => {
  it('ends before anything is asked with it, once', async () => {
    let ends = 0;
    const end = async () => {
      ends += 1;
      return answer('{"ok":true}');
    };
    await keeper.endOldSession(end);
    expect(ends).toBe(0);
    await page.lock(1);
    await keeper.endOldSession(end);
    await keeper.endOldSession(end);
    expect(ends).toBe(1);
  });

  it('is asked nothing while the server cannot be told', async () => {
    await page.lock(1);
    await expect(keeper.endOldSession(() => Promise.reject(new TypeError('offline')))).rejects.toThrow(
      'offline',
    );
    for (const status of [200, 502])
      await expect(
        keeper.endOldSession(async () => new Response('<p>not the server</p>', { status })),
      ).rejects.toThrow('session');
  });
});
