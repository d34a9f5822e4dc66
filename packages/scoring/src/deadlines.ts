/** What is due when, and what follows when it is not done: the campaign's days and the named ladder. [DL1–DL5] */
import type { FindingState } from './finding-states.ts';
import type { Severity } from './types.ts';

/** What a campaign decides about the time after delivery: working days from the day after. [DL1] */
export interface RectificationDays {
  /** 反馈期限 */
  readonly responseDays: number;
  /** 整改方案报送期限, from the response on */
  readonly planDays: number;
  /** 整改期限 by severity, from delivery on */
  readonly severeDays: number;
  readonly ordinaryDays: number;
  readonly suggestionDays: number;
}
/** Where a campaign says nothing. Severe is put right first. [DL1] */
export const RECTIFICATION_DAYS: RectificationDays = {
  responseDays: 5,
  planDays: 10,
  severeDays: 15,
  ordinaryDays: 30,
  suggestionDays: 60,
};
/** The most days a campaign can give. */
export const MOST_DAYS = 250;

/** How many people decide an objection, handler and approver included; from three on it is a meeting with minutes. [OB1] */
export const DECISION_VOICES = { least: 2, most: 9, meetingFrom: 3 } as const;

/** Working days for putting right a finding of this severity. [DL1] */
export const daysFor = (severity: Severity, days: RectificationDays): number =>
  ({ severe: days.severeDays, ordinary: days.ordinaryDays, suggestion: days.suggestionDays })[severity];

/** Kinds of dates that somebody is reminded of. */
export const DEADLINES = ['response', 'plan', 'rectification', 'measure', 'look-back'] as const;
export type Deadline = (typeof DEADLINES)[number];

/** States in which a finding's deadline still runs. [DL2] */
export const RUNS_IN: Readonly<Record<Exclude<Deadline, 'measure'>, readonly FindingState[]>> = {
  response: ['awaiting-response'],
  plan: ['awaiting-plan'],
  rectification: ['awaiting-response', 'awaiting-plan', 'rectifying', 'awaiting-acceptance'],
  'look-back': ['closed'],
};

/** Who hears of it, up the line of responsibility (4.2, 4.3.1): 责任人、负责人、运行主体、评价主体、上级. [DL4] */
export const LINE = ['owner', 'leader', 'running-body', 'lead-body', 'superior-body'] as const;
export type LinePlace = (typeof LINE)[number];

/** Days before the date on which those who have to act are reminded; 0 is the day itself. [DL3] */
export const REMINDED_BEFORE = [7, 3, 1, 0] as const;

/** 提醒、催办、督办、约谈、通报 */
export const RUNGS = ['remind', 'urge', 'supervise', 'interview', 'circular'] as const;
export type Rung = (typeof RUNGS)[number];

export interface RungRule {
  /** working days after the last day */
  readonly after: number;
  readonly to: readonly LinePlace[];
}
/** Rung → when it is reached, and who hears of it. [DL4] */
export const LADDER: Readonly<Record<Rung, RungRule>> = {
  remind: { after: 1, to: ['owner', 'leader'] },
  urge: { after: 3, to: ['owner', 'leader'] },
  supervise: { after: 5, to: ['owner', 'leader', 'running-body', 'lead-body'] },
  interview: { after: 10, to: ['leader', 'running-body', 'lead-body'] },
  circular: { after: 15, to: ['leader', 'running-body', 'lead-body', 'superior-body'] },
};

/** Whether an open date is over: the last day itself still counts. [DL2] */
export const isOverdue = (lastDay: string, today: string): boolean => today > lastDay;
