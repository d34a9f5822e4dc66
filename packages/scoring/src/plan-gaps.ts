/** What is missing in a rectification plan before it can be submitted: the page and the server ask the same. [PL1–PL5] */
import { isBlank } from './blank.ts';
import type { FindingState, RectificationKind } from './finding-states.ts';
import type { MeasureKind } from './measure-states.ts';

/** A measure as it stands in the plan. */
export interface PlannedMeasure {
  /** `3.ab12cd`: finding and slot, the same for its whole life. */
  readonly place: string;
  /** null: taken out by one person while another changed it */
  readonly kind: MeasureKind | null;
  readonly text: string;
  /** an account; null for somebody without one */
  readonly owner: string | null;
  readonly ownerName: string | null;
  /** `YYYY-MM-DD` */
  readonly due: string | null;
  readonly expected: string | null;
  readonly position: number;
}

/** What the plan says of one finding. */
export interface PlannedFinding {
  /** its number in the evaluation */
  readonly finding: number;
  /** 问题原因 */
  readonly cause: string;
  /** 整改类型 */
  readonly kind: RectificationKind | null;
  /** 责任领导 */
  readonly responsible: string | null;
  readonly measures: readonly PlannedMeasure[];
}

/** A finding is part of a plan from its response on, until its acceptance is asked for. [PL1] */
export const PLANNED_IN: readonly FindingState[] = ['awaiting-plan', 'rectifying'];
export const isPlanned = (state: FindingState): boolean => PLANNED_IN.includes(state);

export const PLAN_GAPS = [
  /** no cause */
  'cause',
  /** no measure */
  'measures',
  /** a measure without words */
  'text',
  'kind',
  'owner',
  /** whose account is not one of the centre's */
  'owner-unknown',
  'due',
  /** after the finding's own date, and no extension was granted */
  'due-late',
  /** over before it was approved */
  'due-past',
  /** two people set one value unseen by each other */
  'conflict',
  /** was taken out by an approved change of the plan, and came back under its old name */
  'dropped',
  /** 责任领导 that is none of the centre's leaders */
  'responsible-unknown',
] as const;
export type PlanGapKind = (typeof PLAN_GAPS)[number];

export interface PlanGap {
  readonly kind: PlanGapKind;
  readonly finding: number;
  /** of which measure */
  readonly place?: string;
  /** until when, for `due-late` */
  readonly until?: string;
}

export interface PlanQuestion {
  /** What the plan says of the findings that belong to it. [PL1] */
  readonly planned: readonly PlannedFinding[];
  /** Finding → its last day. */
  readonly dueOn: Readonly<Record<number, string>>;
  /** Measure → until when it was extended. */
  readonly extended: Readonly<Record<string, string>>;
  /** Measure → its date as it stands approved: that one may be over. */
  readonly approvedDue: Readonly<Record<string, string>>;
  /** In the campaign's time zone. */
  readonly today: string;
  /** Measures that an approved change took out. */
  readonly dropped: ReadonlySet<string>;
  /** Keys of conflicts that nobody has settled: `measures:3.ab12cd.due`, `findings:3.kind`. */
  readonly conflicts: readonly string[];
  /** The centre's people, and those of them who lead it. */
  readonly people: ReadonlySet<string>;
  readonly leaders: ReadonlySet<string>;
}

/** Every gap, in the order of the plan. None: it can be submitted. [PL2–PL5] */
export function planGapsOf(question: PlanQuestion): readonly PlanGap[] {
  return question.planned.flatMap((one) => {
    const { finding, cause, responsible, measures } = one;
    const gap = (kind: PlanGapKind, isMissing: boolean): PlanGap[] => (isMissing ? [{ kind, finding }] : []);
    return [
      ...gap('cause', isBlank(cause)),
      ...gap('measures', measures.length === 0),
      ...gap('responsible-unknown', responsible !== null && !question.leaders.has(responsible)),
      ...gap('conflict', isContested(question, `findings:${finding}.`)),
      ...measures.flatMap((measure) => gapsOfMeasure(finding, measure, question)),
    ];
  });
}

function gapsOfMeasure(finding: number, measure: PlannedMeasure, question: PlanQuestion): PlanGap[] {
  const { place, kind, text, owner, ownerName, due } = measure;
  const until = latestDue(place, finding, question);
  const holds: Readonly<Partial<Record<PlanGapKind, boolean>>> = {
    text: isBlank(text),
    kind: kind === null,
    owner: owner === null && (ownerName === null || isBlank(ownerName)),
    'owner-unknown': owner !== null && !question.people.has(owner),
    due: due === null,
    'due-late': due !== null && until !== undefined && due > until,
    'due-past': due !== null && isPast(due, place, until, question),
    conflict: isContested(question, `measures:${place}.`),
    dropped: question.dropped.has(place),
  };
  return PLAN_GAPS.filter((one) => holds[one] === true).map((one) => ({
    ...{ kind: one, finding, place },
    ...(one === 'due-late' && until !== undefined ? { until } : {}),
  }));
}

/** The last day for a measure: its finding's, or its own where an extension was granted. [PL4] */
function latestDue(place: string, finding: number, { dueOn, extended }: PlanQuestion): string | undefined {
  const [own, its] = [extended[place], dueOn[finding]];
  return own !== undefined && (its === undefined || own > its) ? own : its;
}

/**
 * Whether a date is over that nobody has approved. Where the last day that is allowed is over itself, no other date can be
 * given, and that one is taken. [PL4]
 */
function isPast(
  due: string,
  place: string,
  until: string | undefined,
  { approvedDue, today }: PlanQuestion,
): boolean {
  if (due >= today || approvedDue[place] === due) return false;
  return until === undefined || until >= today || due !== until;
}

const isContested = ({ conflicts }: PlanQuestion, prefix: string): boolean =>
  conflicts.some((key) => key.startsWith(prefix));

/** Whether a text is a day of the calendar, written as 2026-11-23. [PL5] */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}
