/**
 * Work that is done a few at a time. Whoever asks for much waits behind themselves: of those who wait, one of each is
 * begun in turn, and more than a line holds is refused.
 */
import { slowDown } from './refused.ts';

export interface TurnLimits {
  /** Begun at once, of everybody together. */
  readonly atOnce: number;
  /** Begun at once, of one. */
  readonly ofOne: number;
  /** Begun and waiting, of one. */
  readonly lineOfOne: number;
  /** Begun and waiting, of everybody together. */
  readonly line: number;
  /** When to ask again. */
  readonly waitMs: number;
}

interface Line {
  begun: number;
  readonly waiting: (() => void)[];
}

export class Turns {
  readonly #limits: TurnLimits;
  /** Those who have something begun or waiting, in the order of their turns. */
  readonly #lines = new Map<string, Line>();
  #begun = 0;
  #waiting = 0;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /**
   * Does the work when it is its turn. Throws SLOW_DOWN where somebody's own line or everybody's is full; who leaves
   * while they wait is not served.
   */
  async take<Done>(who: string, work: () => Promise<Done>, signal?: AbortSignal): Promise<Done> {
    const { lineOfOne, line: most, waitMs } = this.#limits;
    const line = this.#lines.get(who) ?? { begun: 0, waiting: [] };
    if (line.begun + line.waiting.length >= lineOfOne || this.#begun + this.#waiting >= most)
      throw slowDown(waitMs);
    this.#lines.set(who, line);
    await this.#turnOf(who, line, signal);
    try {
      return await work();
    } finally {
      line.begun -= 1;
      this.#begun -= 1;
      this.#rejoin(who, line);
      this.#next();
    }
  }

  #turnOf(who: string, line: Line, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const begin = () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    const leave = () => {
      line.waiting.splice(line.waiting.indexOf(begin), 1);
      this.#waiting -= 1;
      if (line.begun + line.waiting.length === 0) this.#lines.delete(who);
      reject(signal?.reason);
    };
    line.waiting.push(begin);
    this.#waiting += 1;
    if (signal?.aborted === true) leave();
    else {
      signal?.addEventListener('abort', leave, { once: true });
      this.#next();
    }
    return promise;
  }

  /** Each change makes room for one at the most. */
  #next(): void {
    if (this.#begun >= this.#limits.atOnce) return;
    for (const line of this.#lines.values()) {
      const begin = line.begun < this.#limits.ofOne ? line.waiting.shift() : undefined;
      if (begin === undefined) continue;
      this.#waiting -= 1;
      this.#begun += 1;
      line.begun += 1;
      return begin();
    }
  }

  /** Whose turn is over goes behind all others. */
  #rejoin(who: string, line: Line): void {
    this.#lines.delete(who);
    if (line.begun + line.waiting.length > 0) this.#lines.set(who, line);
  }
}
