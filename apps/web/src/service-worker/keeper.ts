/** What this device keeps of the API's answers: one person's, and nobody's once another comes or they sign out. [OF3] */
import { ownerIn } from './kept-answers.ts';

const ANSWERS = 'heping-answers';
const OWNER = '/heping-owner';
const KEPT_AT = 'x-heping-kept-at';

/** When a kept answer came from the server, ms. */
export const keptAt = (answer: Response): number => Number(answer.headers.get(KEPT_AT));

export class Keeper {
  readonly #caches: CacheStorage;
  /** Begins anew with every person: what was asked before that is not kept, however late its answer comes. */
  #era = 0;
  /** One after another, so that nothing is kept while the rest goes. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(storage: CacheStorage) {
    this.#caches = storage;
  }

  /** Of a request that is sent now: to be shown again with its answer. */
  get era(): number {
    return this.#era;
  }

  /** The kept answer; none where there is none. */
  async find(path: string): Promise<Response | undefined> {
    return (await this.#answers()).match(path);
  }

  /** Keeps an answer of the server, unless its question is of another person's time. */
  async keep(url: URL, response: Response, era: number): Promise<void> {
    // Not in the turn: an answer that is slow to come holds up nobody who signs out.
    const body = await response.text();
    return this.#inTurn(async () => {
      if (era !== this.#era) return;
      const owner = ownerIn(url, body);
      if (owner !== null) await this.#belongTo(owner);
      const headers = new Headers(response.headers);
      headers.set(KEPT_AT, String(Date.now()));
      const { status } = response;
      await (await this.#answers()).put(url.pathname, new Response(body, { status, headers }));
    });
  }

  /** Refused: whoever asks now may not have it, so the kept one goes, too. */
  drop(path: string, era: number): Promise<void> {
    return this.#inTurn(async () => {
      if (era === this.#era) await (await this.#answers()).delete(path);
    });
  }

  /** Somebody has signed in: what is another's goes before anything of theirs comes. */
  signedIn(person: string): Promise<void> {
    this.#era += 1;
    return this.#inTurn(() => this.#belongTo(person));
  }

  signedOut(): Promise<void> {
    this.#era += 1;
    return this.#inTurn(() => this.#forget());
  }

  async #belongTo(person: string): Promise<void> {
    const owner = await (await this.#answers()).match(OWNER);
    const known = await owner?.text();
    if (known === person) return;
    // Without an owner the answers are of this very session: after signing out none are left.
    if (known !== undefined) await this.#forget();
    await (await this.#answers()).put(OWNER, new Response(person));
  }

  async #forget(): Promise<void> {
    await this.#caches.delete(ANSWERS);
  }

  #answers(): Promise<Cache> {
    return this.#caches.open(ANSWERS);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
