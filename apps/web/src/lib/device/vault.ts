/**
 * The key of the present person on this device. It stands behind a door, a key that the browser uses and nobody reads;
 * locking takes the door away, and then only the password brings the key back. At most one person is present.
 * Pages and the service worker use the same one. [DV1–DV6]
 */
import {
  canSeal,
  ITERATIONS,
  KEY_BYTES,
  keyOf,
  openUnder,
  randomBytes,
  sealUnder,
  unwrap,
  wrap,
  type Wrapping,
} from './seal.ts';
import { hasDisk, shelf, type Shelf } from './shelf.ts';

/** Whose vault it is, as the lock screen says it. */
export interface Owner {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly nameEn: string;
}

/** Where the key stands while its person is here. */
interface Door {
  readonly key: CryptoKey;
  readonly behind: Uint8Array<ArrayBuffer>;
}

export interface KeptVault {
  readonly owner: Owner;
  /** Null where the password was never typed here: the session came by its cookie alone. [DV5] */
  readonly wrapping: Wrapping | null;
  /** Null while it is locked. */
  readonly door: Door | null;
  /** What else is to be known of the person without a network, sealed. */
  readonly about: Uint8Array<ArrayBuffer> | null;
  readonly lockedAt: number | null;
}

/** Somebody of whom this device keeps something. */
export interface KnownHere extends Owner {
  readonly isLocked: boolean;
  readonly lockedAt: number | null;
}

/**
 * `open`: what is kept can be read and more can be. `locked`: the password is needed. `earlier`: this password is right and
 * did not seal what is here. `none`: this browser cannot seal, or has no place for what is sealed, so nothing is kept.
 */
export type Entering = 'open' | 'locked' | 'earlier' | 'none';

const ABOUT = 'about';
const BEHIND = 'behind';
/** Beside who is present: who locked and has perhaps a session still. */
const ENDING = 'ending';

/**
 * What the end of an old session may take, the waiting for another's included. Whoever comes waits behind it, and over a
 * network that swallows what is sent it would never come; a line slower than this is told again. [OF10]
 */
const END_MS = 5_000;

/** One page at a time: two that make a vault at once would seal under two keys, of which one is lost. Nobody holds it over the network. */
const alone = <T>(work: () => Promise<T>): Promise<T> => inTurn('heping-vault', {}, work);

function inTurn<T>(name: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks;
  return locks === undefined ? work() : locks.request(name, options, work);
}

/** Whether this browser seals, and what is sealed outlives the page. [DV8, DV9] */
const canKeep = async (): Promise<boolean> => canSeal() && (await hasDisk());

export interface VaultOptions {
  readonly iterations?: number;
  readonly canKeep?: () => Promise<boolean>;
}

export class Vault {
  readonly #vaults: Shelf<KeptVault>;
  readonly #present: Shelf<string>;
  readonly #iterations: number;
  readonly #canKeep: () => Promise<boolean>;
  #key: CryptoKey | null = null;
  #owner: Owner | null = null;

  constructor(vaults: Shelf<KeptVault>, present: Shelf<string>, options: VaultOptions = {}) {
    this.#vaults = vaults;
    this.#present = present;
    this.#iterations = options.iterations ?? ITERATIONS;
    this.#canKeep = options.canKeep ?? canKeep;
  }

  /** Whose vault is open here; null for nobody's: then nothing is kept. */
  get person(): string | null {
    return this.#owner?.id ?? null;
  }

  isOpenFor(person: string): boolean {
    return this.#owner?.id === person;
  }

  /** Looks whose vault stands open on this device, and opens it here. */
  async begin(): Promise<Owner | null> {
    this.shut();
    const id = (await this.#canKeep()) ? await this.#present.one('now') : undefined;
    const kept = id === undefined ? undefined : await this.#vaults.one(id);
    if (kept?.door == null) return null;
    return this.#opened(kept, await behindOf(kept.door));
  }

  /**
   * The person has been let in by the server, with this password where it was typed here. A vault that stands open is
   * wrapped in it anew, since it may be another one by now. [DV3]
   */
  async enter(owner: Owner, password: string | null): Promise<Entering> {
    if (!(await this.#canKeep())) return 'none';
    return alone(async () => {
      const entering = await this.#enter(owner, password);
      // The browser holds their session now, and no earlier one; locked, that one is to end.
      if (entering === 'locked') await this.#present.put(ENDING, owner.id);
      else await this.#present.remove(ENDING);
      return entering;
    });
  }

  async #enter(owner: Owner, password: string | null): Promise<Entering> {
    const kept = await this.#vaults.one(owner.id);
    if (kept === undefined) return (await this.#make(owner, password)) ? 'open' : 'none';
    if (kept.door === null) {
      if (password === null) return 'locked';
      return (await this.#unlock(owner.id, password)) ? 'open' : 'earlier';
    }
    const raw = await behindOf(kept.door);
    const wrapping = password === null ? kept.wrapping : await wrap(raw, password, this.#iterations);
    await this.#enterAs({ ...kept, owner, wrapping }, raw);
    return 'open';
  }

  /** False for another password than the one it was sealed with. [DV2] */
  unlock(person: string, password: string): Promise<boolean> {
    return alone(() => this.#unlock(person, password));
  }

  async #unlock(person: string, password: string): Promise<boolean> {
    const kept = await this.#vaults.one(person);
    if (kept?.wrapping == null) return false;
    const raw = await unwrap(kept.wrapping, password);
    if (raw === null) return false;
    await this.#enterAs({ ...kept, door: await doorTo(raw), lockedAt: null }, raw);
    if ((await this.#present.one(ENDING)) === person) await this.#present.remove(ENDING);
    return true;
  }

  /** The password of whoever is here is this one from now on. [DV3] */
  passwordIs(password: string): Promise<void> {
    return alone(async () => {
      const kept = await this.#mine();
      if (kept?.door == null) return;
      const wrapping = await wrap(await behindOf(kept.door), password, this.#iterations);
      await this.#vaults.put(kept.owner.id, { ...kept, wrapping });
    });
  }

  /** Whether the password alone would bring the key back, so that it may be locked. [DV5] */
  async mayLock(): Promise<boolean> {
    return (await this.#mine())?.wrapping != null;
  }

  /**
   * They are here no more; whoever else is by now stays. Where the password was never typed here the door stays, closed
   * to everybody else's page: without it what is kept would be lost. [DV4, DV5, DV6]
   */
  async lock(now: number, person = this.person): Promise<void> {
    if (person !== null) await alone(() => this.#lock(now, person));
  }

  async #lock(now: number, person: string): Promise<void> {
    if (this.isOpenFor(person)) this.shut();
    const present = await this.#present.one('now');
    const isAnother = present !== undefined && present !== person;
    if (!isAnother) await this.#present.remove('now');
    const kept = await this.#vaults.one(person);
    if (kept?.wrapping == null) return;
    await this.#vaults.put(person, { ...kept, door: null, lockedAt: now });
    if (!isAnother) await this.#present.put(ENDING, person);
  }

  /**
   * Whoever locked this device without a network left a session in the browser: it ends before anything is asked with
   * it, or anybody signs in. False while the server cannot be told in time. One at a time: an end that comes late would
   * end the session of whoever came after. Opening what is kept here waits for none of it. [DV4, OF10]
   */
  async endOldSession(
    end: (inTime: AbortSignal) => Promise<boolean>,
    inTime: AbortSignal = AbortSignal.timeout(END_MS),
  ): Promise<boolean> {
    if (!(await this.#hasOldSession())) return true;
    try {
      return await inTurn('heping-ending', { signal: inTime }, async () => {
        if (!(await this.#hasOldSession())) return true;
        if (!(await end(inTime))) return false;
        // Also where somebody was here and locked meanwhile: the browser held one session, and that is over.
        await this.#present.remove(ENDING);
        return true;
      });
    } catch (error) {
      if (inTime.aborted) return false;
      throw error;
    }
  }
  async #hasOldSession(): Promise<boolean> {
    const ending = await this.#present.one(ENDING);
    return ending !== undefined && ending !== (await this.#present.one('now'));
  }

  /** The key goes: what it sealed can be read by nobody any more. [DV4] */
  forget(person: string): Promise<void> {
    return alone(async () => {
      if (this.isOpenFor(person)) this.shut();
      await this.#vaults.remove(person);
      if ((await this.#present.one('now')) === person) await this.#present.remove('now');
    });
  }

  /** Of whom this device keeps something. */
  async known(): Promise<readonly KnownHere[]> {
    return (await this.#vaults.all('')).map(([, { owner, door, lockedAt }]) => ({
      ...owner,
      isLocked: door === null,
      lockedAt,
    }));
  }

  /** What is to be known of the person without a network. */
  remember(value: unknown): Promise<void> {
    return alone(async () => {
      const kept = await this.#mine();
      if (kept === undefined) return;
      const about = await this.seal(new TextEncoder().encode(JSON.stringify(value)), ABOUT);
      await this.#vaults.put(kept.owner.id, { ...kept, about });
    });
  }
  async remembered(): Promise<unknown> {
    const kept = await this.#mine();
    const bytes = kept?.about == null ? null : await this.unseal(kept.about, ABOUT);
    return bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes));
  }

  /** Seals for the present person; throws where nobody is. `about` is the place, and has to be named again. [DV1] */
  async seal(bytes: Uint8Array, about: string): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#key === null) throw new Error(`sealing ${about}: the vault is not open`);
    return sealUnder(this.#key, bytes, about);
  }

  /** Null where it was sealed for somebody else, for another place, or was damaged. */
  async unseal(sealed: Uint8Array, about: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#key === null ? null : openUnder(this.#key, sealed, about);
  }

  async #mine(): Promise<KeptVault | undefined> {
    return this.#owner === null ? undefined : this.#vaults.one(this.#owner.id);
  }

  /** False where the device has no room for a key: what it sealed could not be read again. [DV9] */
  async #make(owner: Owner, password: string | null): Promise<boolean> {
    const raw = randomBytes(KEY_BYTES);
    const wrapping = password === null ? null : await wrap(raw, password, this.#iterations);
    const kept = { owner, wrapping, door: await doorTo(raw), about: null, lockedAt: null };
    if (await this.#enterAs(kept, raw)) return true;
    await this.#vaults.remove(owner.id);
    this.shut();
    return false;
  }

  /**
   * Whoever was here before is not any more. False where the device has no room to say so: it opens all the same, since
   * what waits here has to be sent. [DV6, DV9]
   */
  async #enterAs(kept: KeptVault, raw: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const before = await this.#present.one('now');
    if (before !== undefined && before !== kept.owner.id) await this.#lock(Date.now(), before);
    let isWritten = true;
    try {
      await this.#vaults.put(kept.owner.id, kept);
      await this.#present.put('now', kept.owner.id);
    } catch {
      isWritten = false;
    }
    await this.#opened(kept, raw);
    return isWritten;
  }

  async #opened({ owner }: KeptVault, raw: Uint8Array<ArrayBuffer>): Promise<Owner> {
    this.#key = await keyOf(raw);
    this.#owner = owner;
    raw.fill(0);
    return owner;
  }

  /** This page has no key any more; the device stays as it is. */
  shut(): void {
    this.#key = null;
    this.#owner = null;
  }
}

async function doorTo(raw: Uint8Array<ArrayBuffer>): Promise<Door> {
  const key = await keyOf(randomBytes(KEY_BYTES));
  return { key, behind: await sealUnder(key, raw, BEHIND) };
}
async function behindOf({ key, behind }: Door): Promise<Uint8Array<ArrayBuffer>> {
  const raw = await openUnder(key, behind, BEHIND);
  if (raw === null) throw new Error('the door of a vault does not fit its key');
  return raw;
}

/** The vault of this page, or of this worker. */
export const vault = new Vault(shelf('vaults'), shelf('present'));
