/**
 * What the inspection record holds beside the facts: fields of a fact, items of the checklists with their fields, second
 * readings. `facts` has `satisfaction.sample`, `logo.after-dusk` (there or not), `logo.after-dusk.na`,
 * `mechanisms.operation.lastUsed`; `readings` has `floor-area`, `floor-area.how`, `zones-service.reception.how`. [LA13–LA15]
 */
import {
  checklistsOf,
  detailsOfList,
  FACT_DETAILS,
  type Checklist,
  type ChecklistItem,
  type RecordField,
  type Requirement,
  type Rubric,
  type Threshold,
  type Tier,
} from '@heping/scoring';
import { factKeysOf, type FactKey } from './layout.ts';

/** A field of a fact: `satisfaction.sample`. */
export const detailKey = (requirement: string, field: RecordField): string => `${requirement}.${field}`;
/** Whether an item is there: `logo.after-dusk`. */
export const itemKey = (list: string, item: string): string => `${list}.${item}`;
/** A field of an item, or why it does not apply: `logo.after-dusk.na`. */
export const itemFieldKey = (list: string, item: string, field: RecordField | 'na'): string =>
  `${list}.${item}.${field}`;

export interface DetailKey {
  readonly key: string;
  readonly requirement: Requirement;
  readonly threshold: Threshold;
  readonly detail: RecordField;
}

/** The keys of what goes with the facts of a tier. [LA13] */
export const detailKeysOf = (rubric: Rubric, tier: Tier): readonly DetailKey[] =>
  factKeysOf(rubric, tier)
    .filter(({ field }) => field === 'how')
    .flatMap(({ requirement, threshold }) =>
      FACT_DETAILS[requirement.kind].map((detail) => ({
        key: detailKey(requirement.code, detail),
        ...{ requirement, threshold, detail },
      })),
    );

export interface ItemKey {
  readonly key: string;
  readonly list: Checklist;
  readonly item: ChecklistItem;
  readonly field: 'there' | 'na' | RecordField;
}

/** The keys of the checklists of a tier. [LA14] */
export const itemKeysOf = (rubric: Rubric, tier: Tier): readonly ItemKey[] =>
  checklistsOf(rubric, tier).flatMap((list) =>
    list.items.flatMap((item): ItemKey[] => [
      { key: itemKey(list.code, item.code), list, item, field: 'there' },
      ...(['na', ...detailsOfList(rubric, list)] as const).map((field) => ({
        key: itemFieldKey(list.code, item.code, field),
        ...{ list, item, field },
      })),
    ]),
  );

/** What stands beside a value, of a fact and of a second reading of it. */
export const READING_PARTS = ['how', ...new Set(Object.values(FACT_DETAILS).flat())] as const;
export type ReadingPart = 'how' | RecordField;

/** A value that can be read twice, and where what goes with it lies: in `readings`, and in `facts`. [LA15] */
export interface ReadingPlace extends FactKey {
  readonly parts: readonly ReadingPart[];
}

/** Values of a tier's facts that somebody can put a second reading beside. [LA15] */
export const readingPlacesOf = (rubric: Rubric, tier: Tier): readonly ReadingPlace[] =>
  factKeysOf(rubric, tier)
    .filter(({ field }) => field === 'value' || field === 'item')
    .map((fact) => ({ ...fact, parts: ['how', ...FACT_DETAILS[fact.requirement.kind]] }));

/** Where a part of a reading lies in `readings`: `zones-service.reception.how`. [LA15] */
export const readingPartKey = (key: string, part: ReadingPart): string => `${key}.${part}`;

/** How many settled conflicts of one value are kept in the document; the log has all of them. */
export const SETTLED_MOST = 20;
/** Key of the `settled` map: `floor-area#1`. The server writes it; nobody else. [LA16] */
export const settledKey = (key: string, number: number): string => `${key}#${number}`;
const SETTLED_KEY = /^(.+)#([1-9]\d?)$/;
/** Reads it again; undefined for anything else. */
export function parseSettledKey(text: string): { readonly key: string; readonly number: number } | undefined {
  const [, key, number] = SETTLED_KEY.exec(text) ?? [];
  if (key === undefined || Number(number) > SETTLED_MOST) return undefined;
  return { key, number: Number(number) };
}
