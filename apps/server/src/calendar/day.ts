/** The calendar day of an instant in a time zone, `YYYY-MM-DD` (SECURITY C18). */
export const dayIn = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
