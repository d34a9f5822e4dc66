/* eslint-disable svelte/prefer-svelte-reactivity -- who shows what is only remembered; what is drawn is replaced as a whole */
/** What is shown of the API's answers, and what of it came from this device: asked for anew once a path and round. [OF8] */
import { api, BASE } from './api/client.ts';

/** A question of a round that nobody answers stands in the way of a further one no longer than this. */
const GIVEN_UP_MS = 30_000;

/** What the service worker says of an answer to this page. */
export interface FromWorker {
  /** From this device; the server's; the server's, after this device's was given. */
  readonly type: 'stale' | 'fresh' | 'late';
  /** With the API's base before it. */
  readonly path: string;
  readonly keptAt?: number;
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
  /** A round found these being asked for by who shows them. */
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
    if (this.#met.delete(path) && this.#isWanted(path)) void this.#ask(path);
  }

  /** Hears the worker. True where the answer has to be asked for in a further round. */
  hear({ type, path: address, keptAt = 0, answer }: FromWorker): boolean {
    const path = address.slice(BASE.length);
    const isLoading = this.#of(path).some((shower) => shower.isLoading);
    if (type === 'stale') {
      this.#left.delete(path);
      this.#mark(path, keptAt);
    } else if (this.#stale[path] === undefined) return false;
    else if (type === 'late') {
      if (answer === undefined) return true;
      for (const shower of this.#of(path)) void shower.again(Promise.resolve(answer));
      // What is still on its way may bring an answer of this device once more.
      if (isLoading || this.#coming.has(path)) return true;
      this.#mark(path, null);
    } else {
      // One of those who show it asked by itself: the others have the earlier answer.
      const others = this.#of(path).some((shower) => !shower.isLoading);
      if (others && !this.#coming.has(path)) return true;
      this.#mark(path, null);
    }
    return false;
  }

  /** Asks anew for what came from this device or could not be had, each path once, whoever and however many show it. */
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
    if (this.#of(path).some((shower) => shower.isLoading)) {
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
  #mark(path: string, keptAt: number | null): void {
    const others = Object.entries(this.#stale).filter(([other]) => other !== path);
    this.#stale = Object.fromEntries(keptAt === null ? others : [...others, [path, keptAt]]);
  }
}
