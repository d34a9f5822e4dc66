/** 纸面评分: a ballot that stands on paper is typed twice, and the two are compared. [PB1–PB3] */
import type { IndicatorCode, Tenths } from './types.ts';

/** By indicator what was typed; null: the place on the paper is empty. What is not in it has not been typed yet. [PB1] */
export type Typing = Readonly<Record<IndicatorCode, Tenths | null>>;

export const PAPER_STATES = ['typing', 'differs', 'checked'] as const;
export type PaperState = (typeof PAPER_STATES)[number];

export interface PaperCheck {
  readonly state: PaperState;
  /** How many places the second person has typed. */
  readonly typed: number;
  readonly total: number;
  /** Where the two are not the same; told only when the second typing is whole. [PB2] */
  readonly differing: readonly IndicatorCode[];
}

/**
 * The panelist's own ballot against what a second person typed from the same paper, in the order of the rubric. An
 * empty place is the same as an empty place and never as zero. [PB1–PB3]
 */
export function checkPaper(indicators: readonly IndicatorCode[], ballot: Typing, second: Typing): PaperCheck {
  const typed = indicators.filter((code) => second[code] !== undefined).length;
  const total = indicators.length;
  if (typed < total) return { state: 'typing', typed, total, differing: [] };
  const differing = indicators.filter((code) => (ballot[code] ?? null) !== second[code]);
  return { state: differing.length > 0 ? 'differs' : 'checked', typed, total, differing };
}
