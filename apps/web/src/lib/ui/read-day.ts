/** A calendar day as people type it: 2026-11-23, 2026/11/23, 20261123, 2026年11月23日 → `2026-11-23`. */

const WRITTEN = /^(\d{4})[-/.年\s]?(\d{1,2})[-/.月\s]?(\d{1,2})日?$/;

/** As a Chinese keyboard writes figures, “－”, “．” and “／”. */
const FULL_WIDTH = /[０-９－．／]/g;

/** The day, or null for what is none (2026-02-30 is none). */
export function readDay(text: string): string | null {
  const match = WRITTEN.exec(
    text.trim().replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)),
  );
  if (match === null) return null;
  const [, year = '', month = '', day = ''] = match;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : null;
}
