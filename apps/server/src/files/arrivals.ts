/** Files that are on their way in: they count as if they were kept, and nobody has many under way. [FS6] */
import { slowDown } from '../refused.ts';
import { whoOf, type FileBy } from './use.ts';

/** The page sends one after another; a telephone that was lost in the middle still leaves room for the next try. */
const MOST_ARRIVING = 3;
const WAIT_MS = 5_000;

export interface Arrival {
  readonly home: string;
  readonly by: FileBy;
  /** As announced; where nothing was, as large as anything may be. */
  readonly size: number;
}

export class Arrivals {
  readonly #all = new Set<Arrival>();

  /** Until `end` is called. Throws SLOW_DOWN where so many of one person or link are under way. */
  begin(arrival: Arrival): { end(): void } {
    const who = whoOf(arrival.by);
    const theirs = [...this.#all].filter(({ by }) => whoOf(by) === who);
    if (theirs.length >= MOST_ARRIVING) throw slowDown(WAIT_MS);
    this.#all.add(arrival);
    return { end: () => void this.#all.delete(arrival) };
  }

  /** Bytes that are on their way beside this one, to its home, and there by the same person or link. */
  beside(arrival: Arrival): { readonly all: number; readonly own: number } {
    const who = whoOf(arrival.by);
    const others = [...this.#all].filter((one) => one !== arrival && one.home === arrival.home);
    const sum = (some: readonly Arrival[]) => some.reduce((size, one) => size + one.size, 0);
    return { all: sum(others), own: sum(others.filter(({ by }) => whoOf(by) === who)) };
  }
}
