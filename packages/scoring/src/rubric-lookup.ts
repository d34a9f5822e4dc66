/** Looking things up in a rubric. [RB6, RQ1, RQ10] */
import type { Checklist, Indicator, IndicatorCode, Requirement, Rubric, Threshold, Tier } from './types.ts';

/** A requirement with what it asks of one tier. */
export interface TierRequirement {
  readonly requirement: Requirement;
  readonly threshold: Threshold;
}

/** All indicators in the order of the appendix. [RB6] */
export function indicatorsOf(rubric: Rubric): readonly Indicator[] {
  return rubric.tables.flatMap((table) => table.groups.flatMap((group) => group.indicators));
}

/** The line with this code; undefined where the rubric has none. [RB6] */
export function findIndicator(rubric: Rubric, code: IndicatorCode): Indicator | undefined {
  return indicatorsOf(rubric).find((indicator) => indicator.code === code);
}

/** What the standard asks of a tier, measurably. [RQ1] */
export function requirementsOf(rubric: Rubric, tier: Tier): readonly TierRequirement[] {
  return rubric.requirements.flatMap((requirement) =>
    requirement.thresholds
      .filter((threshold) => threshold.tier === tier)
      .map((threshold) => ({ requirement, threshold })),
  );
}

/** What the standard asks of a tier for one indicator. [RQ1] */
export function requirementsFor(
  rubric: Rubric,
  tier: Tier,
  indicator: IndicatorCode,
): readonly TierRequirement[] {
  return requirementsOf(rubric, tier).filter(({ requirement }) => requirement.indicators.includes(indicator));
}

/** The lists with proof of a tier that lower nothing; `null` asks for those without points. [RQ10] */
export function checklistsFor(
  rubric: Rubric,
  tier: Tier,
  indicator: IndicatorCode | null,
): readonly Checklist[] {
  return rubric.checklists.filter(
    (checklist) => checklist.indicator === indicator && checklist.tiers.includes(tier),
  );
}

/** Every list with proof of a tier, in the order of the rubric. [RQ10] */
export const checklistsOf = (rubric: Rubric, tier: Tier): readonly Checklist[] =>
  rubric.checklists.filter(({ tiers }) => tiers.includes(tier));

/** Codes in the order of the rubric: A1.2.9 before A1.2.10, a group before its lines. [RB6] */
export function compareCodes(a: IndicatorCode, b: IndicatorCode): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let place = 0; place < Math.max(left.length, right.length); place++) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `B2.10.3` → 66, 2, 10, 3 */
const partsOf = (code: IndicatorCode): readonly number[] => [
  code.charCodeAt(0),
  ...code.slice(1).split('.').map(Number),
];
