/** A finding from delivery to closure: which act leads where, who may, and what has to hold. One table. [FN1–FN9] */
import { isBlank } from './blank.ts';
import type { Result } from './types.ts';

/** 待反馈、待整改、整改中、待验收、已销号; 已撤销 where an objection was granted in full. [FN1] */
export const FINDING_STATES = [
  'awaiting-response',
  'awaiting-plan',
  'rectifying',
  'awaiting-acceptance',
  'closed',
  'withdrawn',
] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** From these nothing leads on: what was closed stays closed, and what was withdrawn was none. [FN6] */
export const FINAL_STATES: readonly FindingState[] = ['closed', 'withdrawn'];

/** Who acts: the centre's leader, an officer of the committee, or the clock. */
export const FINDING_PARTIES = ['leader', 'officer', 'system'] as const;
export type FindingParty = (typeof FINDING_PARTIES)[number];

/** What has to hold beside the state. [FN3] */
export const FINDING_CONDITIONS = [
  /** no objection waits for its decision */
  'no-open-objection',
  'open-objection',
  /** the time for a response is not over, by the server's clock */
  'in-time',
  'time-over',
  /** at least one measure, and each is reported or verified */
  'all-reported',
  /** at least one measure, and each is verified */
  'all-verified',
  /** who acts is none of the centre's people */
  'untied',
  /** who acts owns none of the measures, reported none, and did not submit the finding */
  'another-person',
  /** a look-back was agreed at the closure, and has not been held */
  'look-back-open',
] as const;
export type FindingCondition = (typeof FINDING_CONDITIONS)[number];

export const FINDING_ACTS = [
  'accept',
  'object',
  'withdraw-objection',
  'uphold',
  'reduce',
  'grant',
  'lapse',
  'approve-plan',
  'submit',
  'recall',
  'return',
  'close',
  'look-back',
] as const;
export type FindingAct = (typeof FINDING_ACTS)[number];

export interface FindingTransition {
  readonly from: FindingState;
  readonly to: FindingState;
  readonly by: FindingParty;
  readonly needs: readonly FindingCondition[];
  /** Whether it closes a door and therefore says why. [FN4] */
  readonly reason: boolean;
}

/** Act → from where to where, by whom, under which conditions. [FN2–FN6] */
export const FINDING_TRANSITIONS: Readonly<Record<FindingAct, FindingTransition>> = {
  accept: {
    ...{ from: 'awaiting-response', to: 'awaiting-plan', by: 'leader' },
    ...{ needs: ['no-open-objection'], reason: false },
  },
  // 复核申请: the finding waits where it is until the objection is decided.
  object: {
    ...{ from: 'awaiting-response', to: 'awaiting-response', by: 'leader' },
    ...{ needs: ['no-open-objection', 'in-time'], reason: true },
  },
  'withdraw-objection': {
    ...{ from: 'awaiting-response', to: 'awaiting-response', by: 'leader' },
    ...{ needs: ['open-objection'], reason: false },
  },
  // 维持
  uphold: {
    ...{ from: 'awaiting-response', to: 'awaiting-plan', by: 'officer' },
    ...{ needs: ['open-objection'], reason: true },
  },
  // 部分采纳: fewer points lost, still something to put right.
  reduce: {
    ...{ from: 'awaiting-response', to: 'awaiting-plan', by: 'officer' },
    ...{ needs: ['open-objection'], reason: true },
  },
  // 采纳
  grant: {
    ...{ from: 'awaiting-response', to: 'withdrawn', by: 'officer' },
    ...{ needs: ['open-objection'], reason: true },
  },
  // 逾期未反馈，视为接受
  lapse: {
    ...{ from: 'awaiting-response', to: 'awaiting-plan', by: 'system' },
    ...{ needs: ['no-open-objection', 'time-over'], reason: false },
  },
  'approve-plan': {
    ...{ from: 'awaiting-plan', to: 'rectifying', by: 'officer' },
    ...{ needs: ['untied'], reason: false },
  },
  submit: {
    ...{ from: 'rectifying', to: 'awaiting-acceptance', by: 'leader' },
    ...{ needs: ['all-reported'], reason: false },
  },
  recall: {
    ...{ from: 'awaiting-acceptance', to: 'rectifying', by: 'leader' },
    ...{ needs: [], reason: false },
  },
  return: {
    ...{ from: 'awaiting-acceptance', to: 'rectifying', by: 'officer' },
    ...{ needs: [], reason: true },
  },
  // 验收通过、销号
  close: {
    ...{ from: 'awaiting-acceptance', to: 'closed', by: 'officer' },
    ...{ needs: ['untied', 'all-verified', 'another-person'], reason: true },
  },
  // 回头看: says whether it lasted; the finding stays closed.
  'look-back': {
    ...{ from: 'closed', to: 'closed', by: 'officer' },
    ...{ needs: ['look-back-open', 'untied', 'another-person'], reason: true },
  },
};

/** A finding as somebody is about to act on it. */
export interface FindingStanding {
  readonly state: FindingState;
  /** What the one who acts is to it; nobody who is neither gets this far. */
  readonly parties: readonly FindingParty[];
  readonly holds: ReadonlySet<FindingCondition>;
  readonly reason?: string | undefined;
}

/** Why an act is not possible: the state, who asks, a condition, or a reason that is missing. */
export type FindingRefusal = 'state' | 'party' | 'reason' | FindingCondition;

/**
 * Where an act leads; refused by the first that does not hold: party, state, conditions in the order of the table,
 * reason. [FN2–FN6]
 */
export function nextFindingState(
  act: FindingAct,
  { state, parties, holds, reason }: FindingStanding,
): Result<FindingState, FindingRefusal> {
  const { from, to, by, needs, reason: needsReason } = FINDING_TRANSITIONS[act];
  const refused = (error: FindingRefusal) => ({ ok: false, error }) as const;
  if (!parties.includes(by)) return refused('party');
  if (state !== from) return refused('state');
  const missing = needs.find((condition) => !holds.has(condition));
  if (missing !== undefined) return refused(missing);
  if (needsReason && (reason === undefined || isBlank(reason))) return refused('reason');
  return { ok: true, value: to };
}

/** What somebody could do with a finding now, given a reason: the buttons of a page. [FN7] */
export const possibleFindingActs = (standing: Omit<FindingStanding, 'reason'>): readonly FindingAct[] =>
  FINDING_ACTS.filter((act) => nextFindingState(act, { ...standing, reason: act }).ok);

/** How a look-back or the next evaluation found it: 有效、部分有效、无效. [FN8] */
export const EFFECTS = ['effective', 'partly', 'not'] as const;
export type Effect = (typeof EFFECTS)[number];

/** How an objection ends: 维持、采纳、部分采纳. [OB2] */
export const OBJECTION_OUTCOMES = ['uphold', 'grant', 'reduce'] as const satisfies readonly FindingAct[];
export type ObjectionOutcome = (typeof OBJECTION_OUTCOMES)[number];

/** 待审查、待审定、已决定、已撤回 */
export const OBJECTION_STATES = ['filed', 'proposed', 'decided', 'withdrawn'] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

/** Where findings come from: 评分扣分、评价组建议、回头看. [FN9] */
export const FINDING_SOURCES = ['deduction', 'suggestion', 'look-back'] as const;
export type FindingSource = (typeof FINDING_SOURCES)[number];

/** 整改类型: 立行立改、限期整改、长期坚持. */
export const RECTIFICATION_KINDS = ['at-once', 'by-date', 'lasting'] as const;
export type RectificationKind = (typeof RECTIFICATION_KINDS)[number];
