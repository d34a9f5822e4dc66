/** The most points the rules allow for an indicator given the facts. [CE1–CE10] */
import { isBlank } from './blank.ts';
import { reachOf } from './facts.ts';
import type { Reach } from './facts.ts';
import { belowMaximum, floorToStep } from './points.ts';
import { findIndicator, requirementsFor } from './rubric-lookup.ts';
import type { TierRequirement } from './rubric-lookup.ts';
import type {
  CeilingPolicy,
  ChecklistItem,
  Exception,
  Facts,
  IndicatorCode,
  RequirementCode,
  Rubric,
  Step,
  Tenths,
  Tier,
} from './types.ts';

/** Why a ceiling is below the maximum, or would be were it not lifted. */
export interface CeilingReason {
  readonly requirement: RequirementCode;
  readonly clause: string;
  /** In the threshold's unit; for a checklist the number of its items; `null` for yes or no. */
  readonly required: number | null;
  /** In the threshold's unit; for a checklist the items not found missing; `false` for yes or no. */
  readonly actual: number | boolean | null;
  readonly missing: readonly ChecklistItem[];
  /** What the policy allows for this shortfall, also where an exception lifts it. */
  readonly ceiling: Tenths;
  readonly lifted: Exception | null;
  /** The clause says 一般: the chair may lift it with a reason. */
  readonly mayLift: boolean;
}

export interface Ceiling {
  readonly ceiling: Tenths;
  /** Those below their threshold, lifted ones too, in the order of the rubric. */
  readonly reasons: readonly CeilingReason[];
  /** Facts not recorded, or not completely. They lower nothing and block signing. [CE5] */
  readonly waitingFor: readonly RequirementCode[];
}

export interface CeilingQuestion {
  readonly rubric: Rubric;
  readonly tier: Tier;
  readonly indicator: IndicatorCode;
  readonly facts: Facts;
  readonly exceptions: readonly Exception[];
  readonly policy: CeilingPolicy;
  readonly step: Step;
}

type Shortfall = Pick<Reach, 'portion' | 'required'>;

/** What each policy leaves of a maximum below the threshold. [CE2–CE4] */
const POLICIES: Readonly<
  Record<CeilingPolicy, (maximum: Tenths, shortfall: Shortfall, step: Step) => Tenths>
> = {
  discretion: (maximum, _, step) => belowMaximum(maximum, step),
  // Rounded down to the step: a ceiling never grants what the ratio does not. [CE3]
  proportional: (maximum, { portion, required }, step) =>
    floorToStep(Math.floor((maximum * portion) / required), maximum, step),
  strict: () => 0,
};

/** What a policy leaves of a maximum where `portion` of what is `required` was found. [CE2–CE4] */
export const ceilingBelow = (
  policy: CeilingPolicy,
  { maximum, step, ...shortfall }: Shortfall & { readonly maximum: Tenths; readonly step: Step },
): Tenths => POLICIES[policy](maximum, shortfall, step);

/**
 * The most points the rules allow for an indicator given the facts, and why. A missing fact lowers nothing; of
 * several shortfalls the lowest ceiling holds. An indicator that the rubric does not know gets 0. [CE1–CE7]
 */
export function ceilingOf(question: CeilingQuestion): Ceiling {
  const { rubric, tier, indicator, facts, policy, step } = question;
  const maximum = findIndicator(rubric, indicator)?.maximum ?? 0;
  const asked = requirementsFor(rubric, tier, indicator).map((entry) => ({
    entry,
    reach: reachOf(entry.requirement, entry.threshold, facts[entry.requirement.code]),
  }));
  const reasons = asked
    .filter(({ reach }) => reach.met === false)
    .map(({ entry, reach }) =>
      reasonOf(entry, reach, ceilingBelow(policy, { ...reach, maximum, step }), question.exceptions),
    );
  return {
    ceiling: Math.min(maximum, ...reasons.filter((reason) => !reason.lifted).map((reason) => reason.ceiling)),
    reasons,
    waitingFor: asked.filter(({ reach }) => !reach.isComplete).map(({ entry }) => entry.requirement.code),
  };
}

function reasonOf(
  { requirement, threshold }: TierRequirement,
  reach: Reach,
  ceiling: Tenths,
  exceptions: readonly Exception[],
): CeilingReason {
  const mayLift = threshold.strength === 'generally';
  const isHeld = requirement.kind === 'held';
  return {
    requirement: requirement.code,
    clause: threshold.clause,
    required: isHeld ? null : reach.required,
    actual: isHeld ? false : reach.portion,
    missing: reach.missing,
    ceiling,
    lifted: (mayLift && exceptions.find((exception) => lifts(exception, requirement.code))) || null,
    mayLift,
  };
}

const lifts = (exception: Exception, requirement: RequirementCode) =>
  exception.requirement === requirement && !isBlank(exception.reason);

/** Whether the chair may record an exception: only where the tier's clause says 一般. [CE6] */
export function mayLift(rubric: Rubric, tier: Tier, requirement: RequirementCode): boolean {
  return rubric.requirements.some(
    (candidate) =>
      candidate.code === requirement &&
      candidate.thresholds.some((threshold) => threshold.tier === tier && threshold.strength === 'generally'),
  );
}

/** The score that counts: the lower of score and ceiling. [CE8] */
export function inForce(score: Tenths, ceiling: Pick<Ceiling, 'ceiling'>): Tenths {
  return Math.min(score, ceiling.ceiling);
}

/** A score above its ceiling is kept and marked; signing waits until a person has settled it. [CE8] */
export function isOverCeiling(score: Tenths, ceiling: Pick<Ceiling, 'ceiling'>): boolean {
  return score > ceiling.ceiling;
}
