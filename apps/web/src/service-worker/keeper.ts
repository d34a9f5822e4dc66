/**
 * What this device keeps of the API's answers, for whoever is present: where nobody's vault is open nothing is kept and
 * nothing found. [OF3]
 */
import { dropAnswer, keepAnswer, keptAnswer, PLAIN_ANSWERS } from '../lib/device/answers.ts';
import type { Vault } from '../lib/device/vault.ts';
import { isDone } from './heard.ts';
import { addressOf, ownerIn } from './kept-answers.ts';

type Key = Pick<Vault, 'begin' | 'seal' | 'unseal' | 'endOldSession'>;

export class Keeper {
  readonly #caches: CacheStorage;
  readonly #look: () => Key;

  /** `look` gives a vault that has not looked yet who is here: that may have changed since the last request. */
  constructor(storage: CacheStorage, look: () => Key) {
    this.#caches = storage;
    this.#look = look;
  }

  /** The kept answer for whom the request is; `null` stands for whoever is present. */
  async find(path: string, asker: string | null): Promise<Response | undefined> {
    const present = await this.#present(asker);
    return present === null ? undefined : keptAnswer(this.#caches, present.key, present.person, path);
  }

  /** Keeps an answer of the server for whom it is, if that is who is present. One that is for nobody is not kept. */
  async keep(url: URL, response: Response, asker: string | null): Promise<void> {
    const { headers } = response;
    const body = new Uint8Array(await response.arrayBuffer());
    const owner = asker ?? ownerIn(url, new TextDecoder().decode(body));
    const present = owner === null ? null : await this.#present(owner);
    if (present === null) return;
    await keepAnswer(this.#caches, present.key, present.person, addressOf(url), { headers, body });
  }

  /** Refused: whoever asks now may not have it, so the kept one goes, too. */
  async drop(path: string, asker: string | null): Promise<void> {
    const present = await this.#present(asker);
    if (present !== null) await dropAnswer(this.#caches, present.person, path);
  }

  /** Nothing is asked with the session of whoever locked, by a page or by hand. Throws while the server cannot be told. [DV4] */
  async endOldSession(end: (inTime: AbortSignal) => Promise<Response>): Promise<void> {
    const isEnded = await this.#look().endOldSession(async (inTime) => isDone(await end(inTime)));
    if (!isEnded) throw new TypeError('the session of whoever locked this device could not be ended');
  }

  /** What earlier versions kept as it came. */
  async forgetPlain(): Promise<void> {
    await this.#caches.delete(PLAIN_ANSWERS);
  }

  async #present(asker: string | null): Promise<{ readonly person: string; readonly key: Key } | null> {
    const key = this.#look();
    const owner = await key.begin();
    return owner === null || (asker !== null && asker !== owner.id) ? null : { person: owner.id, key };
  }
}
