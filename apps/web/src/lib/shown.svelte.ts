/* eslint-disable svelte/prefer-svelte-reactivity -- who shows what is only remembered; what is drawn is replaced as a whole */
/** What is shown of the API's answers, and what of it came from this device: asked for anew once a path and round. [OF8] */
import { api, BASE } from './api/client.ts';

/** A question that nobody answers stands in the way of a further one no longer than this. */
const GIVEN_UP_MS = 30_000;

/** What the service worker says of an answer to this page. */
export interface FromWorker {
  /** From this device; the server's; the server's, after this device's was given; none any more after that. */
  readonly type: 'stale' | 'fresh' | 'late' | 'gone';
  /** With the API's base before it. */
  readonly path: string;
  readonly keptAt?: number;
  /** When the question was asked that is still under way, or was. */
  readonly askedAt?: number | null;
  /** What came late; none where it was a refusal. */
  readonly answer?: unknown;
}

/** Whoever shows the answer of a path. Its shape is the server's promise, as everywhere. */
export interface Shower {
  /** It asks by itself just now, and is left to finish. */
  readonly isLoading: boolean;
  /** There was nothing to be had, not even from this device. */
  readonly isMissing: boolean;
  /** Takes what the server answers anew, unless it asks by itself meanwhile. Never rejects. */
  again(answer: Promise<unknown>): unknown;
}

export class Shown {
  /** Answers that came from this device: path → when they were kept, ms. */
  #stale = $state.raw<Readonly<Record<string, number>>>({});
  readonly #showers = new Map<string, Set<Shower>>();
  /** Shown once and by nobody any more: the next round asks for them no longer. */
  readonly #left = new Set<string>();
  /** A round asks for these just now; true: once more, it may have asked too early. */
  readonly #coming = new Map<string, boolean>();
  /** The worker still waits for the server's answer to these: since when. The last question counts. */
  readonly #late = new Map<string, number>();
  /** A round found these being asked for by who shows them, or late. */
  readonly #met = new Set<string>();

  /** When the oldest answer was kept; null when all are the server's. */
  readonly staleSince = $derived.by(() => {
    const times = Object.values(this.#stale);
    return times.length === 0 ? null : Math.min(...times);
  });

  /** `shower` shows the answer of a path of the API until the returned is called. */
  by(path: string, shower: Shower): () => void {
    const showers = this.#showers.get(path) ?? new Set();
    this.#showers.set(path, showers.add(shower));
    this.#left.delete(path);
    return () => {
      showers.delete(shower);
      if (showers.size > 0) return;
      this.#showers.delete(path);
      this.#met.delete(path);
      this.#left.add(path);
    };
  }

  /** Who shows a path has its own answer, or none: if a round came meanwhile, it may have asked too early. */
  settled(path: string): void {
    if (!this.#isLate(path) && this.#met.delete(path) && this.#isWanted(path)) void this.#ask(path);
  }

  /** Hears the worker. True where the answer has to be asked for in a further round. */
  hear({ type, path: address, keptAt = 0, askedAt = null, answer }: FromWorker): boolean {
    const path = address.slice(BASE.length);
    const isLast = !this.#isLate(path) || this.#late.get(path) === askedAt;
    if (type === 'stale') {
      this.#left.delete(path);
      this.#mark(path, keptAt, askedAt);
    } else if (this.#stale[path] === undefined) return false;
    else if (type === 'gone') {
      if (!isLast) return false;
      this.#late.delete(path);
      this.settled(path);
    } else if (type === 'late') return this.#take(path, answer, isLast);
    else {
      // One of those who show it asked by itself: the others have the earlier answer.
      const others = this.#of(path).some((shower) => !shower.isLoading);
      this.#late.delete(path);
      if (others && !this.#coming.has(path)) return true;
      this.#mark(path, null);
    }
    return false;
  }

  /** What came late, or none; `isLast`: of no later question one is still waiting for the answer. */
  #take(path: string, answer: unknown, isLast: boolean): boolean {
    if (isLast) this.#late.delete(path);
    if (answer === undefined) return true;
    for (const shower of this.#of(path)) void shower.again(Promise.resolve(answer));
    // What is still on its way may bring an answer of this device once more.
    if (this.#coming.has(path) || this.#of(path).some((shower) => shower.isLoading)) return true;
    if (isLast) this.#mark(path, null);
    return false;
  }

  /** Another network: what was under way may be lost with the one before. */
  lost(): void {
    this.#late.clear();
  }

  /**
   * Asks anew for what came from this device or could not be had, each path once, whoever and however many show it. Of what
   * is only late the answer is waited for: over a slow line every question would be asked again before it is answered.
   */
  round(): void {
    for (const path of this.#left) this.#mark(path, null);
    this.#left.clear();
    for (const path of new Set([...Object.keys(this.#stale), ...this.#showers.keys()]))
      if (this.#isWanted(path)) void this.#ask(path);
  }

  async #ask(path: string): Promise<void> {
    if (this.#coming.has(path)) {
      this.#coming.set(path, true);
      return;
    }
    if (this.#isLate(path) || this.#of(path).some((shower) => shower.isLoading)) {
      this.#met.add(path);
      return;
    }
    this.#coming.set(path, false);
    const answer = api.get(path);
    for (const shower of this.#of(path)) void shower.again(answer);
    await new Promise<void>((go) => {
      const givenUp = setTimeout(go, GIVEN_UP_MS);
      const settle = () => {
        clearTimeout(givenUp);
        go();
      };
      answer.then(settle, settle);
    });
    const isOnceMore = this.#coming.get(path) === true;
    this.#coming.delete(path);
    if (isOnceMore && this.#isWanted(path)) void this.#ask(path);
  }

  #isWanted(path: string): boolean {
    return this.#stale[path] !== undefined || this.#of(path).some((shower) => shower.isMissing);
  }
  #of(path: string): readonly Shower[] {
    return [...(this.#showers.get(path) ?? [])];
  }
  /** Its answer may still come. Whoever would say that it does not may be gone. */
  #isLate(path: string): boolean {
    return Date.now() - (this.#late.get(path) ?? 0) < GIVEN_UP_MS;
  }
  #mark(path: string, keptAt: number | null, askedAt: number | null = null): void {
    if (askedAt === null) this.#late.delete(path);
    else this.#late.set(path, askedAt);
    const others = Object.entries(this.#stale).filter(([other]) => other !== path);
    this.#stale = Object.fromEntries(keptAt === null ? others : [...others, [path, keptAt]]);
  }
}
