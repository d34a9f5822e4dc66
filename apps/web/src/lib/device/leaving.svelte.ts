/**
 * The way out: signing out leaves nothing on this device, so it waits until everything is sent or knowingly given up;
 * locking leaves what the device keeps, sealed, and is all one can do without a network. What this page alone has goes
 * with either: it is named first. It is done for who asked while they are here, and for nobody after them. [DV4, DV7, DV10]
 */
import { ApiOffline } from '#lib/api/client.ts';
import { session, type Stay } from '#lib/session.svelte.ts';
import { allReady, allSettled, giveUpAll, onPageOf, unsentOf, type Unsent } from './unsent.ts';
import { vault } from './vault.ts';

/** out: signing out; loss: locking would lose what this page alone has; lock: the password to lock with. */
export type Way = 'out' | 'loss' | 'lock';

/** An answer that takes longer than this is waited for where one sees it. */
const SEEN_MS = 1_000;

const SENDABLE: readonly Unsent['what'][] = ['changes', 'photo', 'unready-photo'];

const NOTHING = () => Promise.resolve();

class Leaving {
  /** What is done once it is known what is lost by it. */
  #then: () => Promise<void> = NOTHING;
  /** What is asked about now; null for nothing. */
  way = $state<Way | null>(null);
  unsent = $state.raw<readonly Unsent[]>([]);
  /** There was something when it was asked about: it has been sent since. */
  #hadUnsent = $state(false);
  readonly isAllSent = $derived(this.#hadUnsent && this.unsent.length === 0);
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
  /** It may have signed them out, and only its answer is missing. [OF9] */
  isUnsure = $state(false);
  /** Nor could it check the password to lock with: that is typed twice. [DV5] */
  isUnchecked = $state(false);
  isBusy = $state(false);
  /** What went wrong, to be explained. */
  refused = $state.raw<unknown>(null);

  /** Locking needs a browser that keeps something. */
  get mayLock(): boolean {
    return vault.person !== null;
  }

  /** Signs out whose stay it is where nothing is lost by it; asks otherwise. */
  async out(stay = session.stay): Promise<void> {
    if (stay === null || session.stay !== stay) return;
    this.refused = null;
    // Over a slow line sending may still do: whether the server is there is found out by trying.
    this.isOffline = !navigator.onLine;
    try {
      const unsent = await allSettled().then(() => unsentOf(stay.person));
      if (session.stay !== stay) return;
      this.unsent = unsent;
    } catch (error) {
      if (session.stay !== stay) return;
      this.refused = error;
      this.way = 'out';
      return;
    }
    this.#hadUnsent = this.unsent.length > 0;
    if (this.#hadUnsent) this.way = 'out';
    else await this.#leave(stay);
  }

  /** What goes out, or is kept, while signing out is asked about is named no longer. */
  async look(): Promise<void> {
    const { stay } = session;
    if (stay === null || this.way !== 'out') return;
    const unsent = await unsentOf(stay.person).catch(() => this.unsent);
    if (session.stay !== stay || this.way !== 'out') return;
    // What went out found a network.
    if (this.unsent.length > 0 && unsent.length === 0) this.isOffline = false;
    this.unsent = unsent;
  }

  /** What is unsent is knowingly given up, and said to be gone where others wait for it. */
  async giveUp(): Promise<void> {
    const { stay } = session;
    if (stay === null || this.isBusy) return;
    this.isBusy = true;
    await giveUpAll(stay.person).catch((error: unknown) => console.error(error));
    await this.#leave(stay);
  }

  /** Locks where nothing is lost by it; asks for the password first where it was never typed here. [DV4, DV5] */
  lock(): Promise<void> {
    return this.#unlessLost(async (stay) => {
      const needsPassword = await session.needsPasswordToLock();
      if (session.stay !== stay) return;
      if (needsPassword) this.way = 'lock';
      else await this.#locked(stay, null);
    });
  }
  /** Leaves the page to somebody else, where nothing is lost by it. */
  giveWay(): Promise<void> {
    return this.#unlessLost((stay) => session.leave(stay));
  }
  /** What is on this page alone is knowingly given up. */
  async lose(): Promise<void> {
    this.way = null;
    await this.#then();
  }
  async lockWith(password: string, again: string): Promise<void> {
    if (session.stay !== null) await this.#locked(session.stay, password, again);
  }

  close(): void {
    this.way = null;
    this.isUnchecked = this.isUnsure = false;
    this.refused = null;
  }
  /** They are here no more: what was asked is not asked of anybody else, nor what they have to be seen. [DV10] */
  gone(): void {
    this.close();
    this.unsent = this.loss = [];
    this.#then = NOTHING;
  }

  /** What is being made ready is waited for; what the device could not keep is named, and waits for a second word. */
  async #unlessLost(go: (stay: Stay) => Promise<void>): Promise<void> {
    const { stay } = session;
    if (stay === null) return;
    const then = () => go(stay);
    this.#then = then;
    this.refused = null;
    const found = await onPageOf(stay.person);
    if (session.stay !== stay) return;
    this.loss = found;
    if (found.length > 0) {
      this.way = 'loss';
      await allReady();
      const loss = await onPageOf(stay.person);
      // Closed, or decided, meanwhile.
      if (session.stay !== stay || this.way !== 'loss' || this.#then !== then) return;
      this.loss = loss;
      if (loss.length > 0) return;
      this.way = null;
    }
    await then();
  }

  async #leave(stay: Stay): Promise<void> {
    this.isBusy = true;
    // Whoever sees nothing hands the device on.
    const seen = setTimeout(() => {
      if (session.stay === stay) this.way ??= 'out';
    }, SEEN_MS);
    try {
      await session.signOut(stay);
    } catch (error) {
      if (session.stay !== stay) return;
      this.#hadUnsent = false;
      this.isOffline = error instanceof ApiOffline;
      this.isUnsure ||= error instanceof ApiOffline && error.mayBeDone;
      this.refused = this.isOffline ? null : error;
      this.way = 'out';
    } finally {
      clearTimeout(seen);
      this.isBusy = false;
    }
  }

  async #locked(stay: Stay, password: string | null, again: string | null = null): Promise<void> {
    this.isBusy = true;
    this.refused = null;
    try {
      await session.lock(stay, password, again);
      this.close();
    } catch (error) {
      if (session.stay !== stay) return;
      if (error instanceof ApiOffline) this.isUnchecked = true;
      else this.refused = error;
    } finally {
      this.isBusy = false;
    }
  }
}

export const leaving = new Leaving();
