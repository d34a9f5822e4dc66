/** What a page shows from the API: loading, there, or refused; loaded again when its path changes or someone asks. */
import { untrack } from 'svelte';
import { offline } from '#lib/offline.svelte.ts';
import { ApiOffline, api } from './client.ts';

/**
 * Made while a component starts: `const campaigns = new Resource<Answer>(() => '/campaigns')`. A `null` path loads nothing.
 * While it loads anew the last value stays, so that a page does not blink; an answer that came too late is dropped.
 */
export class Resource<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<unknown>(null);
  isLoading = $state(true);
  readonly #path: () => string | null;
  #turn = 0;
  #asking: AbortController | null = null;

  constructor(path: () => string | null) {
    this.#path = path;
    // The API lies outside Svelte: a new path is a new question.
    $effect(() => {
      const wanted = path();
      untrack(() => void this.#load(wanted, true));
      return () => this.#asking?.abort();
    });
    // What could not be had without a network, or came from this device, is taken anew when it is back.
    $effect(() => {
      const wanted = path();
      return wanted === null ? undefined : offline.shown.by(wanted, this);
    });
  }

  get isMissing(): boolean {
    return this.problem instanceof ApiOffline;
  }

  /** Asks again for the same; what is shown stays until the answer is there. */
  refresh = (): Promise<void> => this.#load(this.#path(), false);

  async #load(path: string | null, isNew: boolean) {
    const turn = ++this.#turn;
    // What was asked before is overtaken: nobody waits for its answer, and a refusal of it is no news.
    this.#asking?.abort();
    this.#asking = null;
    if (path === null) {
      this.isLoading = false;
      return;
    }
    this.isLoading = true;
    if (isNew) this.problem = null;
    const asking = new AbortController();
    this.#asking = asking;
    await this.again(api.get<T>(path, asking.signal));
    if (turn !== this.#turn) return;
    this.isLoading = false;
    offline.shown.settled(path);
  }

  /** Takes what somebody has asked for, unless something else is asked for meanwhile. Never rejects. */
  async again(answer: Promise<T>): Promise<void> {
    const turn = this.#turn;
    try {
      const value = await answer;
      if (turn !== this.#turn) return;
      this.value = value;
      this.problem = null;
    } catch (error) {
      if (turn === this.#turn) this.problem = error;
    }
  }
}
