/** Latencies in buckets that grow by 2 %, from a microsecond to ten minutes: a million samples cost nothing. */
const GROWTH = Math.log(1.02);
const BUCKETS = Math.ceil(Math.log(6e8) / GROWTH);

export interface Spread {
  readonly count: number;
  /** all in ms; null when nothing was measured */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly highest: number | null;
}

export class Histogram {
  readonly #buckets = new Uint32Array(BUCKETS + 1);
  #count = 0;
  #highest = 0;

  /** A sample in ms. */
  add(ms: number): void {
    this.#count += 1;
    if (ms > this.#highest) this.#highest = ms;
    const bucket = ms <= 0.001 ? 0 : Math.min(BUCKETS, Math.floor(Math.log(ms * 1000) / GROWTH));
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
  }

  /** The value that this share of all samples does not exceed, ms. */
  quantile(share: number): number | null {
    if (this.#count === 0) return null;
    let left = Math.ceil(this.#count * share);
    for (const [bucket, count] of this.#buckets.entries()) {
      left -= count;
      if (left <= 0) return rounded(Math.exp((bucket + 1) * GROWTH) / 1000);
    }
    return rounded(this.#highest);
  }

  spread(): Spread {
    return {
      count: this.#count,
      p50: this.quantile(0.5),
      p99: this.quantile(0.99),
      highest: this.#count === 0 ? null : rounded(this.#highest),
    };
  }
}

/** Three digits behind the point. */
export const rounded = (value: number): number => Math.round(value * 1000) / 1000;
