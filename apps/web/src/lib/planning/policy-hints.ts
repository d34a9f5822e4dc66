/** What each choice of a campaign means, in one sentence with its consequence. */
import type { CeilingPolicy, ScoringMode, Step } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import type { Word } from '#lib/words.ts';

export const STEP_HINTS: Readonly<Record<Step, Word>> = {
  10: m.policy_step_10,
  5: m.policy_step_5,
  1: m.policy_step_1,
};

export const CEILING_HINTS: Readonly<Record<CeilingPolicy, Word>> = {
  discretion: m.policy_ceiling_discretion,
  proportional: m.policy_ceiling_proportional,
  strict: m.policy_ceiling_strict,
};

export const MODE_HINTS: Readonly<Record<ScoringMode, Word>> = {
  independent: m.policy_mode_independent,
  joint: m.policy_mode_joint,
};
