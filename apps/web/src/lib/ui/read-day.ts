/**
 * A calendar day as people type it: 2026-11-23, 2026/11/23, 20261123, 2026年11月23日 → `2026-11-23`; without a year, 11月23日,
 * 11-23, 11.23, where it is known on which side of today it lies.
 */

const WRITTEN = /^(\d{4})[-/.。年\s]?(\d{1,2})[-/.。月\s]?(\d{1,2})日?$/;
/** No slash: some write the day first. */
const WITHOUT_YEAR = /^(\d{1,2})[-.。月](\d{1,2})日?$/;

/** Where a day without a year lies: the last one up to today, or the next one from today on. */
export interface Near {
  /** as `2026-11-23` */
  readonly today: string;
  readonly lean: 'past' | 'coming';
}

/** The day, or null for what is none (2026-02-30 is none). */
export function readDay(text: string, near?: Near): string | null {
  // A Chinese keyboard writes digits, dashes, slashes and points in full width, too.
  const typed = text.normalize('NFKC').trim();
  const [, year, month = '', day = ''] = WRITTEN.exec(typed) ?? [];
  if (year !== undefined) return dayOf(Number(year), month, day);
  return near === undefined ? null : nearest(typed, near);
}

function nearest(typed: string, { today, lean }: Near): string | null {
  const [, month, day = ''] = WITHOUT_YEAR.exec(typed) ?? [];
  if (month === undefined) return null;
  const year = Number(today.slice(0, 4));
  for (const one of lean === 'past' ? [year, year - 1] : [year, year + 1]) {
    const written = dayOf(one, month, day);
    // Days written so compare as text.
    if (written !== null && (lean === 'past' ? written <= today : written >= today)) return written;
  }
  return null;
}

function dayOf(year: number, month: string, day: string): string | null {
  const written = `${String(year).padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : null;
}
