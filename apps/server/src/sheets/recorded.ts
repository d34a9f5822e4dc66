/** What was recorded beside the facts, as it is frozen into a sheet: the checklists, and readings that were settled. Pure. [SH7] */
import { conflictKey, itemKey } from '@heping/protocol';
import type { Conflict, Settlement, SheetChecklist, SheetReading } from '@heping/protocol';
import {
  checklistsOf,
  detailsOfList,
  itemAt,
  RECORD_FIELDS,
  type Details,
  type FieldKind,
  type ItemFact,
  type RequirementCode,
  type Rubric,
  type Tier,
} from '@heping/scoring';

/** What the panel wrote beside the facts. */
export interface RecordedMatter {
  readonly details: Readonly<Record<RequirementCode, Details>>;
  readonly items: Readonly<Record<string, Readonly<Record<string, ItemFact>>>>;
  readonly settled: Readonly<Record<string, readonly Settlement[]>>;
  /** What nobody has settled: of an item it does not hold up the signing, so it is told as it is. */
  readonly unsettled: Readonly<Record<string, Conflict>>;
}

type Item = SheetChecklist['items'][number];

/** Every checklist of the tier with what was found, in the order of the rubric. */
export function checklistsIn(rubric: Rubric, tier: Tier, matter: RecordedMatter): SheetChecklist[] {
  return checklistsOf(rubric, tier).map((list) => ({
    code: list.code,
    title: { ...list.title },
    indicator: list.indicator,
    proof: list.proof,
    fields: [...detailsOfList(rubric, list)],
    items: list.items.map(({ code, title, clause }): Item => {
      const { there, notApplicable, details } = itemAt(matter, list.code, code);
      const open = matter.unsettled[conflictKey('facts', itemKey(list.code, code))];
      return {
        code,
        title: { ...title },
        clause,
        // Set differently by two people, it is neither.
        there: open === undefined ? there : null,
        notApplicable,
        details: { ...details },
        ...(open !== undefined && { contested: open.values.flatMap(readingOf) }),
      };
    }),
  }));
}

type Reading = SheetReading['values'][number];

/** A value that is a number, yes or no, or nothing; how it was got comes with it. */
const readingOf = ({ value, by, beside }: Settlement['values'][number]): Reading[] =>
  isReading(value) ? [{ value, by, ...(beside !== undefined && { beside: { ...beside } }) }] : [];

const isReading = (value: unknown): value is Reading['value'] =>
  value === null || typeof value === 'number' || typeof value === 'boolean';

/** Readings of facts and items between which a person chose: what was not chosen is signed with the rest. Words are no readings. */
export const readingsIn = ({ settled }: RecordedMatter): SheetReading[] =>
  Object.entries(settled)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, settlements]) =>
      settlements.flatMap(({ values, taken, by }): SheetReading[] =>
        isReading(taken) && values.every(({ value }) => isReading(value))
          ? [{ key, values: values.flatMap(readingOf), taken, by }]
          : [],
      ),
    );

/** The fields that say no words of people’s own: numbers, days, how an area was got. */
export const withoutWords = (details: Readonly<Record<string, string | number>> = {}): Details =>
  Object.fromEntries(
    Object.entries(details).filter(
      ([field]) =>
        (RECORD_FIELDS as Readonly<Record<string, FieldKind>>)[field] !== 'text' && field !== 'how',
    ),
  );

/** A checklist without what may name people outside the panel. [PO6] */
export const publicChecklist = (list: SheetChecklist): SheetChecklist => ({
  ...list,
  items: list.items.map(({ contested, ...item }) => ({
    ...item,
    notApplicable: item.notApplicable && '',
    details: { ...withoutWords(item.details) },
    ...(contested && { contested: contested.map(({ value, by }) => ({ value, by })) }),
  })),
});
