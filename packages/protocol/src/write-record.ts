/** The write verbs of the inspection record beside `recordFact`. One transaction each. [WR1, WR4, WR5] */
import type { Details } from '@heping/scoring';
import type * as Y from 'yjs';
import type { ConflictValue } from './layout.ts';
import { detailKey, itemFieldKey, itemKey, readingPartKey, type ReadingPlace } from './record-layout.ts';
import { setValue } from './set-value.ts';

/** Says of an item whether it is there; it applies then. Null: nobody has looked. Record. [WR4] */
export function markItem(record: Y.Doc, list: string, item: string, there: boolean | null): void {
  record.transact(() => {
    clearIfSet(record, itemFieldKey(list, item, 'na'));
    setValue(record, 'facts', itemKey(list, item), there);
  }, 'local');
}

/** Says why an item does not apply here: then it is neither there nor missing. Record. [WR4] */
export function excuseItem(record: Y.Doc, list: string, item: string, reason: string): void {
  record.transact(() => {
    clearIfSet(record, itemKey(list, item));
    setValue(record, 'facts', itemFieldKey(list, item, 'na'), reason);
  }, 'local');
}

/** What is empty stays unwritten: two people marking one item at once do not meet at a key neither of them filled. */
function clearIfSet(record: Y.Doc, key: string): void {
  if (record.getMap('facts').get(key) != null) setValue(record, 'facts', key, null);
}

/** What somebody else measured, counted or saw, and how. */
export interface Reading {
  readonly value: number | boolean;
  /** null where a field says it: the way it was measured */
  readonly how: string | null;
  readonly details: Details;
}

/**
 * Puts a second reading beside a fact. The server stands both in `conflicts` with whose they are: signing waits until a
 * person has taken one. Record. [WR5, LA15]
 */
export function putBeside(record: Y.Doc, place: ReadingPlace, { value, how, details }: Reading): void {
  record.transact(() => {
    setValue(record, 'readings', place.key, value);
    for (const part of place.parts)
      setValue(
        record,
        'readings',
        readingPartKey(place.key, part),
        part === 'how' ? how : (details[part] ?? null),
      );
  }, 'local');
}

/**
 * Takes one of the readings of a fact for good; what goes with it comes along, what went with another goes. Record. [WR5]
 */
export function takeReading(record: Y.Doc, place: ReadingPlace, { value, beside = {} }: ConflictValue): void {
  const { key, field, requirement } = place;
  record.transact(() => {
    const stands = record.getMap('facts').get(key) ?? null;
    // Safe: what a conflict holds is what people wrote at this key.
    setValue(record, 'facts', key, value as number | boolean | null);
    // How the items of a list were seen is said once for all of them and stays.
    if (field === 'item' || Object.is(stands, value)) return;
    for (const part of place.parts)
      setValue(
        record,
        'facts',
        part === 'how' ? `${requirement.code}.how` : detailKey(requirement.code, part),
        beside[part] ?? null,
      );
  }, 'local');
}
