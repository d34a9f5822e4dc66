/** The week in which a day lies. */
const DAY = 86_400_000;
const written = (moment: number) => new Date(moment).toISOString().slice(0, 10);

/** A day and the Sunday that ends its week. */
export function daysAround(today: string): { readonly today: string; readonly sunday: string } {
  if (today === '') return { today, sunday: today };
  const at = Date.parse(`${today}T00:00:00Z`);
  return { today, sunday: written(at + ((7 - new Date(at).getUTCDay()) % 7) * DAY) };
}

/** How many days later `to` is. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
