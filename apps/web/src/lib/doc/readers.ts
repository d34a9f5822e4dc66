import { createSubscriber } from 'svelte/reactivity';

/** Whoever on the page reads one thing that lives outside Svelte: they read again when it has changed. */
export class Readers {
  #update: (() => void) | null = null;
  readonly #subscribe = createSubscriber((update) => {
    this.#update = update;
    return () => (this.#update = null);
  });

  /** Called by the one who reads, while reading. */
  join(): void {
    this.#subscribe();
  }
  /** It has changed. */
  readAgain(): void {
    this.#update?.();
  }
}
