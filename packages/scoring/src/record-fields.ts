/**
 * What is written down beside a fact and beside an item of a checklist: which field for which kind, as tables. Nothing of
 * it lowers a ceiling or blocks signing. [IR1–IR7]
 */
import { isBlank } from './blank.ts';
import { isCalendarDay } from './plan-gaps.ts';
import type { Checklist, Fact, FactKind, Proof, Requirement, Rubric } from './types.ts';

/** How an area was got: measured on the spot, or read from a paper, or only told. */
export const MEASURING_WAYS = ['measured', 'certificate', 'drawing', 'contract', 'told'] as const;
export type MeasuringWay = (typeof MEASURING_WAYS)[number];

export const FIELD_KINDS = ['text', 'number', 'day', 'way'] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** Every field there is, with what kind of value it takes. [IR1] */
export const RECORD_FIELDS = {
  /** how the quantity was got */
  way: 'way',
  /** posts, dates or titles behind a count; whose post or which organisation holds it */
  names: 'text',
  /** how many were asked */
  sample: 'number',
  /** on which day they were asked */
  on: 'day',
  /** what counted as satisfied */
  definition: 'text',
  /** name or number of the document */
  document: 'text',
  dated: 'day',
  /** when a mechanism was last used */
  lastUsed: 'day',
  /** so many … */
  counted: 'number',
  /** … of so many */
  outOf: 'number',
  /** items drawn from the register … */
  drawn: 'number',
  /** … and those found as it says */
  matched: 'number',
  remark: 'text',
} as const satisfies Readonly<Record<string, FieldKind>>;
export type RecordField = keyof typeof RECORD_FIELDS;
export const RECORD_FIELD_NAMES = Object.keys(RECORD_FIELDS) as readonly RecordField[];

/** Fields that are filled, by name. */
export type Details = Readonly<Partial<Record<RecordField, string | number>>>;

/** What goes with a fact of each kind. [IR2] */
export const FACT_DETAILS: Readonly<Record<FactKind, readonly RecordField[]>> = {
  measure: ['way'],
  count: ['names'],
  rate: ['sample', 'on', 'definition'],
  checklist: [],
  held: ['names'],
};

/** What goes with an item, by what proves it; a photo is proof by itself. [IR3] */
export const PROOF_DETAILS: Readonly<Record<Proof, readonly RecordField[]>> = {
  photo: [],
  document: ['document', 'dated'],
  count: ['counted', 'outOf'],
  sample: ['drawn', 'matched'],
};

/**
 * Lists that ask for more than their proof does, by rubric. They stand here and not in the rubric: its hash stands on every
 * sheet that was signed by it, and what is noted beside an item gives no points.
 */
const BESIDES: Readonly<Record<string, Readonly<Record<string, readonly RecordField[]>>>> = {
  huzhou: { mechanisms: ['lastUsed'] },
};

/** The fields of each item of a list, the remark last. [IR3] */
export const detailsOfList = (
  { code: rubric }: Pick<Rubric, 'code'>,
  { code, proof }: Pick<Checklist, 'code' | 'proof'>,
): readonly RecordField[] => [...PROOF_DETAILS[proof], ...(BESIDES[rubric]?.[code] ?? []), 'remark'];

/** Nobody counts further on a visit. */
const MOST_COUNTED = 999_999;

const FIELD_JUDGES: Readonly<Record<FieldKind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) =>
    Number.isInteger(value) &&
    !Object.is(value, -0) &&
    (value as number) >= 0 &&
    (value as number) <= MOST_COUNTED,
  day: (value) => typeof value === 'string' && isCalendarDay(value),
  way: (value) => MEASURING_WAYS.some((way) => way === value),
};

/** Whether a value may stand in a field; `null` (not filled) may. [IR1] */
export const isFieldValue = (field: RecordField, value: unknown): boolean =>
  value === null || FIELD_JUDGES[RECORD_FIELDS[field]](value);

/** What the panel found of one item. */
export interface ItemFact {
  readonly there: boolean | null;
  /** Why it does not apply here. */
  readonly notApplicable: string | null;
  readonly details: Details;
}

export const ITEM_STATES = ['there', 'absent', 'not-applicable', 'unrecorded'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** How an item stands: what does not apply, with a reason, is neither there nor missing. [IR4] */
export function itemState({ there, notApplicable }: Pick<ItemFact, 'there' | 'notApplicable'>): ItemState {
  if (!isBlank(notApplicable ?? '')) return 'not-applicable';
  if (there === null) return 'unrecorded';
  return there ? 'there' : 'absent';
}

/** In which states a proof is asked for: a document only where there is one, numbers where somebody has looked. [IR5] */
const ASKED_IN: Readonly<Record<Proof, readonly ItemState[]>> = {
  photo: [],
  document: ['there'],
  count: ['there', 'absent'],
  sample: ['there', 'absent'],
};

const isFilled = (value: string | number | undefined): boolean =>
  value !== undefined && (typeof value === 'number' || !isBlank(value));

/** Fields of an item that are asked for and empty. A remark is never asked for. [IR5] */
export function openDetails(
  rubric: Pick<Rubric, 'code'>,
  list: Pick<Checklist, 'code' | 'proof'>,
  item: ItemFact,
): readonly RecordField[] {
  if (!ASKED_IN[list.proof].includes(itemState(item))) return [];
  return detailsOfList(rubric, list).filter((field) => field !== 'remark' && !isFilled(item.details[field]));
}

/** Fields of a fact that are asked for and empty: nothing goes with a fact that is not there, or that is none. [IR5] */
export function openFactDetails(
  { kind }: Pick<Requirement, 'kind'>,
  fact: Fact | undefined,
  details: Details,
): readonly RecordField[] {
  const value = fact?.value ?? null;
  const isNone = value === null || value === false || (kind === 'count' && value === 0);
  if (isNone || !isBlank(fact?.notApplicable ?? '')) return [];
  return FACT_DETAILS[kind].filter((field) => !isFilled(details[field]));
}

export const DOUBTS = ['more-than-there-are', 'more-than-drawn', 'unlikely-day'] as const;
export type Doubt = (typeof DOUBTS)[number];

/** Nothing that is looked at here is older, and a year is soon typed wrong. */
export const OLDEST_YEAR = '1949';
/** Whether a day of something that has happened is doubtful: still to come, or before 1949. Days written so compare as text. */
const isUnlikelyDay = (day: string, today: string): boolean => day > today || day < OLDEST_YEAR;

/** What cannot be as it stands: kept, and pointed out, since two people may have filled the two fields. [IR6] */
export function doubtsOf(details: Details, today: string): readonly Doubt[] {
  const isMore = (part: RecordField, whole: RecordField) => {
    const [some, all] = [details[part], details[whole]];
    return typeof some === 'number' && typeof all === 'number' && some > all;
  };
  const isUnlikely = RECORD_FIELD_NAMES.some((field) => {
    const day = details[field];
    return RECORD_FIELDS[field] === 'day' && typeof day === 'string' && isUnlikelyDay(day, today);
  });
  const found: Readonly<Record<Doubt, boolean>> = {
    'more-than-there-are': isMore('counted', 'outOf'),
    'more-than-drawn': isMore('matched', 'drawn'),
    'unlikely-day': isUnlikely,
  };
  return DOUBTS.filter((doubt) => found[doubt]);
}
