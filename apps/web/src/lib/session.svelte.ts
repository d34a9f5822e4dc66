/**
 * Who is signed in, in one place for the whole app. The last known person is kept on this device, so that a page opens
 * without a network; the server decides at the next answer. When the session ends, the page stays and asks for the password.
 */
import type { CurrentSession, Me } from '@heping/protocol';
import { ApiOffline, api, onSignedOut } from './api/client.ts';
import { forgetOnNextPage } from './offline.svelte.ts';

const KEY = 'heping-person';

function remembered(): Me | null {
  try {
    const text = localStorage.getItem(KEY);
    // Written by `remember` below and by nobody else.
    return text === null ? null : (JSON.parse(text) as Me);
  } catch {
    return null;
  }
}

function remember(person: Me | null) {
  try {
    if (person === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(person));
  } catch {
    // Storage is closed to this page: without a network one has to wait for it.
  }
}

class Session {
  /** Who is signed in; after the session is over still who it was, since their work is on the page. */
  person = $state.raw<Me | null>(null);
  /** The colour one has where one is now: on a panel one's seat decides it, so that all eight can be told apart. */
  seatColor = $state.raw<string | null>(null);
  /** The session ended while a page was open: the dialog is shown. */
  isOver = $state(false);
  #started: Promise<void> | null = null;
  /** Signing out on purpose: that the session ends is no news. */
  #isLeaving = false;
  #waiting: ((signedIn: boolean) => void)[] = [];

  constructor() {
    onSignedOut(() => this.renew());
  }

  /** Asks once who is signed in; without a network the last person known here. */
  start(): Promise<void> {
    this.#started ??= this.refresh();
    return this.#started;
  }

  /** Asks the server who is signed in. */
  async refresh(): Promise<void> {
    try {
      const { person } = await api.get<CurrentSession>('/sessions/current');
      // Somebody’s page is open: it stays, and the password is asked for.
      if (person === null && this.person !== null) this.isOver = true;
      else this.#is(person);
    } catch (error) {
      if (!(error instanceof ApiOffline)) throw error;
      this.person ??= remembered();
    }
  }

  /** Signs in; throws the refusal. */
  async signIn(username: string, password: string): Promise<void> {
    await api.post('/sessions', { username, password });
    const before = this.person;
    this.isOver = false;
    await this.refresh();
    this.#started = Promise.resolve();
    // Another person than the one whose page this is: nothing of it is theirs to see.
    const isSame = before === null || before.id === this.person?.id;
    if (!isSame) location.assign('/');
    this.#answer(isSame);
  }

  /** Signs out on the server; then nothing of the person stays in the session of this device. */
  async signOut(): Promise<void> {
    this.#isLeaving = true;
    try {
      await api.delete('/sessions/current');
    } finally {
      this.#isLeaving = false;
    }
    if (this.person !== null) forgetOnNextPage(this.person.id);
    this.#is(null);
    location.assign('/login');
  }

  /** The session is over: asks the person to sign in again. False when they leave the page instead, or were never in. */
  renew(): Promise<boolean> {
    if (this.person === null || this.#isLeaving) return Promise.resolve(false);
    this.isOver = true;
    return new Promise((answer) => this.#waiting.push(answer));
  }

  /** Gives up the page: the way to the sign-in page. */
  leave() {
    this.#answer(false);
    this.#is(null);
    location.assign('/login');
  }

  #answer(signedIn: boolean) {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const answer of waiting) answer(signedIn);
  }

  #is(person: Me | null) {
    this.person = person;
    this.isOver = false;
    remember(person);
  }
}

export const session = new Session();
