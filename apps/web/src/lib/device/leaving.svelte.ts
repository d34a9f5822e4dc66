/**
 * The way out: signing out leaves nothing on this device, so it waits until everything is sent or knowingly given up;
 * locking leaves what the device keeps, sealed, and is all one can do without a network. What this page alone has goes
 * with either: it is named first. [DV4, DV7]
 */
import { ApiOffline } from '#lib/api/client.ts';
import { session } from '#lib/session.svelte.ts';
import { allReady, allSettled, giveUpAll, onPageOf, unsentOf, type Unsent } from './unsent.ts';
import { vault } from './vault.ts';

/** out: signing out; loss: locking would lose what this page alone has; lock: the password to lock with. */
export type Way = 'out' | 'loss' | 'lock';

const SENDABLE: readonly Unsent['what'][] = ['changes', 'photo', 'unready-photo'];

class Leaving {
  /** What is done once it is known what is lost by it. */
  #then: () => Promise<void> = () => Promise.resolve();
  /** What is asked about now; null for nothing. */
  way = $state<Way | null>(null);
  unsent = $state.raw<readonly Unsent[]>([]);
  /** Some of it can be sent from here; a form begun, or a copy of what was refused, goes nowhere by itself. */
  readonly canSend = $derived(this.unsent.some(({ what }) => SENDABLE.includes(what)));
  /** Some of it is on no disk: locking does not keep it. */
  readonly hasUnkept = $derived(this.unsent.some(({ what }) => what === 'unkept-photo'));
  /** What is on this page alone, where locking is asked about. */
  loss = $state.raw<readonly Unsent[]>([]);
  /** Some of that will be kept in a moment. */
  readonly isWaiting = $derived(this.loss.some(({ what }) => what === 'unready-photo'));
  /** The server could not be reached. */
  isOffline = $state(false);
  /** Nor could it check the password to lock with: that is typed twice. [DV5] */
  isUnchecked = $state(false);
  isBusy = $state(false);
  /** What went wrong, to be explained. */
  refused = $state.raw<unknown>(null);

  /** Locking needs a browser that keeps something. */
  get mayLock(): boolean {
    return vault.person !== null;
  }

  /** Signs out where nothing is lost by it; asks otherwise. */
  async out(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      this.refused = error;
      this.way = 'out';
      return;
    }
    if (this.unsent.length === 0) await this.#leave();
    else this.way = 'out';
  }

  /** What is unsent is knowingly given up, and said to be gone where others wait for it. */
  async giveUp(): Promise<void> {
    const { person } = session;
    if (person === null || this.isBusy) return;
    this.isBusy = true;
    await giveUpAll(person.id).catch((error: unknown) => console.error(error));
    await this.#leave();
  }

  /** Locks where nothing is lost by it; asks for the password first where it was never typed here. [DV4, DV5] */
  lock(): Promise<void> {
    return this.#unlessLost(async () => {
      if (await session.needsPasswordToLock()) this.way = 'lock';
      else await this.#locked(null);
    });
  }
  /** Leaves the page to somebody else, where nothing is lost by it. */
  giveWay(): Promise<void> {
    return this.#unlessLost(() => session.leave());
  }
  /** What is on this page alone is knowingly given up. */
  async lose(): Promise<void> {
    this.way = null;
    await this.#then();
  }
  lockWith = (password: string, again: string): Promise<void> => this.#locked(password, again);

  close(): void {
    this.way = null;
    this.isUnchecked = false;
    this.refused = null;
  }

  /** What is being made ready is waited for; what the device could not keep is named, and waits for a second word. */
  async #unlessLost(then: () => Promise<void>): Promise<void> {
    const { person } = session;
    if (person === null) return;
    this.#then = then;
    this.refused = null;
    this.loss = await onPageOf(person.id);
    if (this.loss.length > 0) {
      this.way = 'loss';
      await allReady();
      const loss = await onPageOf(person.id);
      // Closed, or decided, meanwhile.
      if (this.way !== 'loss' || this.#then !== then) return;
      this.loss = loss;
      if (loss.length > 0) return;
      this.way = null;
    }
    await then();
  }

  async #look(): Promise<void> {
    const { person } = session;
    this.refused = null;
    // Over a slow line sending may still do: whether the server is there is found out by trying.
    this.isOffline = !navigator.onLine;
    await allSettled();
    this.unsent = person === null ? [] : await unsentOf(person.id);
  }

  async #leave(): Promise<void> {
    this.isBusy = true;
    try {
      await session.signOut();
    } catch (error) {
      this.isOffline = error instanceof ApiOffline;
      this.refused = this.isOffline ? null : error;
      this.way = 'out';
    } finally {
      this.isBusy = false;
    }
  }

  async #locked(password: string | null, again: string | null = null): Promise<void> {
    this.isBusy = true;
    this.refused = null;
    try {
      await session.lock(password, again);
      this.close();
    } catch (error) {
      if (error instanceof ApiOffline) this.isUnchecked = true;
      else this.refused = error;
    } finally {
      this.isBusy = false;
    }
  }
}

export const leaving = new Leaving();
