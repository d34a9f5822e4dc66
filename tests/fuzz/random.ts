/** Chance from a seed: the same seed, the same run. */
export interface Chance {
  /** 0 ≤ n < most, whole. */
  below(most: number): number;
  /** True once in `times`. */
  oneIn(times: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** mulberry32 */
export function chanceOf(seed: number): Chance {
  let state = (seed * 0x9e3779b1) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(next() * most);
  return {
    below,
    oneIn: (times) => below(times) === 0,
    // Safe: the index is below the length of a list that is not empty.
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
  };
}

/** How many seeds: few in `npm test`, many in the long run. */
export const isLong = process.env['HEPING_LONG'] === '1';
