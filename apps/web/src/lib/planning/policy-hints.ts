/** What each choice of a campaign means, in one sentence with its consequence. */
import { ceilingBelow, formatPoints, type CeilingPolicy, type ScoringMode, type Step } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import type { Word } from '#lib/words.ts';

export const STEP_HINTS: Readonly<Record<Step, Word>> = {
  10: m.policy_step_10,
  5: m.policy_step_5,
  1: m.policy_step_1,
};

const CEILING_HINTS: Readonly<Record<CeilingPolicy, (example: { points: string }) => string>> = {
  discretion: m.policy_ceiling_discretion,
  proportional: m.policy_ceiling_proportional,
  strict: m.policy_ceiling_strict,
};
/** The case the hints speak of: a line of 8 points, 500 ㎡ where 600 are required. */
const CASE = { maximum: 80, portion: 500, required: 600 };

/** The example is reckoned by the rule itself: in whole points it ends at another figure than in half ones. [CE2–CE4] */
export const ceilingHint = (policy: CeilingPolicy, step: Step): string =>
  CEILING_HINTS[policy]({ points: formatPoints(ceilingBelow(policy, { ...CASE, step })) });

/** What becomes of a camera's record, and what that means. [CA6] */
export const cameraWords = (isKept: boolean): { label: string; hint: string } =>
  isKept
    ? { label: m.policy_camera_kept(), hint: m.policy_camera_kept_hint() }
    : { label: m.policy_camera_removed(), hint: m.policy_camera_removed_hint() };

export const MODE_HINTS: Readonly<Record<ScoringMode, Word>> = {
  independent: m.policy_mode_independent,
  joint: m.policy_mode_joint,
};
