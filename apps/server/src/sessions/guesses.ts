/**
 * Guesses at passwords, wherever one is asked for: what fails is counted by account and by address, what is right by
 * account, since a right one takes a hash, too (SECURITY C3).
 */
import { slowDown } from '../refused.ts';
import { Throttle, type ThrottleLimit } from './throttle.ts';

const MINUTE = 60_000;
const PER_ACCOUNT = { most: 5, windowMs: 15 * MINUTE };
const RIGHT_PER_ACCOUNT = { most: 100, windowMs: 10 * MINUTE };
const PER_ADDRESS = { most: 50, windowMs: 60 * MINUTE };

export interface Guesser {
  /** Whose password it would be, as far as one place may lock it: nobody shuts another out from elsewhere. */
  readonly account: string;
  /** Where it comes from; null where the account alone is counted. */
  readonly address: string | null;
}

class Counter {
  /** Whether the right ones are counted, or the wrong ones. */
  readonly ofRight: boolean;
  readonly counted: Throttle;
  /** By key: what is being hashed and may yet be counted. */
  readonly underWay = new Map<string, Set<Promise<boolean>>>();

  constructor(limit: ThrottleLimit, { ofRight }: { readonly ofRight: boolean }) {
    this.counted = new Throttle(limit);
    this.ofRight = ofRight;
  }
}

interface Count {
  readonly counter: Counter;
  readonly key: string;
}

export class Guesses {
  readonly #clock: () => number;
  readonly #accounts = new Counter(PER_ACCOUNT, { ofRight: false });
  readonly #rightOnes = new Counter(RIGHT_PER_ACCOUNT, { ofRight: true });
  readonly #addresses = new Counter(PER_ADDRESS, { ofRight: false });

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /**
   * Whether a guess is right. Hashing takes long, so a guess under way takes up a place as if it had failed, and one as
   * if it had been right, and gives back the one that it did not need; who finds no place waits for one. So many at once
   * can neither outrun the counts nor, where all are right, be refused before there are too many. Throws SLOW_DOWN.
   */
  async check({ account, address }: Guesser, isRight: () => Promise<boolean>): Promise<boolean> {
    const counts: readonly Count[] = [
      { counter: this.#accounts, key: account },
      { counter: this.#rightOnes, key: account },
      ...(address === null ? [] : [{ counter: this.#addresses, key: address }]),
    ];
    for (;;) {
      const now = this.#clock();
      const wait = Math.max(...counts.map(({ counter, key }) => counter.counted.waitFor(key, now)));
      if (wait > 0) throw slowDown(wait);
      const others = counts
        .map(({ counter, key }) => ({ left: counter.counted.left(key, now), all: underWayOf(counter, key) }))
        .flatMap(({ left, all }) => (left <= all.size ? [...all] : []));
      // Nothing is awaited between finding a place and taking it.
      if (others.length === 0) return this.#guess(account, counts, isRight);
      await Promise.race(others).catch(() => undefined);
    }
  }

  #guess(account: string, counts: readonly Count[], isRight: () => Promise<boolean>): Promise<boolean> {
    const guess = isRight()
      .then((right) => {
        if (right) this.#accounts.counted.forget(account);
        for (const { counter, key } of counts) {
          if (counter.ofRight === right) counter.counted.fail(key, this.#clock());
        }
        return right;
      })
      .finally(() => {
        for (const { counter, key } of counts) {
          const all = underWayOf(counter, key);
          all.delete(guess);
          if (all.size === 0) counter.underWay.delete(key);
        }
      });
    for (const { counter, key } of counts) {
      counter.underWay.set(key, underWayOf(counter, key).add(guess));
    }
    return guess;
  }
}

const underWayOf = ({ underWay }: Counter, key: string): Set<Promise<boolean>> =>
  underWay.get(key) ?? new Set();
