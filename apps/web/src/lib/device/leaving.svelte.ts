/**
 * The way out: signing out leaves nothing on this device, so it waits until everything is sent or knowingly given up;
 * locking leaves everything, sealed, and is all one can do without a network. [DV4, DV7]
 */
import { ApiOffline } from '#lib/api/client.ts';
import { session } from '#lib/session.svelte.ts';
import { allSettled, giveUpAll, unsentOf, type Unsent } from './unsent.ts';
import { vault } from './vault.ts';

export type Way = 'out' | 'lock';

const SENDABLE: readonly Unsent['what'][] = ['changes', 'photo', 'unready-photo'];

class Leaving {
  /** What is asked about now; null for nothing. */
  way = $state<Way | null>(null);
  unsent = $state.raw<readonly Unsent[]>([]);
  /** Some of it can be sent from here; a form begun, or a copy of what was refused, goes nowhere by itself. */
  readonly canSend = $derived(this.unsent.some(({ what }) => SENDABLE.includes(what)));
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

  /** Locks; asks for the password first where it was never typed here. */
  async lock(): Promise<void> {
    if (await session.needsPasswordToLock()) this.way = 'lock';
    else await this.#locked(null);
  }
  lockWith = (password: string, again: string): Promise<void> => this.#locked(password, again);

  close(): void {
    this.way = null;
    this.isUnchecked = false;
    this.refused = null;
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
