/** Days and weeks of the calendar, written as 2026-11-23. */
const DAY = 86_400_000;

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const written = (moment: number) => new Date(moment).toISOString().slice(0, 10);

/** So many days later; earlier for a negative number. */
export const daysAfter = (day: string, days: number): string => written(at(day) + days * DAY);
/** How many days later `to` is. */
export const daysBetween = (from: string, to: string): number => Math.round((at(to) - at(from)) / DAY);
/** The Monday of a day's week. */
export const mondayOf = (day: string): string => daysAfter(day, -((new Date(at(day)).getUTCDay() + 6) % 7));
/** The Sunday that ends a day's week. */
export const sundayOf = (day: string): string => daysAfter(mondayOf(day), 6);
/** Every day of `2026-11`. */
export function daysOf(month: string): string[] {
  const first = `${month}-01`;
  const count = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return Array.from({ length: count }, (_, place) => daysAfter(first, place));
}
