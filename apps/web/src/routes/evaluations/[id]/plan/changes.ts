/** What differs between a plan as it was submitted or approved and as it is written now. Pure. */
import type { SubmittedFinding, SubmittedMeasure } from '@heping/protocol';
import type { PlannedFinding, PlannedMeasure } from '@heping/scoring';

export const FIELDS = ['cause', 'kind', 'responsible', 'text', 'owner', 'due', 'expected'] as const;
export type Field = (typeof FIELDS)[number];

/** `before` and `after` as they are read; empty where there is nothing. */
export interface FieldChange {
  readonly field: Field | 'measure-kind';
  readonly before: string;
  readonly after: string;
}
export interface MeasureChange {
  readonly place: string;
  readonly kind: 'added' | 'dropped' | 'changed';
  /** its words, to know which it is */
  readonly text: string;
  readonly fields: readonly FieldChange[];
}
export interface PlanChange {
  readonly finding: number;
  readonly fields: readonly FieldChange[];
  readonly measures: readonly MeasureChange[];
}

type Named = SubmittedMeasure['owner'];

/** Names and words for what the document holds as ids and codes. */
export interface Reading {
  nameOf(person: string): string;
  /** As they were called when it was submitted. */
  calledOf(person: Named): string;
  rectificationOf(kind: NonNullable<PlannedFinding['kind']>): string;
  measureKindOf(kind: NonNullable<PlannedMeasure['kind']>): string;
}

/** Null where nothing differs. */
export function changeOf(
  before: SubmittedFinding | undefined,
  now: PlannedFinding,
  reading: Reading,
): PlanChange | null {
  const { rectificationOf } = reading;
  const fields = differing([
    ['cause', text(before?.cause), text(now.cause)],
    ['kind', code(before?.kind, rectificationOf), code(now.kind, rectificationOf)],
    ['responsible', frozen(before?.responsible, reading), current(now.responsible, null, reading)],
  ]);
  const measures = measureChanges(before?.measures ?? [], now.measures, reading);
  return fields.length + measures.length === 0 ? null : { finding: now.finding, fields, measures };
}

function measureChanges(
  before: readonly SubmittedMeasure[],
  now: readonly PlannedMeasure[],
  reading: Reading,
): readonly MeasureChange[] {
  const known = new Map(before.map((one) => [one.place, one]));
  const there = new Set(now.map(({ place }) => place));
  const changed = now.flatMap((measure): MeasureChange[] => {
    const { place, text } = measure;
    const old = known.get(place);
    const fields = fieldsOf(old, measure, reading);
    if (old === undefined) return [{ place, kind: 'added', text, fields }];
    return fields.length === 0 ? [] : [{ place, kind: 'changed', text: old.text, fields }];
  });
  const dropped = before
    .filter(({ place }) => !there.has(place))
    .map(({ place, text }): MeasureChange => ({ place, kind: 'dropped', text, fields: [] }));
  return [...changed, ...dropped];
}

function fieldsOf(
  old: SubmittedMeasure | undefined,
  measure: PlannedMeasure,
  reading: Reading,
): readonly FieldChange[] {
  const { measureKindOf } = reading;
  return differing([
    ['measure-kind', code(old?.kind, measureKindOf), code(measure.kind, measureKindOf)],
    ['text', text(old?.text), text(measure.text)],
    ['owner', frozen(old?.owner, reading), current(measure.owner, measure.ownerName, reading)],
    ['due', text(old?.due), text(measure.due)],
    ['expected', text(old?.expected), text(measure.expected)],
  ]);
}

/** What a field says, and how that is read: what differs is decided by what it says, in whatever language it is read. */
interface Said {
  readonly is: string;
  readonly read: string;
}

const NOTHING: Said = { is: '', read: '' };
const text = (words: string | null | undefined): Said =>
  words == null ? NOTHING : { is: words, read: words };
const code = <Code extends string>(value: Code | null | undefined, wordOf: (value: Code) => string): Said =>
  value == null ? NOTHING : { is: value, read: wordOf(value) };

/** Who it is, and not how they are called: that has two languages, and may change. */
const person = (id: string): string => `person ${id}`;
const frozen = (named: Named | null | undefined, { calledOf }: Reading): Said =>
  named == null ? NOTHING : { is: named.id === null ? named.name : person(named.id), read: calledOf(named) };
const current = (id: string | null, name: string | null, { nameOf }: Reading): Said =>
  id === null ? text(name) : { is: person(id), read: nameOf(id) };

const differing = (rows: readonly (readonly [FieldChange['field'], Said, Said])[]): readonly FieldChange[] =>
  rows
    .filter(([, before, after]) => before.is !== after.is)
    .map(([field, before, after]) => ({ field, before: before.read, after: after.read }));
