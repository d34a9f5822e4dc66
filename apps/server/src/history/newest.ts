/** Of lines as they are found the newest ones, as many as an answer takes: what is older is forgotten on the way. [HI5] */

import type { HistoryAct } from '@heping/protocol';

export type Held = number | boolean | string | null;

/** One change, as the log has it. */
export interface Line {
  readonly at: number;
  readonly until: number;
  /** null: the server itself */
  readonly person: string | null;
  readonly place: string;
  /** what the piece of evidence is called that it speaks of */
  readonly piece: string | null;
  /** what it was, where the values do not say it */
  readonly act: HistoryAct | null;
  readonly before: Held;
  readonly after: Held;
}

export interface Most {
  readonly lines: number;
  /** Characters of before and after together. */
  readonly units: number;
}

/** What one answer takes. */
export const MOST: Most = { lines: 400, units: 400_000 };

const sizeOf = (value: Held) => (typeof value === 'string' ? value.length : 1);
const unitsOf = ({ before, after }: Line) => sizeOf(before) + sizeOf(after);

export class Newest<One extends Line> {
  readonly #most: Most;
  #lines: One[] = [];
  #units = 0;
  #isCut = false;

  constructor(most: Most) {
    this.#most = most;
  }

  add(line: One): void {
    this.#lines.push(line);
    this.#units += unitsOf(line);
    // Looked through once in a while and not at each.
    if (this.#lines.length > 2 * this.#most.lines || this.#units > 2 * this.#most.units) this.#forget();
  }

  /** Oldest first; of one moment in the order in which they were found. */
  get lines(): readonly One[] {
    this.#forget();
    return this.#lines;
  }

  /** Whether some were forgotten. */
  get isCut(): boolean {
    this.#forget();
    return this.#isCut;
  }

  #forget(): void {
    const lines = this.#lines.toSorted((a, b) => a.until - b.until);
    let first = lines.length;
    let units = 0;
    for (const line of lines.toReversed()) {
      const more = units + unitsOf(line);
      if (lines.length - first === this.#most.lines || more > this.#most.units) break;
      units = more;
      first -= 1;
    }
    this.#isCut ||= first > 0;
    this.#lines = lines.slice(first);
    this.#units = units;
  }
}
