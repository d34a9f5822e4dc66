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

/** Names and words for what the document holds as ids and codes. */
export interface Reading {
  nameOf(person: string): string;
  rectificationOf(kind: NonNullable<PlannedFinding['kind']>): string;
  measureKindOf(kind: NonNullable<PlannedMeasure['kind']>): string;
}

/** Null where nothing differs. */
export function changeOf(
  before: SubmittedFinding | undefined,
  now: PlannedFinding,
  reading: Reading,
): PlanChange | null {
  const { nameOf, rectificationOf } = reading;
  const fields = differing([
    ['cause', before?.cause ?? '', now.cause],
    ['kind', before?.kind ? rectificationOf(before.kind) : '', now.kind ? rectificationOf(now.kind) : ''],
    ['responsible', ...personsOf(before?.responsible, now.responsible, nameOf)],
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
  { kind, text, owner, ownerName, due, expected }: PlannedMeasure,
  { nameOf, measureKindOf }: Reading,
): readonly FieldChange[] {
  return differing([
    [
      'measure-kind',
      old === undefined ? '' : measureKindOf(old.kind),
      kind === null ? '' : measureKindOf(kind),
    ],
    ['text', old?.text ?? '', text],
    [
      'owner',
      ...(owner === null
        ? ([old?.owner.name ?? '', ownerName ?? ''] as const)
        : personsOf(old?.owner, owner, nameOf)),
    ],
    ['due', old?.due ?? '', due ?? ''],
    ['expected', old?.expected ?? '', expected ?? ''],
  ]);
}

/** Who it was and who it is. The same person is the same, however the reader's language writes the name. */
function personsOf(
  before: { readonly id: string | null; readonly name: string } | null | undefined,
  now: string | null,
  nameOf: Reading['nameOf'],
): readonly [string, string] {
  const name = now === null ? '' : nameOf(now);
  return [now !== null && before?.id === now ? name : (before?.name ?? ''), name];
}

const differing = (
  rows: readonly (readonly [FieldChange['field'], string, string])[],
): readonly FieldChange[] =>
  rows
    .filter(([, before, after]) => before !== after)
    .map(([field, before, after]) => ({ field, before, after }));
