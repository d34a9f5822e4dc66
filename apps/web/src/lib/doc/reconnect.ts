/** When to come back after a cut: soon, later each time, and never all at once. [EN1] */

const FIRST = 300;
const LONGEST = 10_000;
/** After a restart or a failed disk a whole panel comes back: spread over two seconds. */
const SPREAD = 2_000;

/** Milliseconds to wait. `attempt` counts failures since the last sync; `chance` is in [0, 1). */
export function reconnectDelay(code: number, attempt: number, chance: number): number {
  if (code >= 4500 && code < 4600 && attempt === 0) return Math.round(chance * SPREAD);
  const wait = Math.min(FIRST * 2 ** attempt, LONGEST);
  return Math.round(wait * (0.5 + chance));
}
