/** When to come back after a cut: soon, later each time, and never all at once. [EN1] */

const FIRST = 300;
const LONGEST = 10_000;
/** After a restart or a failed disk a whole panel comes back: spread over two seconds. */
const SPREAD = 2_000;
/** A connection that has stood so long in step is one; what is cut sooner was none, or coming back would be a loop. */
const STANDS = 10_000;

/** The cuts of one document's connection. Times are those of one clock, ms. */
export class Cuts {
  #count = 0;
  #inStepSince: number | null = null;

  /** Cuts since a connection last stood. */
  get count(): number {
    return this.#count;
  }

  inStep(now: number): void {
    this.#inStepSince ??= now;
  }

  /** Cut with a close code: milliseconds to wait. `chance` is in [0, 1). */
  cut(code: number, now: number, chance: number): number {
    if (this.#inStepSince !== null && now - this.#inStepSince >= STANDS) this.#count = 0;
    this.#inStepSince = null;
    this.#count += 1;
    return this.#wait(code, this.#count - 1, chance);
  }

  /** Where the network is gone nobody cut anything: the next look is a little later. */
  look(chance: number): number {
    return this.#wait(1006, 1, chance);
  }

  #wait(code: number, before: number, chance: number): number {
    if (code >= 4500 && code < 4600 && before === 0) return Math.round(chance * SPREAD);
    const wait = Math.min(FIRST * 2 ** before, LONGEST);
    return Math.round(wait * (0.5 + chance));
  }
}
