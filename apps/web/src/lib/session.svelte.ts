/**
 * Who is here, in one place for the whole app. Without a network it is whose vault stands open on this device; the server
 * decides at the next answer. When the session ends, the page stays and asks for the password; locked, nothing of it stays.
 */
import type { CurrentSession, Me } from '@heping/protocol';
import { allReady, allSettled, forgetAll, letGoOf, sweep, takeAllOver } from './device/unsent.ts';
import { vault, type KnownHere, type Owner } from './device/vault.ts';
import { ApiOffline, api, asks, endSessionOf, onSignedOut } from './api/client.ts';
import { closeDrafts, openDrafts } from './drafts/drafts.ts';

/** Between the tabs of this browser: one of them was locked, left or entered, and by whom. */
interface Said {
  readonly type: 'locked' | 'left' | 'entered';
  readonly person: string;
}

/** One person's time on this page, from coming in to going. What is asked for in it is not done after it. [DV10] */
export interface Stay {
  readonly person: string;
}
const others = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('heping-session');

/**
 * How long somebody who stands before the door waits for the server, ms: all that coming in asks together. What is kept
 * here opens without it, so it is not waited for as long; a line slower than that opens as without a network. [OF10]
 */
const PATIENCE = { door: 10_000, kept: 5_000 } as const;

const ownerOf = ({ id, username, name, nameEn }: Me): Owner => ({ id, username, name, nameEn });

export const CURRENT = '/sessions/current';

const askWho = (inTime?: AbortSignal) => api.get<CurrentSession>(CURRENT, inTime);

/** Who the server says it is; undefined where it cannot be asked. */
async function signedIn(asked: Promise<CurrentSession>): Promise<Me | null | undefined> {
  try {
    return (await asked).person;
  } catch (error) {
    if (!(error instanceof ApiOffline)) throw error;
    return undefined;
  }
}

class Session {
  /** Who is signed in; after the session is over still who it was, since their work is on the page. */
  person = $state.raw<Me | null>(null);
  /** Null while nobody is here. */
  stay: Stay | null = null;
  /** The colour one has where one is now: on a panel one's seat decides it, so that all eight can be told apart. */
  seatColor = $state.raw<string | null>(null);
  /** The session ended while a page was open: the dialog is shown. */
  isOver = $state(false);
  /** Nobody is here, and what this device keeps opens with a password: the lock screen is shown. */
  isLocked = $state(false);
  /** It is covered, and what is being made ready is still to be kept: until then nobody comes in here. [DV10] */
  isClosing = $state(false);
  #closing = Promise.resolve();
  /** Whose page it was. */
  #covered: string | null = null;
  /** Locked from elsewhere: so many files that this page alone had are gone. [DV10] */
  lost = $state(0);
  /** The server let them in, and what this device keeps of them was sealed with an earlier password. [DV3] */
  earlier = $state.raw<{ readonly me: Me; readonly password: string } | null>(null);
  /** Of whom this device keeps something. */
  known = $state.raw<readonly KnownHere[]>([]);
  #started: Promise<void> | null = null;
  /** Signing out on purpose: that the session ends is no news. */
  #isLeaving = false;
  #waiting: ((signedIn: boolean) => void)[] = [];

  constructor() {
    onSignedOut(() => this.renew());
    others?.addEventListener('message', ({ data }: MessageEvent<Said>) => this.#hear(data));
  }

  /** Whoever is here, without waiting for the server if this device knows them; else who is signed in. */
  start(): Promise<void> {
    this.#started ??= this.#begin();
    return this.#started;
  }

  async #begin(): Promise<void> {
    const here = await vault.begin();
    // Written by `#is` below and by nobody else.
    const remembered = here === null ? null : ((await vault.remembered()) as Me | null);
    if (remembered === null) {
      // Where somebody locked, the way in is here: it is shown at once, and does not wait for who else is signed in.
      await this.#nobody();
      const asked = this.#askWhoElse(here);
      if (this.isLocked) void asked.catch((error: unknown) => console.error(error));
      else await asked;
    } else {
      await this.#is(remembered);
      void this.#confirm(remembered);
    }
    void sweep(async () => new Set((await vault.known()).map(({ id }) => id)));
  }

  async #askWhoElse(here: Owner | null): Promise<void> {
    const me = await signedIn(askWho(this.isLocked ? AbortSignal.timeout(PATIENCE.kept) : undefined));
    if (this.person !== null) return;
    if (me != null) await this.#enter(me, null);
    else if (here !== null && me === null) {
      await vault.lock(Date.now(), here.id);
      await this.#nobody();
    }
  }

  /** What the server says of whom this device took for granted. */
  async #confirm(remembered: Me): Promise<void> {
    const current = await signedIn(askWho()).catch(() => undefined);
    // Meanwhile they locked or left, or nobody answered: then it is as without a network.
    if (current === undefined || this.person?.id !== remembered.id) return;
    if (current === null) await this.#close(() => vault.lock(Date.now(), remembered.id));
    else if (current.id === remembered.id) await this.#enter(current, null);
    // Somebody else signed in past this page: it stays theirs whose vault is open, and the password is asked for.
    else this.isOver = true;
  }

  /** Asks the server whether they are still signed in whose page is open; or takes what somebody else has asked. */
  async refresh(asked = askWho()): Promise<void> {
    const before = this.person?.id;
    const person = await signedIn(asked);
    // Nobody answered, or meanwhile they locked or left.
    if (person === undefined || before === undefined || this.person?.id !== before) return;
    // Somebody’s page is open: it stays, and the password is asked for.
    if (person?.id !== before) this.isOver = true;
    else {
      await this.#is(person);
      this.#answer(true);
    }
  }

  /** Signs in; throws the refusal, and ApiOffline where the server does not answer in time. */
  async signIn(username: string, password: string, patience: number = PATIENCE.door): Promise<void> {
    await this.#closing;
    const inTime = AbortSignal.timeout(patience);
    await this.endSession(inTime);
    const me = await api.post<Me>('/sessions', { username, password }, inTime);
    const before = this.person;
    await this.#enter(me, password);
    this.#started = Promise.resolve();
    // Another person than the one whose page this is: nothing of it is theirs to see.
    const isSame = before === null || before.id === me.id;
    if (!isSame) location.assign('/');
    this.#answer(isSame);
  }

  /** On the lock screen: by the server where it can be reached, else by what this device keeps. False: not this one. */
  async unlock({ id, username }: Owner, password: string): Promise<boolean> {
    try {
      await this.signIn(username, password, PATIENCE.kept);
      return true;
    } catch (error) {
      if (!(error instanceof ApiOffline)) throw error;
    }
    if (!(await vault.unlock(id, password))) return false;
    const me = (await vault.remembered()) as Me | null;
    if (me === null) return false;
    await this.#is(me);
    this.#say({ type: 'entered', person: id });
    return true;
  }

  /** The earlier password opens what is kept, which is sealed with the present one from now on. [DV3] */
  async openEarlier(password: string): Promise<boolean> {
    const { earlier } = this;
    if (earlier === null || !(await vault.unlock(earlier.me.id, password))) return false;
    await vault.passwordIs(earlier.password);
    await this.#is(earlier.me);
    return true;
  }
  /** What is kept is given up: nobody can open it. */
  async giveUpEarlier(): Promise<void> {
    const { earlier } = this;
    if (earlier === null) return;
    await vault.forget(earlier.me.id);
    await forgetAll(earlier.me.id);
    await this.#enter(earlier.me, earlier.password);
  }

  /**
   * Locks: the key goes, and with a network the session, too; what is kept stays, sealed. Where the password was never
   * typed here it has to come with this, checked by the server, or the same `again`. Throws the server's refusal, and
   * ApiOffline where it does not answer and the password came once. [DV4, DV5]
   */
  async lock(stay: Stay, password: string | null = null, again: string | null = null): Promise<void> {
    const { person } = this;
    if (person === null || this.stay !== stay) return;
    if (password !== null) {
      const inTime = AbortSignal.timeout(PATIENCE.door);
      await api.post('/sessions', { username: person.username, password }, inTime).catch((error: unknown) => {
        if (!(error instanceof ApiOffline) || password !== again) throw error;
      });
      if (this.stay !== stay) return;
      await vault.passwordIs(password);
    }
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await allSettled();
    if (this.stay !== stay) return;
    await vault.lock(Date.now(), stay.person);
    this.#say({ type: 'locked', person: stay.person });
    await this.#lockScreen();
  }

  /**
   * Not at the wish of this page: it is covered before anything else, since what comes may take its time and the page
   * may ask before it is loaded anew. What is being kept is kept first, unless the key is gone already. What this page
   * alone had is lost: the page says how much, and stays for that. [DV10]
   */
  #close(shut: () => Promise<void>, { isKeyGone = false } = {}): Promise<void> {
    const { stay } = this;
    if (stay !== null) {
      this.#cover(stay.person);
      if (isKeyGone) this.#lose(stay.person);
      this.#closing = this.#closed(stay.person, shut);
    }
    return this.#closing;
  }
  #cover(person: string): void {
    this.#covered = person;
    this.isClosing = true;
    this.isLocked = true;
    this.isOver = false;
    this.earlier = null;
    this.#gone();
    asks.as = null;
  }
  #lose(person: string): void {
    this.lost += letGoOf(person);
  }
  async #closed(person: string, shut: () => Promise<void>): Promise<void> {
    // What could not be kept leaves no vault open.
    await allReady()
      .then(allSettled)
      .catch((error: unknown) => console.error(error));
    // Whoever came meanwhile is in.
    if (this.person === null) {
      await shut();
      this.#lose(person);
      await this.#nobody();
      this.isLocked = true;
      // The page goes; what waits for it goes with it.
      if (this.lost === 0) return new Promise(() => location.reload());
    }
    this.isClosing = false;
  }

  /** Where the page comes back without a network it is loaded anew, so that its memory is emptied, too. */
  async #lockScreen(): Promise<void> {
    await this.#nobody();
    if (navigator.serviceWorker?.controller) location.reload();
  }

  /** Whether the password is needed to lock. */
  async needsPasswordToLock(): Promise<boolean> {
    return !(await vault.mayLock());
  }

  /** The session of whoever locked opens nothing either, as soon as the server can be told. False while it cannot. [DV4] */
  endSession(signal?: AbortSignal): Promise<boolean> {
    return vault.endOldSession(
      (inTime) =>
        api.delete('/sessions/current', inTime).then(
          () => true,
          () => false,
        ),
      signal,
    );
  }

  /** Signs out on the server; then nothing of the person stays on this device. Throws ApiOffline. [DV4, DV7] */
  async signOut(stay: Stay): Promise<void> {
    if (this.stay !== stay) return;
    const { person } = stay;
    const inTime = AbortSignal.timeout(PATIENCE.door);
    // The session's end is told to the page as well, while it is on its way out.
    this.#isLeaving = true;
    try {
      await this.endSession(inTime);
      if (this.stay === stay) await endSessionOf(person, inTime);
      // Locked meanwhile: what is kept stays, sealed.
      if (this.stay !== stay) return;
      // The key first: what the page still writes on its way out is sealed under a key that is gone.
      await vault.forget(person);
      await forgetAll(person);
      this.#say({ type: 'left', person });
      this.#gone();
      location.assign('/login');
    } finally {
      this.#isLeaving = false;
    }
  }

  /** The session is over: asks the person to sign in again. False when they leave the page instead, or were never in. */
  renew(): Promise<boolean> {
    if (this.person === null || this.#isLeaving) return Promise.resolve(false);
    this.isOver = true;
    return new Promise((answer) => this.#waiting.push(answer));
  }

  /** Gives up the page; what is kept stays, locked, for whose it is. The way to the sign-in page. */
  async leave(stay: Stay): Promise<void> {
    if (this.stay !== stay) return;
    this.#answer(false);
    await allSettled();
    if (this.stay !== stay) return;
    await vault.lock(Date.now(), stay.person);
    this.#say({ type: 'locked', person: stay.person });
    letGoOf(stay.person);
    this.#gone();
    location.assign('/login');
  }

  #answer(signedIn: boolean) {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const answer of waiting) answer(signedIn);
  }

  /** Let in by the server; `password` where it was typed here. */
  async #enter(me: Me, password: string | null): Promise<void> {
    const entering = await vault.enter(ownerOf(me), password);
    if (entering === 'locked') return this.#nobody();
    if (entering === 'earlier') {
      this.earlier = { me, password: password ?? '' };
      this.isLocked = true;
      return;
    }
    await this.#is(me);
    this.#say({ type: 'entered', person: me.id });
  }

  async #is(me: Me): Promise<void> {
    if (vault.isOpenFor(me.id)) {
      // With no room for it one gets in all the same: what waits here has to be sent. [DV9]
      await vault.remember(me).catch(() => undefined);
      await takeAllOver(me.id);
      await openDrafts(me.id, vault);
    }
    if (this.stay?.person !== me.id) this.stay = { person: me.id };
    this.person = me;
    asks.as = me.id;
    this.earlier = null;
    this.isOver = false;
    this.isLocked = false;
    this.lost = 0;
  }

  /** Nobody is here: of whom something is kept, they may open it. */
  async #nobody(): Promise<void> {
    closeDrafts();
    if (this.person !== null) letGoOf(this.person.id);
    this.known = (await vault.known()).filter(({ isLocked }) => isLocked);
    this.isLocked = this.known.length > 0;
    this.isOver = false;
    this.#gone();
    asks.as = null;
  }
  #gone(): void {
    this.stay = null;
    this.person = null;
  }

  #say(said: Said): void {
    others?.postMessage(said);
  }
  #hear(said: Said): void {
    const isKeyGone = said.type === 'left';
    const isTheirs = said.person === this.stay?.person;
    if (this.isClosing) {
      // It is loaded anew once it is closed, and not before.
      if (isKeyGone && said.person === this.#covered) this.#lose(said.person);
    } else if (this.stay === null) {
      if (said.type === 'entered' && this.lost === 0) location.reload();
    } else if (isTheirs !== (said.type === 'entered')) {
      void this.#close(async () => vault.shut(), { isKeyGone });
    }
  }
}

export const session = new Session();
