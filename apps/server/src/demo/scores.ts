/** Scores of the demo, made from the place of a thing in its list and from nothing else: the same every time. */
import type { Indicator, Step, Tenths } from '@heping/scoring';

/** A number that looks like chance and is none: FNV-1a with a finish, over small integers. */
export function mix(...parts: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) hash = Math.imul(hash ^ part, 0x01000193) ^ (hash >>> 13);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** How well a centre does: shares of the maximum that are lost, the likeliest first. */
export const QUALITIES = {
  good: [0, 0, 0, 0, 0, 0, 0, 0.1, 0.1, 0.2],
  fair: [0, 0, 0, 0, 0, 0.1, 0.1, 0.15, 0.2, 0.3],
  weak: [0, 0, 0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.4, 0.5],
} as const;
export type Quality = keyof typeof QUALITIES;

const onStep = (points: number, maximum: Tenths, step: Step): Tenths =>
  Math.max(0, Math.min(maximum, Math.round(points / step) * step));

export interface Judged {
  readonly indicator: Indicator;
  /** Place of the indicator in the rubric. */
  readonly place: number;
  /** Place of the evaluation in the demo. */
  readonly evaluation: number;
  readonly quality: Quality;
  readonly step: Step;
}

/** What the panel comes to think of an indicator. */
export function worth({ indicator: { maximum }, place, evaluation, quality, step }: Judged): Tenths {
  const shares = QUALITIES[quality];
  const share = shares[mix(evaluation, place) % shares.length] ?? 0;
  return onStep(maximum * (1 - share), maximum, step);
}

/** Every seventh or so is seen differently: enough to be flagged (30 % of the maximum). */
export const isSplit = (evaluation: number, place: number): boolean => mix(evaluation, place, 7) % 9 === 0;

/** One panelist's own score of it: near to what the panel will think, and far from it where opinions split. */
export function ballotScore(judged: Judged, person: number): Tenths {
  const { indicator, place, evaluation, step } = judged;
  const { maximum } = indicator;
  const middle = worth(judged);
  if (isSplit(evaluation, place) && person % 3 === 1) return onStep(middle - maximum * 0.4, maximum, step);
  const nudge = [0, 0, 0, 0, 1, -1, 0, -2][mix(evaluation, place, person, 3) % 8] ?? 0;
  return onStep(middle + nudge * step, maximum, step);
}
