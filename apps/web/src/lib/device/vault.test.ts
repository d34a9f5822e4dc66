import { beforeEach, describe, expect, it } from 'vitest';
import { memoryShelf } from './shelf.ts';
import { Vault, type KeptVault } from './vault.ts';

const [WANG, LI] = [
  { id: 'wang', username: 'wang', name: '王海峰', nameEn: 'Wang Haifeng' },
  { id: 'li', username: 'li', name: '李敏', nameEn: 'Li Min' },
];
const [wang, li] = [WANG!, LI!];
/** The shelves of these tests stand for a disk; guesses are cheap. */
const ON_DISK = { iterations: 10, canKeep: async () => true };
const PASSWORD = '湖州-2026-秋';
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (read: Uint8Array | null) => (read === null ? null : new TextDecoder().decode(read));

let shelves: ConstructorParameters<typeof Vault>;
/** A page of this device. */
const page = () => new Vault(...shelves);

beforeEach(() => {
  shelves = [memoryShelf<KeptVault>(), memoryShelf<string>(), ON_DISK];
});

describe('[DV1] what is sealed', () => {
  it('is read again by its person, at its place', async () => {
    const vault = page();
    await vault.enter(wang, PASSWORD);
    const sealed = await vault.seal(bytes('8.5 分'), 'ballot:1');
    expect(text(await vault.unseal(sealed, 'ballot:1'))).toBe('8.5 分');
    expect(text(sealed)).not.toContain('8.5');
    expect(await vault.unseal(sealed, 'ballot:2')).toBeNull();
    sealed[20]! ^= 1;
    expect(await vault.unseal(sealed, 'ballot:1')).toBeNull();
  });

  it('is read by nobody else on the device', async () => {
    const vault = page();
    await vault.enter(wang, PASSWORD);
    const sealed = await vault.seal(bytes('8.5 分'), 'ballot:1');
    await vault.enter(li, PASSWORD);
    expect(await vault.unseal(sealed, 'ballot:1')).toBeNull();
  });

  it('cannot be made where nobody is', async () => {
    await expect(page().seal(bytes('8'), 'ballot:1')).rejects.toThrow('not open');
  });
});

describe('[DV2] a page opened anew', () => {
  it('needs no password while the person is here', async () => {
    const vault = page();
    await vault.enter(wang, PASSWORD);
    const sealed = await vault.seal(bytes('8'), 'ballot:1');
    const anew = page();
    expect(await anew.begin()).toEqual(wang);
    expect(text(await anew.unseal(sealed, 'ballot:1'))).toBe('8');
  });

  it('knows what was remembered of the person', async () => {
    const vault = page();
    await vault.enter(wang, PASSWORD);
    await vault.remember({ id: 'wang', bodies: [] });
    const anew = page();
    await anew.begin();
    expect(await anew.remembered()).toEqual({ id: 'wang', bodies: [] });
  });
});

describe('[DV4] locked', () => {
  it('nothing on the device opens it but the password', async () => {
    const vault = page();
    await vault.enter(wang, PASSWORD);
    const sealed = await vault.seal(bytes('8'), 'ballot:1');
    await vault.lock(1);
    expect([vault.person, await vault.unseal(sealed, 'ballot:1'), await page().begin()]).toEqual([
      null,
      null,
      null,
    ]);
    expect(await shelves[0].one('wang')).toMatchObject({ door: null, lockedAt: 1 });
    expect(await page().enter(wang, null)).toBe('locked');
    expect(await page().unlock('wang', 'anything else')).toBe(false);
    const anew = page();
    expect(await anew.unlock('wang', PASSWORD)).toBe(true);
    expect(text(await anew.unseal(sealed, 'ballot:1'))).toBe('8');
  });

  it('forgotten, it is not there any more: not even the password brings it back', async () => {
    const vault = page();
    await vault.enter(wang, PASSWORD);
    await vault.forget('wang');
    expect([await vault.known(), await page().begin(), await page().unlock('wang', PASSWORD)]).toEqual([
      [],
      null,
      false,
    ]);
  });
});

describe('[DV3] a password that changes', () => {
  it('here: the next one opens it, the one before does not', async () => {
    const vault = page();
    await vault.enter(wang, PASSWORD);
    const sealed = await vault.seal(bytes('8'), 'ballot:1');
    await vault.passwordIs('another one');
    await vault.lock(1);
    expect(await page().unlock('wang', PASSWORD)).toBe(false);
    const anew = page();
    expect(await anew.unlock('wang', 'another one')).toBe(true);
    expect(text(await anew.unseal(sealed, 'ballot:1'))).toBe('8');
  });

  it('elsewhere, while it stands open here: signing in with the new one wraps it anew', async () => {
    await page().enter(wang, PASSWORD);
    expect(await page().enter(wang, 'another one')).toBe('open');
    const vault = page();
    await vault.begin();
    await vault.lock(1);
    expect(await page().unlock('wang', 'another one')).toBe(true);
  });

  it('elsewhere, while it is locked here: the new one does not fit, and the earlier one still does', async () => {
    const vault = page();
    await vault.enter(wang, PASSWORD);
    await vault.lock(1);
    expect(await page().enter(wang, 'another one')).toBe('earlier');
    const anew = page();
    expect(await anew.unlock('wang', PASSWORD)).toBe(true);
    await anew.passwordIs('another one');
    await anew.lock(2);
    expect(await page().enter(wang, 'another one')).toBe('open');
  });
});

describe('[DV5] where the password was never typed here', () => {
  it('what is kept is sealed and opens with the session alone, until the password is known', async () => {
    const vault = page();
    expect(await vault.enter(wang, null)).toBe('open');
    expect(await vault.mayLock()).toBe(false);
    const sealed = await vault.seal(bytes('8'), 'ballot:1');
    expect(await page().enter(wang, PASSWORD)).toBe('open');
    const anew = page();
    await anew.begin();
    expect([await anew.mayLock(), text(await anew.unseal(sealed, 'ballot:1'))]).toEqual([true, '8']);
  });

  it('another person’s page does not lose it', async () => {
    const vault = page();
    await vault.enter(wang, null);
    const sealed = await vault.seal(bytes('8'), 'ballot:1');
    await page().enter(li, PASSWORD);
    expect(await page().begin()).toEqual(li);
    const anew = page();
    await anew.enter(wang, null);
    expect(text(await anew.unseal(sealed, 'ballot:1'))).toBe('8');
  });
});

describe('[DV4] a session that outlived a lock', () => {
  /** Whether the server had to be told. */
  async function tells(answer = true): Promise<boolean> {
    let isAsked = false;
    const isEnded = await page().endOldSession(async () => {
      isAsked = true;
      return answer;
    });
    expect(isEnded).toBe(!isAsked || answer);
    return isAsked;
  }

  it('ends once the server can be told; not where they are back before', async () => {
    const vault = page();
    await vault.enter(wang, PASSWORD);
    expect(await tells()).toBe(false);
    await vault.lock(1);
    expect([await tells(false), await tells(), await tells()]).toEqual([true, true, false]);
    await page().unlock('wang', PASSWORD);
    await vault.begin();
    await vault.lock(2);
    await page().unlock('wang', PASSWORD);
    expect(await tells()).toBe(false);
  });

  it('[OF10] of it neither unlocking nor the next end waits longer than its limit', async () => {
    const vault = page();
    await vault.enter(wang, PASSWORD);
    await vault.lock(1);
    const limit = new AbortController();
    const { promise: isAsked, resolve: asks } = Promise.withResolvers<void>();
    // Over a network that swallows what is sent.
    const ends = vault.endOldSession((inTime) => {
      asks();
      return new Promise((_, reject) => inTime.addEventListener('abort', () => reject(inTime.reason)));
    }, limit.signal);
    await isAsked;
    expect(await page().endOldSession(async () => true, AbortSignal.abort())).toBe(false);
    expect(await page().unlock('wang', PASSWORD)).toBe(true);
    limit.abort();
    expect(await ends).toBe(false);
  });

  it('ends although somebody else unlocked meanwhile, and not once the server has let somebody in', async () => {
    const vault = page();
    await vault.enter(li, PASSWORD);
    await vault.lock(1);
    await vault.enter(wang, PASSWORD);
    await vault.lock(2);
    expect(await page().unlock('li', PASSWORD)).toBe(true);
    expect(await tells()).toBe(true);
    await vault.begin();
    await vault.lock(3);
    await page().enter(wang, PASSWORD);
    expect(await tells()).toBe(false);
  });

  it('ends where it came by its cookie to whom this device is locked', async () => {
    const vault = page();
    await vault.enter(wang, PASSWORD);
    await vault.lock(1);
    expect(await tells()).toBe(true);
    expect(await page().enter(wang, null)).toBe('locked');
    expect(await tells()).toBe(true);
  });
});

describe('[DV9] where nothing outlives the page', () => {
  const FULL = () => Promise.reject(new Error('QuotaExceededError'));
  const put = (shelf: object) => Object.assign(shelf, { put: FULL });

  it('nothing is called kept: no vault opens where the browser has no place', async () => {
    const nowhere = new Vault(memoryShelf(), memoryShelf(), { ...ON_DISK, canKeep: async () => false });
    expect(await nowhere.enter(wang, PASSWORD)).toBe('none');
    expect([nowhere.person, await nowhere.known()]).toEqual([null, []]);
  });

  it('nor for somebody new on a device that is full', async () => {
    put(shelves[0]);
    const vault = page();
    expect(await vault.enter(wang, PASSWORD)).toBe('none');
    expect([vault.person, await vault.known()]).toEqual([null, []]);
  });

  it('whoever was here gets in on a full device, and reads what waits to be sent', async () => {
    const before = page();
    await before.enter(wang, PASSWORD);
    const sealed = await before.seal(bytes('8'), 'ballot:1');
    await before.lock(1);
    for (const shelf of shelves.slice(0, 2)) put(shelf as object);
    const vault = page();
    expect(await vault.enter(wang, PASSWORD)).toBe('open');
    expect(text(await vault.unseal(sealed, 'ballot:1'))).toBe('8');
    expect(await page().unlock('wang', PASSWORD)).toBe(true);
  });
});

describe('[DV6] one person at a time', () => {
  it('who comes locks what the one before left open', async () => {
    await page().enter(wang, PASSWORD);
    await page().enter(li, PASSWORD);
    expect(await page().begin()).toEqual(li);
    expect((await page().known()).map(({ id, isLocked }) => [id, isLocked])).toEqual([
      ['li', false],
      ['wang', true],
    ]);
  });

  it('a page whose person has gone locks nobody who came after', async () => {
    const [left, shut] = [page(), page()];
    await left.enter(wang, PASSWORD);
    await shut.begin();
    shut.shut();
    await page().enter(li, PASSWORD);
    await left.lock(1, 'wang');
    await shut.lock(2);
    expect(await page().begin()).toEqual(li);
    expect(await page().endOldSession(() => Promise.reject(new Error('the session is another’s')))).toBe(
      true,
    );
  });
});
