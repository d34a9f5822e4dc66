/** A measure of an approved plan: reported by who does it, verified by somebody else. One table. [ME1–ME6] */
import { isBlank } from './blank.ts';
import type { Result } from './types.ts';

/** 立行立改、纠正、预防 (7.5.1). */
export const MEASURE_KINDS = ['immediate', 'corrective', 'preventive'] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];

/** 落实中、待核验、已核验; 已取消 where an approved change of the plan took it out. [ME1] */
export const MEASURE_STATES = ['doing', 'reported', 'verified', 'dropped'] as const;
export type MeasureState = (typeof MEASURE_STATES)[number];

/** 责任人, with an account or by link; the centre's leader; an officer of the committee. */
export const MEASURE_PARTIES = ['owner', 'leader', 'officer'] as const;
export type MeasureParty = (typeof MEASURE_PARTIES)[number];

export const MEASURE_CONDITIONS = [
  /** the finding is being rectified */
  'rectifying',
  /** the finding is being rectified, or waits for its acceptance */
  'open',
  /** 100 % are reported with this act */
  'complete',
  /** who acts is none of the centre's people */
  'untied',
  /** who acts does not own it and did not report it */
  'another-person',
  /** an extension was asked for and not decided */
  'extension-asked',
  'no-extension-asked',
] as const;
export type MeasureCondition = (typeof MEASURE_CONDITIONS)[number];

export const MEASURE_ACTS = [
  'note',
  'report',
  'check',
  'verify',
  'return',
  'ask-extension',
  'grant-extension',
  'refuse-extension',
  'drop',
] as const;
export type MeasureAct = (typeof MEASURE_ACTS)[number];

export interface MeasureTransition {
  readonly from: readonly MeasureState[];
  readonly to: MeasureState;
  readonly by: readonly MeasureParty[];
  readonly needs: readonly MeasureCondition[];
  /** Whether it closes a door and therefore says why. [ME3] */
  readonly reason: boolean;
}

/** Act → from where to where, by whom, under which conditions. [ME2–ME5] */
export const MEASURE_TRANSITIONS: Readonly<Record<MeasureAct, MeasureTransition>> = {
  // 填报进展
  note: {
    ...{ from: ['doing'], to: 'doing', by: ['owner', 'leader'] },
    ...{ needs: ['rectifying'], reason: false },
  },
  // 报告完成
  report: {
    ...{ from: ['doing'], to: 'reported', by: ['owner', 'leader'] },
    ...{ needs: ['rectifying', 'complete'], reason: false },
  },
  // 核验进度: how much of it was seen to be done.
  check: {
    ...{ from: ['doing'], to: 'doing', by: ['officer'] },
    ...{ needs: ['rectifying', 'untied', 'another-person'], reason: false },
  },
  // 核验通过
  verify: {
    ...{ from: ['reported'], to: 'verified', by: ['officer'] },
    ...{ needs: ['open', 'untied', 'another-person'], reason: false },
  },
  // 退回
  return: {
    ...{ from: ['reported'], to: 'doing', by: ['officer'] },
    ...{ needs: ['open'], reason: true },
  },
  // 申请延期
  'ask-extension': {
    ...{ from: ['doing'], to: 'doing', by: ['owner', 'leader'] },
    ...{ needs: ['rectifying', 'no-extension-asked'], reason: true },
  },
  'grant-extension': {
    ...{ from: ['doing'], to: 'doing', by: ['officer'] },
    ...{ needs: ['extension-asked', 'untied', 'another-person'], reason: true },
  },
  'refuse-extension': {
    ...{ from: ['doing'], to: 'doing', by: ['officer'] },
    ...{ needs: ['extension-asked', 'untied', 'another-person'], reason: true },
  },
  // Taken out by an approved change of the plan.
  drop: {
    ...{ from: ['doing', 'reported'], to: 'dropped', by: ['officer'] },
    ...{ needs: ['rectifying'], reason: true },
  },
};

export interface MeasureStanding {
  readonly state: MeasureState;
  readonly parties: readonly MeasureParty[];
  readonly holds: ReadonlySet<MeasureCondition>;
  readonly reason?: string | undefined;
}
export type MeasureRefusal = 'state' | 'party' | 'reason' | MeasureCondition;

/** Where an act leads; refused by the first that does not hold: party, state, conditions in order, reason. [ME2–ME5] */
export function nextMeasureState(
  act: MeasureAct,
  { state, parties, holds, reason }: MeasureStanding,
): Result<MeasureState, MeasureRefusal> {
  const { from, to, by, needs, reason: needsReason } = MEASURE_TRANSITIONS[act];
  const refused = (error: MeasureRefusal) => ({ ok: false, error }) as const;
  if (!by.some((party) => parties.includes(party))) return refused('party');
  if (!from.includes(state)) return refused('state');
  const missing = needs.find((condition) => !holds.has(condition));
  if (missing !== undefined) return refused(missing);
  if (needsReason && (reason === undefined || isBlank(reason))) return refused('reason');
  return { ok: true, value: to };
}

/** What somebody could do with a measure now, given a reason and 100 %: the buttons of a page. [ME6] */
export const possibleMeasureActs = (standing: Omit<MeasureStanding, 'reason'>): readonly MeasureAct[] =>
  MEASURE_ACTS.filter(
    (act) =>
      nextMeasureState(act, {
        ...standing,
        holds: new Set([...standing.holds, 'complete']),
        reason: act,
      }).ok,
  );

/**
 * A finding's percentage from those of its measures that were not dropped: the mean, rounded down, so that 100 is all
 * of it; 0 where there are none. [ME4]
 */
export function percentOf(
  measures: readonly { readonly state: MeasureState; readonly percent: number }[],
): number {
  const standing = measures.filter(({ state }) => state !== 'dropped');
  const sum = standing.reduce((total, { percent }) => total + percent, 0);
  return standing.length === 0 ? 0 : Math.floor(sum / standing.length);
}
