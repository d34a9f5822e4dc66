/** Thresholds as a reader says them: "≥ 300 ㎡", "≥ 90 %". */
import type { RubricFile, Tier } from '@heping/scoring';
import { unitOf } from '#lib/words.ts';

export type PublishedRequirement = RubricFile['requirements'][number];
export type PublishedThreshold = PublishedRequirement['thresholds'][number];

/** What the standard asks of one tier, if it does. */
export function thresholdFor(
  { thresholds }: PublishedRequirement,
  tier: Tier,
): PublishedThreshold | undefined {
  return thresholds.find((threshold) => threshold.tier === tier);
}

/** The least value with its unit; undefined for lists and yes-or-no. */
export function leastOf(
  requirement: PublishedRequirement,
  { least }: PublishedThreshold,
): string | undefined {
  if (least === undefined) return undefined;
  const unit =
    requirement.unit === undefined
      ? requirement.kind === 'rate'
        ? '%'
        : ''
      : unitOf(requirement.unit, String(least));
  return unit === '' ? String(least) : `${least} ${unit}`;
}
