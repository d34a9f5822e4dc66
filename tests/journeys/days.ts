/** A day so many days from now, as it is typed into a form: dates in journeys are held to the rules of the day they run. */
export const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
