/** The months of a log's year. */
import { m } from '#lib/paraglide/messages.js';

/** `01` to `12`, as in a day. */
export const MONTHS: readonly string[] = Array.from({ length: 12 }, (_, at) =>
  String(at + 1).padStart(2, '0'),
);
export const monthWord = (month: string): string => m.activity_month_value({ month: String(Number(month)) });
