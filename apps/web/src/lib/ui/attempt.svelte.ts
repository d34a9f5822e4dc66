/**
 * One try at an act: busy while it runs, then done or refused. Where another was first, the form may go away under the hand of
 * who lost: then the place around it keeps the sentence and what was typed, until it is put away.
 */
import { getContext, onDestroy, setContext } from 'svelte';
import { ApiProblem, explain } from '#lib/api/problem.ts';

const CONFLICT = 409;

/** What was not done, and why; with the words that went into it. */
export interface KeptRefusal {
  readonly what: string;
  readonly sentence: string;
  readonly typed: readonly string[];
  /** The person has read it. */
  readonly onput?: () => void;
}

/** The refusals whose forms are gone, at the place where the forms stood. */
export class Refusals {
  list = $state.raw<readonly KeptRefusal[]>([]);

  keep(refusal: KeptRefusal): void {
    this.list = [...this.list, refusal];
  }
  putAway(refusal: KeptRefusal): void {
    this.list = this.list.filter((one) => one !== refusal);
    refusal.onput?.();
  }
}

const KEY = Symbol('refusals');

/** A place while it starts: it outlives the forms inside, and shows what they leave behind (`KeptRefusals`). */
export function provideRefusals(): Refusals {
  const refusals = new Refusals();
  setContext(KEY, refusals);
  return refusals;
}

interface Trying {
  /** The verb, as it stands on the button. */
  readonly what: string;
  readonly typed?: readonly string[];
  readonly work: () => Promise<unknown>;
  readonly onput?: () => void;
}

/** Made while a form starts. */
export class Attempt {
  isBusy = $state(false);
  /** The sentence why it was refused, for the form to show. */
  refused = $state<string | null>(null);
  readonly #around = getContext<Refusals | undefined>(KEY);
  #isGone = false;
  #late: KeptRefusal | null = null;

  constructor() {
    onDestroy(() => {
      this.#isGone = true;
      this.#leave();
    });
  }

  /** Whether it was done. While one runs, a second does nothing. */
  async run({ what, typed = [], work, onput }: Trying): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.putAway();
    try {
      await work();
      return true;
    } catch (error) {
      const sentence = explain(error);
      this.refused = sentence;
      const isLate = error instanceof ApiProblem && error.status === CONFLICT;
      const words = typed.filter((text) => text.trim() !== '');
      this.#late = isLate
        ? { what, sentence, typed: words, ...(onput === undefined ? {} : { onput }) }
        : null;
      if (this.#isGone) this.#leave();
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

  #leave(): void {
    if (this.#late !== null) this.#around?.keep(this.#late);
    this.#late = null;
  }
}
