/**
 * Keys pressed while the page is on its way to another indicator: they are meant for the score there, and wait until its
 * field has come. Pure.
 */
import type { IndicatorCode } from '@heping/scoring';

export class EarlyKeys {
  #to: IndicatorCode | null = null;
  #keys: string[] = [];

  setOut(to: IndicatorCode): void {
    this.#to = to;
  }
  /** False once it has arrived, or was sent elsewhere meanwhile. */
  isOnWayTo(to: IndicatorCode): boolean {
    return this.#to === to;
  }
  /** True when the key waits; false when there is nothing to wait for. */
  hold(key: string): boolean {
    if (this.#to === null) return false;
    this.#keys.push(key);
    return true;
  }
  /** Nobody arrives any more: the page was left. */
  giveUp(): void {
    this.#to = null;
    this.#keys = [];
  }
  /** Gives each key to the field, until one of them leads on: the rest is for the field after. */
  arrive(type: (key: string) => void): void {
    this.#to = null;
    while (this.#to === null && this.#keys.length > 0) type(this.#keys.shift() ?? '');
  }
}
