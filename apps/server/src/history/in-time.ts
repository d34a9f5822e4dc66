/** Reading that ends when nobody waits for it any more, or when it has taken too long. [HI5] */
import { Refused } from '../refused.ts';

/** How long one reading may take. */
const MOST_MS = 30_000;

/** Throws HISTORY_LONG, or what `left` was aborted with; the reader looks at the signal as it goes. */
export async function inTime<Read>(
  left: AbortSignal,
  read: (ended: AbortSignal) => Promise<Read>,
  mostMs = MOST_MS,
): Promise<Read> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new Refused('HISTORY_LONG', { seconds: Math.ceil(mostMs / 1000) })),
    mostMs,
  );
  try {
    return await read(AbortSignal.any([left, late.signal]));
  } finally {
    clearTimeout(timer);
  }
}
