/** What the generator can be asked for, and what it answers; see `main.ts`. */
import type { Spread } from './histogram.ts';
import type { Measured, Place } from './load.ts';

export type Plan = { readonly place: Place } & (
  | { readonly work: 'rate'; readonly rate: number; readonly seconds: number; readonly warmUp: number }
  | { readonly work: 'saturate'; readonly from: number; readonly seconds: number; readonly step: number }
  | { readonly work: 'crowd' }
  | { readonly work: 'join'; readonly updates: number }
);

export interface Saturated {
  /** the step with most deliveries a second */
  readonly highest: Measured;
  /** of those that carried everything with p99 under 100 ms */
  readonly prompt: Measured | null;
  readonly steps: readonly Measured[];
}

export interface Crowd {
  /** until everybody was in step, ms */
  readonly took: number;
  /** processor time of the server until then, s */
  readonly cpu: number;
  readonly join: Spread;
  /** KiB */
  readonly memoryBefore: number;
  readonly memoryQuiet: number;
  readonly memoryOfRoom: number;
}

export interface Join {
  /** ms after the connection began */
  readonly syncedAfter: number;
  readonly contentAfter: number | null;
}
