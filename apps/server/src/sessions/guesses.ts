/** Guesses at passwords, wherever one is asked for: what fails is counted by account and by address (SECURITY C3). */
import { slowDown } from '../refused.ts';
import { Throttle } from './throttle.ts';

const MINUTE = 60_000;
const PER_ACCOUNT = { most: 5, windowMs: 15 * MINUTE };
const PER_ADDRESS = { most: 50, windowMs: 60 * MINUTE };

export interface Guesser {
  /** Whose password it would be, as far as one place may lock it: nobody shuts another out from elsewhere. */
  readonly account: string;
  /** Where it comes from; null where the account alone is counted. */
  readonly address: string | null;
}

interface Counter {
  readonly failed: Throttle;
  /** By key: what is being hashed and may yet fail. */
  readonly underWay: Map<string, Set<Promise<boolean>>>;
}
type Count = Counter & { readonly key: string };

export class Guesses {
  readonly #clock: () => number;
  readonly #accounts: Counter = { failed: new Throttle(PER_ACCOUNT), underWay: new Map() };
  readonly #addresses: Counter = { failed: new Throttle(PER_ADDRESS), underWay: new Map() };

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /**
   * Whether a guess is right. Hashing takes long, so a guess under way takes up a place as if it had failed, and gives
   * it back when it was right; who finds no place waits for one. So many at once can neither outrun the count nor,
   * where all are right, be refused. Throws SLOW_DOWN.
   */
  async check({ account, address }: Guesser, isRight: () => Promise<boolean>): Promise<boolean> {
    const counts: readonly Count[] = [
      { ...this.#accounts, key: account },
      ...(address === null ? [] : [{ ...this.#addresses, key: address }]),
    ];
    for (;;) {
      const now = this.#clock();
      const wait = Math.max(...counts.map(({ failed, key }) => failed.waitFor(key, now)));
      if (wait > 0) throw slowDown(wait);
      const others = counts
        .filter(({ failed, key, underWay }) => failed.left(key, now) <= (underWay.get(key)?.size ?? 0))
        .flatMap(({ key, underWay }) => [...(underWay.get(key) ?? [])]);
      // Nothing is awaited between finding a place and taking it.
      if (others.length === 0) return this.#guess(account, counts, isRight);
      await Promise.race(others).catch(() => undefined);
    }
  }

  #guess(account: string, counts: readonly Count[], isRight: () => Promise<boolean>): Promise<boolean> {
    const guess = isRight()
      .then((right) => {
        if (right) this.#accounts.failed.forget(account);
        else for (const { failed, key } of counts) failed.fail(key, this.#clock());
        return right;
      })
      .finally(() => {
        for (const { key, underWay } of counts) {
          underWay.get(key)?.delete(guess);
          if (underWay.get(key)?.size === 0) underWay.delete(key);
        }
      });
    for (const { key, underWay } of counts) underWay.set(key, (underWay.get(key) ?? new Set()).add(guess));
    return guess;
  }
}
