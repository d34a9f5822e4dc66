/** Findings in words and glyphs: where one stands, its marks, its dates. */
import type { CaseRow, DueDay } from '@heping/protocol';
import type { Deadline, FindingState, ObjectionOutcome, ObjectionState, Severity } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import type { Word } from '#lib/words.ts';

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';
export interface Look {
  readonly tone: Tone;
  readonly glyph: string;
}

export const FINDING_STATE_WORDS: Readonly<Record<FindingState, Word>> = {
  'awaiting-response': m.findings_state_awaiting_response,
  'awaiting-plan': m.findings_state_awaiting_plan,
  rectifying: m.findings_state_rectifying,
  'awaiting-acceptance': m.findings_state_awaiting_acceptance,
  closed: m.findings_state_closed,
  withdrawn: m.findings_state_withdrawn,
};
/** A filling circle as everywhere; a square where it is closed, a cross where it was none. */
export const FINDING_STATE_LOOKS: Readonly<Record<FindingState, Look>> = {
  'awaiting-response': { tone: 'info', glyph: '○' },
  'awaiting-plan': { tone: 'warn', glyph: '◔' },
  rectifying: { tone: 'warn', glyph: '◑' },
  'awaiting-acceptance': { tone: 'info', glyph: '◕' },
  closed: { tone: 'good', glyph: '■' },
  withdrawn: { tone: 'neutral', glyph: '✕' },
};

export const SEVERITY_LOOKS: Readonly<Record<Severity, Look>> = {
  severe: { tone: 'bad', glyph: '▲' },
  ordinary: { tone: 'warn', glyph: '△' },
  suggestion: { tone: 'neutral', glyph: '·' },
};

export const DEADLINE_WORDS: Readonly<Record<Deadline, Word>> = {
  response: m.findings_deadline_response,
  plan: m.findings_deadline_plan,
  rectification: m.findings_deadline_rectification,
  measure: m.findings_deadline_measure,
  'look-back': m.findings_deadline_look_back,
};

export const OBJECTION_STATE_WORDS: Readonly<Record<ObjectionState, Word>> = {
  filed: m.findings_objection_state_filed,
  proposed: m.findings_objection_state_proposed,
  decided: m.findings_objection_state_decided,
  withdrawn: m.findings_objection_state_withdrawn,
};
export const OBJECTION_STATE_LOOKS: Readonly<Record<ObjectionState, Look>> = {
  filed: { tone: 'info', glyph: '○' },
  proposed: { tone: 'info', glyph: '◑' },
  decided: { tone: 'good', glyph: '●' },
  withdrawn: { tone: 'neutral', glyph: '✕' },
};

export const OUTCOME_WORDS: Readonly<Record<ObjectionOutcome, Word>> = {
  uphold: m.findings_outcome_uphold,
  reduce: m.findings_outcome_reduce,
  grant: m.findings_outcome_grant,
};
export const OUTCOME_HINTS: Readonly<Record<ObjectionOutcome, Word>> = {
  uphold: m.findings_outcome_uphold_hint,
  reduce: m.findings_outcome_reduce_hint,
  grant: m.findings_outcome_grant_hint,
};
export const REVISED_WORDS: Readonly<Record<Exclude<ObjectionOutcome, 'uphold'>, Word>> = {
  reduce: m.findings_revised_outcome_reduce,
  grant: m.findings_revised_outcome_grant,
};

/** A last day as it is shown. [ND4] */
export const dueWords = ({ day, isProvisional }: DueDay): string =>
  isProvisional ? m.day_provisional({ day }) : day;

/** Why a day may change; null where it will not. */
export const whyDue = ({ day, isProvisional }: DueDay): string | null =>
  isProvisional ? m.day_provisional_why({ year: day.slice(0, 4) }) : null;

/** The date that runs now, for a list; null where none does. [DL2] */
export function runningDate({ state, respondBy, planBy, dueOn, lookBackOn, effect }: CaseRow): {
  readonly deadline: Deadline;
  readonly due: DueDay;
} | null {
  if (state === 'awaiting-response') return { deadline: 'response', due: respondBy };
  if (state === 'awaiting-plan' && planBy !== null) return { deadline: 'plan', due: planBy };
  if (state === 'closed')
    return lookBackOn === null || effect !== null ? null : { deadline: 'look-back', due: lookBackOn };
  return state === 'withdrawn' ? null : { deadline: 'rectification', due: dueOn };
}
