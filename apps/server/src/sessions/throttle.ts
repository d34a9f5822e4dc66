/** What is counted against somebody, in memory and a sliding window; failures as a rule (SECURITY C3). */
export interface ThrottleLimit {
  readonly most: number;
  readonly windowMs: number;
}

/** Bounds memory under a flood of invented keys: beyond it the oldest keys are forgotten. */
const MOST_KEYS = 20_000;

export class Throttle {
  readonly #limit: ThrottleLimit;
  readonly #failures = new Map<string, number[]>();

  constructor(limit: ThrottleLimit) {
    this.#limit = limit;
  }

  /** Milliseconds until another try is let in; 0 when it is now. */
  waitFor(key: string, now: number): number {
    const failures = this.#recent(key, now);
    const oldest = failures[failures.length - this.#limit.most];
    return oldest === undefined ? 0 : oldest + this.#limit.windowMs - now;
  }

  /** How many more may fail before somebody waits. */
  left(key: string, now: number): number {
    return this.#limit.most - this.#recent(key, now).length;
  }

  fail(key: string, now: number): void {
    const failures = this.#recent(key, now);
    failures.push(now);
    // Set anew, so that the map's order is the order of last use.
    this.#failures.delete(key);
    this.#failures.set(key, failures);
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MOST_KEYS && oldest !== undefined) this.#failures.delete(oldest);
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** Oldest first; what the window has left behind is dropped where it lies, since a flood asks at every hit. */
  #recent(key: string, now: number): number[] {
    const failures = this.#failures.get(key) ?? [];
    const since = now - this.#limit.windowMs;
    const first = failures.findIndex((at) => at > since);
    failures.splice(0, first === -1 ? failures.length : first);
    return failures;
  }
}
