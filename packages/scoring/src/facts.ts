/** What the panel measured, counted or saw, against what a clause asks. [RQ11, RQ12] */
import { isBlank } from './blank.ts';
import { formatPoints, parsePoints } from './points.ts';
import type { ChecklistItem, Fact, FactKind, Localized, Requirement, Threshold } from './types.ts';

export type FactVerdict =
  | 'ok'
  | 'not-a-number'
  | 'below-zero'
  | 'not-whole'
  | 'over-hundred'
  | 'not-yes-or-no'
  | 'not-a-checklist'
  | 'unknown-item';

/** 100 % in tenths of a percent. */
const WHOLE_RATE = 1000;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function judgeNumber(value: unknown, most: number): FactVerdict {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'not-a-number';
  if (value < 0) return 'below-zero';
  if (!Number.isSafeInteger(value)) return 'not-whole';
  return value > most ? 'over-hundred' : 'ok';
}

function judgeChecklist(value: unknown, threshold: Threshold): FactVerdict {
  if (!isRecord(value)) return 'not-a-checklist';
  const known = new Set(itemsOf(threshold).map((item) => item.code));
  for (const [code, mark] of Object.entries(value)) {
    if (!known.has(code)) return 'unknown-item';
    if (mark !== null && typeof mark !== 'boolean') return 'not-yes-or-no';
  }
  return 'ok';
}

const JUDGES: Readonly<Record<FactKind, (value: unknown, threshold: Threshold) => FactVerdict>> = {
  measure: (value) => judgeNumber(value, Infinity),
  count: (value) => judgeNumber(value, Infinity),
  rate: (value) => judgeNumber(value, WHOLE_RATE),
  held: (value) => (typeof value === 'boolean' ? 'ok' : 'not-yes-or-no'),
  checklist: judgeChecklist,
};

/** Whether a value may stand as the fact of a requirement; `null` (not recorded) may. [RQ11] */
export function judgeFact(requirement: Requirement, threshold: Threshold, value: unknown): FactVerdict {
  return value === null ? 'ok' : JUDGES[requirement.kind](value, threshold);
}

/**
 * How far a fact reaches. `portion` is what counts of `required`, for the ceiling; items of a checklist that nobody
 * has looked at yet count as there, since what is not recorded lowers nothing. [RQ12, CE5]
 */
export interface Reach {
  readonly met: boolean | null;
  readonly isComplete: boolean;
  readonly portion: number;
  readonly required: number;
  readonly missing: readonly ChecklistItem[];
}

const nothingAsked = (met: true | null, isComplete: boolean): Reach => ({
  met,
  isComplete,
  portion: 1,
  required: 1,
  missing: [],
});
const NOT_RECORDED = nothingAsked(null, false);
const NOT_APPLICABLE = nothingAsked(true, true);

/** A fact against its threshold. A value that breaks its own rules counts as not recorded. [RQ12] */
export function reachOf(requirement: Requirement, threshold: Threshold, fact: Fact | undefined): Reach {
  if (isNotApplicable(fact)) return NOT_APPLICABLE;
  const value = fact?.value ?? null;
  if (value === null || judgeFact(requirement, threshold, value) !== 'ok') return NOT_RECORDED;
  if (typeof value === 'object') return reachOfChecklist(threshold, value);
  const portion = Number(value);
  const required = threshold.least ?? 1;
  return { met: portion >= required, isComplete: true, portion, required, missing: [] };
}

function reachOfChecklist(threshold: Threshold, marks: Readonly<Record<string, boolean | null>>): Reach {
  const items = itemsOf(threshold);
  const missing = items.filter((item) => marks[item.code] === false);
  const isComplete = items.every((item) => typeof marks[item.code] === 'boolean');
  return {
    met: missing.length > 0 ? false : isComplete || null,
    isComplete,
    portion: items.length - missing.length,
    required: items.length,
    missing,
  };
}

/** Facts can be "not applicable", with a reason; without one it was not said. [RQ12] */
export function isNotApplicable(fact: Fact | undefined): boolean {
  return !isBlank(fact?.notApplicable ?? '');
}

/**
 * Whether a fact reaches its threshold; `null` while it is not recorded. What does not apply falls short of
 * nothing. [RQ12]
 */
export function isMet(
  requirement: Requirement,
  threshold: Threshold,
  fact: Fact | undefined,
): boolean | null {
  return reachOf(requirement, threshold, fact).met;
}

const itemsOf = (threshold: Threshold): readonly ChecklistItem[] => threshold.items ?? [];

const IN_TENTHS: Readonly<Record<FactKind, boolean>> = {
  measure: true,
  rate: true,
  count: false,
  checklist: false,
  held: false,
};

/** A recorded or required number for reading: 2865 tenths of m² → `"286.5"`, 4 times → `"4"`. [RQ11] */
export function formatQuantity(kind: FactKind, value: number): string {
  return IN_TENTHS[kind] ? formatPoints(value) : String(value);
}

/** Units of which there can be one; rubric files and sealed sheets name them in the plural. */
const ONE_OF: Readonly<Record<string, string>> = { people: 'person', pieces: 'piece', times: 'time' };

/** The unit beside a written number: 1 person, 2 people. [RQ11] */
export const unitBeside = ({ zh, en }: Localized, figure: string): Localized => ({
  zh,
  en: figure === '1' ? (ONE_OF[en] ?? en) : en,
});

/** What a person typed for a fact, in the unit it is kept in; `null` when it is no such number. [RQ11] */
export function parseQuantity(kind: FactKind, text: string): number | null {
  const tenths = parsePoints(text);
  if (tenths === null || IN_TENTHS[kind]) return tenths;
  return tenths % 10 === 0 ? tenths / 10 : null;
}
