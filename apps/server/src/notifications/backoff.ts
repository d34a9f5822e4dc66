/** How long after which try the next one follows: doubling from a minute to four hours, a day or so in all. [NT9] */
const MINUTE = 60_000;
const LONGEST = 240 * MINUTE;
/** 1, 2, 4 … 128 minutes, then four hours each: the last one 24 hours after the first. */
export const MOST_ATTEMPTS = 14;

/** `chance` in 0 … 1 moves it by a fifth at most, so that what failed together does not come back together. */
export function pauseAfter(attempts: number, chance: number): number {
  const pause = Math.min(MINUTE * 2 ** (attempts - 1), LONGEST);
  return Math.round(pause * (0.8 + 0.4 * chance));
}
