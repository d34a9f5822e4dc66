/**
 * Guesses at passwords, wherever one is asked for: what fails is counted by account and by address, what is right by
 * account, since a right one takes a hash, too (SECURITY C3).
 */
import { slowDown, wrongTooOften, type Refused } from '../refused.ts';
import { Throttle, type ThrottleLimit } from './throttle.ts';

const MINUTE = 60_000;
const PER_ACCOUNT = { most: 5, windowMs: 15 * MINUTE };
const RIGHT_PER_ACCOUNT = { most: 100, windowMs: 10 * MINUTE };
const PER_ADDRESS = { most: 50, windowMs: 60 * MINUTE };
/** For a place, at one account or address: a hall full of people signs in at once, a flood does not. */
const MOST_WAITING = 200;
const WAITING_MS = 5_000;

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
  readonly #underWay = new Map<string, UnderWay>();

  constructor(limit: ThrottleLimit, { ofRight }: { readonly ofRight: boolean }) {
    this.counted = new Throttle(limit);
    this.ofRight = ofRight;
  }

  /** Null where there is a place; otherwise who is under way. */
  busy(key: string, now: number): UnderWay | null {
    const all = this.#underWay.get(key);
    return all === undefined || this.counted.left(key, now) > all.count ? null : all;
  }

  /** Takes a place, which the answer gives back. */
  enter(key: string): () => void {
    const all = this.#underWay.get(key) ?? new UnderWay();
    this.#underWay.set(key, all);
    all.count += 1;
    return () => {
      all.count -= 1;
      if (all.count === 0) this.#underWay.delete(key);
      all.tell();
    };
  }
}

/** Guesses at one key that are being hashed, and those who wait for one of them to end. */
class UnderWay {
  count = 0;
  waiting = 0;
  #ended = Promise.withResolvers<void>();

  /** Resolves when the next one ends: one promise for all who wait, however many are under way. */
  async next(): Promise<void> {
    this.waiting += 1;
    await this.#ended.promise;
    this.waiting -= 1;
  }

  tell(): void {
    this.#ended.resolve();
    this.#ended = Promise.withResolvers<void>();
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
   * if it had been right, and gives back the one that it did not need; who finds no place waits for one, unless two
   * hundred wait already. So many at once can neither outrun the counts nor, where all are right, be refused before
   * there are too many. Throws WRONG_TOO_OFTEN, SLOW_DOWN.
   */
  async check({ account, address }: Guesser, isRight: () => Promise<boolean>): Promise<boolean> {
    const counts: readonly Count[] = [
      { counter: this.#accounts, key: account },
      { counter: this.#rightOnes, key: account },
      ...(address === null ? [] : [{ counter: this.#addresses, key: address }]),
    ];
    for (;;) {
      const now = this.#clock();
      const why = whyNot(counts, now);
      if (why !== null) throw why;
      const others = counts.map(({ counter, key }) => counter.busy(key, now)).find((all) => all !== null);
      // Nothing is awaited between finding a place and taking it.
      if (others === undefined) return this.#guess(account, counts, isRight);
      if (others.waiting >= MOST_WAITING) throw slowDown(WAITING_MS);
      await others.next();
    }
  }

  #guess(account: string, counts: readonly Count[], isRight: () => Promise<boolean>): Promise<boolean> {
    const leave = counts.map(({ counter, key }) => counter.enter(key));
    return isRight()
      .then((right) => {
        if (right) this.#accounts.counted.forget(account);
        for (const { counter, key } of counts) {
          if (counter.ofRight === right) counter.counted.fail(key, this.#clock());
        }
        return right;
      })
      .finally(() => {
        for (const one of leave) one();
      });
  }
}

/** Whether some count is full: by the longest wait, and by what was counted. */
function whyNot(counts: readonly Count[], now: number): Refused | null {
  const waits = counts.map(({ counter, key }) => ({
    wait: counter.counted.waitFor(key, now),
    refuse: counter.ofRight ? slowDown : wrongTooOften,
  }));
  const [longest] = waits.sort((one, other) => other.wait - one.wait);
  return longest === undefined || longest.wait === 0 ? null : longest.refuse(longest.wait);
}
