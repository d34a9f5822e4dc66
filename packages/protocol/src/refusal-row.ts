/** How a refusal is said at the door: its HTTP status, and a sentence in both languages with `{parameters}`. [RF1] */
export interface RefusalRow {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}
