/** Messages of a thread: plain, by their author, at a time that can be. [GU14] */
import { refusal, TEXT_LIMITS, type Refusal, type ThreadMessage } from '@heping/protocol';

/** Clocks of devices run apart; what is written offline lies in the past. */
const CLOCK_SKEW = 10 * 60_000;
const FIELDS = ['at', 'by', 'id', 'text'];

export function isMessage(value: unknown): value is ThreadMessage {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { id, by, at, text } = value as Partial<Record<keyof ThreadMessage, unknown>>;
  const fields = Object.keys(value).sort();
  return (
    fields.length === FIELDS.length &&
    fields.every((field, index) => field === FIELDS[index]) &&
    typeof id === 'string' &&
    id.length > 0 &&
    id.length <= 40 &&
    typeof by === 'string' &&
    typeof at === 'number' &&
    typeof text === 'string'
  );
}

/** What is wrong with a message of its own; it goes out again. */
export function wrongWithMessage(
  { at, text }: ThreadMessage,
  { now, since }: { readonly now: number; readonly since: number },
): Refusal | null {
  if (text.length > TEXT_LIMITS.message) return refusal('TOO_LONG', { limit: TEXT_LIMITS.message });
  const isPlausible = Number.isSafeInteger(at) && at >= since && at <= now + CLOCK_SKEW;
  return isPlausible ? null : refusal('BAD_FACT', { key: 'at', expected: 'server time', value: at });
}
