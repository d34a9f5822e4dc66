/** An answer of the API that is shown from outside a component: asked for by hand, and taken anew with the network. [OF8] */
import { offline } from '#lib/offline.svelte.ts';
import { ApiOffline, api } from './client.ts';

/** As Resource, which is a component's; `stop` ends the showing. */
export class Asked<T> {
  /** Nobody shows it any more. */
  readonly stop: () => void;
  isMissing = false;
  readonly #path: string;
  readonly #take: (value: T) => void;
  #coming = 0;
  #turn = 0;
  #taken = 0;

  constructor(path: string, take: (value: T) => void) {
    this.#path = path;
    this.#take = take;
    this.stop = offline.shown.by(path, this);
  }

  get isLoading(): boolean {
    return this.#coming > 0;
  }

  /** Asks now; throws what the API throws. An answer that a later one has overtaken is dropped. */
  async ask(): Promise<T> {
    this.#turn += 1;
    this.#coming += 1;
    try {
      const answer = api.get<T>(this.#path);
      await this.again(answer);
      return await answer;
    } finally {
      this.#coming -= 1;
      offline.shown.settled(this.#path);
    }
  }

  /** Takes what somebody else has asked for. Never rejects. */
  async again(answer: Promise<T>): Promise<void> {
    const turn = this.#turn;
    try {
      const value = await answer;
      if (turn < this.#taken) return;
      this.#taken = turn;
      this.isMissing = false;
      this.#take(value);
    } catch (error) {
      if (turn === this.#turn) this.isMissing = error instanceof ApiOffline;
    }
  }
}
