/**
 * One form of an act, from its first letter to the answer: writing, busy, then done or refused. Where another was first, the
 * form may go away under the hand of whoever writes in it, or waits for the answer: then the place around it keeps what was
 * typed, and by whom and when the other was first, until it is put away.
 */
import { getContext, onDestroy, setContext } from 'svelte';
import { ApiProblem, explain } from '#lib/api/problem.ts';

const CONFLICT = 409;

/** What was not done, and why; with the words that went into it. */
export interface KeptRefusal {
  readonly what: string;
  /** What the server said; null where it was not asked any more: then the news since tell it. */
  readonly sentence: string | null;
  /** The newest of the news when the form was opened. */
  readonly since: number;
  readonly typed: readonly string[];
  /** The person has read it. */
  readonly onput?: () => void;
}

/** What somebody did where the forms stand. */
export interface News {
  readonly at: number;
  /** By whom, when, and what. */
  readonly sentence: string;
  /** It takes no form away by itself, as a note does. */
  readonly isAside?: boolean;
}

interface Place {
  /** Which form is wanted here: the same as before, and yet gone, it was taken away. */
  readonly wanted?: () => unknown;
  /** Oldest first. */
  readonly news?: () => readonly News[];
}

/** The refusals whose forms are gone, at the place where the forms stood. */
export class Refusals {
  list = $state.raw<readonly KeptRefusal[]>([]);
  readonly wanted: () => unknown;
  readonly #news: () => readonly News[];
  readonly #around = getContext<Refusals | undefined>(KEY);
  readonly #wantedAround = this.#around?.wanted();
  #isGone = false;

  constructor({ wanted = () => null, news = () => [] }: Place) {
    this.wanted = wanted;
    this.#news = news;
    onDestroy(() => {
      this.#isGone = true;
    });
  }

  /** Where this place is gone, too, the one around it keeps it, unless the person went elsewhere. */
  keep(refusal: KeptRefusal): void {
    if (!this.#isGone) this.list = [...this.list, refusal];
    else if (this.#around?.wanted() === this.#wantedAround) this.#around?.keep(refusal);
  }
  putAway(refusal: KeptRefusal): void {
    this.list = this.list.filter((one) => one !== refusal);
    refusal.onput?.();
  }

  get newest(): number {
    return Math.max(this.#news().at(-1)?.at ?? 0, this.#around?.newest ?? 0);
  }
  /** What was done last since then, here or around here; rather what can take a form away. */
  newsSince(since: number): string | null {
    const later = this.#news().filter(({ at }) => at > since);
    const told = later.findLast(({ isAside }) => isAside !== true);
    return told?.sentence ?? this.#around?.newsSince(since) ?? later.at(-1)?.sentence ?? null;
  }
}

const KEY = Symbol('refusals');

/** A place while it starts: it outlives the forms inside, and shows what they leave behind (`KeptRefusals`). */
export function provideRefusals(place: Place = {}): Refusals {
  const refusals = new Refusals(place);
  setContext(KEY, refusals);
  return refusals;
}

interface Writing {
  /** The verb, as it stands on the button. */
  readonly what: string;
  /** What stands in the form; null while nobody writes in it. */
  readonly typed: () => readonly string[] | null;
  readonly onput?: () => void;
}

/** Made while a form starts. */
export class Attempt {
  isBusy = $state(false);
  /** The sentence why it was refused, for the form to show. */
  refused = $state<string | null>(null);
  readonly #writing: Writing;
  readonly #around = getContext<Refusals | undefined>(KEY);
  readonly #since = this.#around?.newest ?? 0;
  /** As of the last letter: what a form held cannot be asked while it is taken away. */
  #typed: readonly string[] | null = null;
  #wanted: unknown;
  #isGone = false;
  #isDone = false;
  /** Another was first, and the form still stands. */
  #late: string | null = null;

  constructor(writing: Writing) {
    this.#writing = writing;
    // The memory of what stood there lies outside the form's life.
    $effect(() => {
      this.#typed = writing.typed();
      this.#wanted = this.#around?.wanted();
    });
    onDestroy(() => {
      this.#isGone = true;
      // Only once all is taken away is it known what is wanted now.
      queueMicrotask(() => this.#leave());
    });
  }

  /** Whether it was done. While one runs, a second does nothing. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.#isDone = false;
    this.putAway();
    try {
      await work();
      this.#isDone = true;
      return true;
    } catch (error) {
      this.refused = explain(error);
      if (this.#isGone) this.#keep(this.refused);
      else if (error instanceof ApiProblem && error.status === CONFLICT) this.#late = this.refused;
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  /** The person goes on, or cancels: what was refused is no news any more. */
  putAway(): void {
    this.refused = null;
    this.#late = null;
  }

  /** The form is gone: by the person's own hand, or since its act is not possible any more. */
  #leave(): void {
    if (this.isBusy || this.#isDone || this.#typed === null) return;
    const isTaken = this.#around?.wanted() === this.#wanted;
    if (isTaken || this.#late !== null) this.#keep(this.#late);
  }

  #keep(sentence: string | null): void {
    const { what, onput } = this.#writing;
    const typed = (this.#typed ?? []).filter((text) => text.trim() !== '');
    const put = onput === undefined ? {} : { onput };
    this.#around?.keep({ what, sentence, typed, since: this.#since, ...put });
  }
}
