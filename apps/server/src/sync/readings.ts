/**
 * Second readings of a fact, and what was settled of it. Who measured something else puts it beside what stands; both then
 * wait for a person, with whose they are and how each was got. What was not chosen stays readable. [RE1–RE5]
 */
import {
  conflictKey,
  readingPartKey,
  settledKey,
  SETTLED_MOST,
  type Conflict,
  type ConflictValue,
  type ReadingPlace,
  type Settlement,
} from '@heping/protocol';
import type * as Y from 'yjs';
import type { MapWrite } from './verdict.ts';

/** More than a panel has members. */
export const MOST_CONFLICTING = 9;

export interface Standing {
  readonly doc: Y.Doc;
  /** Whose change it is. */
  readonly person: string;
  /** Whose a value is, by the client id that wrote it. */
  writerOf(client: number): string;
}

/**
 * The conflict that a new reading makes, or joins; null where nothing stands that it could be beside, or the same does.
 * What goes with the reading is what came with it in the same change. [RE1, RE2]
 */
export function standBeside(
  place: ReadingPlace,
  { value }: MapWrite,
  writes: readonly MapWrite[],
  { doc, person, writerOf }: Standing,
): Conflict | null {
  const facts = doc.getMap('facts');
  const stands: unknown = facts.get(place.key) ?? null;
  const open = openAt(doc, place.key);
  if (value === null || stands === null || (open === null && Object.is(stands, value))) return null;
  const writer = facts._map.get(place.key)?.id.client;
  const first = (): ConflictValue => ({
    value: stands,
    by: writer === undefined ? '' : writerOf(writer),
    ...besideOf(place, (part) => facts.get(`${place.requirement.code}.${part}`)),
  });
  const came = (part: string): unknown =>
    writes.find((write) => write.map === 'readings' && write.key === part && write.wrong === null)?.value;
  const mine: ConflictValue = {
    value,
    by: person,
    ...besideOf(place, (part) => came(readingPartKey(place.key, part))),
  };
  const others = (open?.values ?? [first()]).filter(
    (one) => one.by !== person || !Object.is(one.value, value),
  );
  return { values: [...others, mine].slice(-MOST_CONFLICTING) };
}

function openAt(doc: Y.Doc, key: string): Conflict | null {
  // Safe: only the server writes anything else than null here.
  return (doc.getMap('conflicts').get(conflictKey('facts', key)) as Conflict | null | undefined) ?? null;
}

function besideOf(
  { parts }: ReadingPlace,
  read: (part: ReadingPlace['parts'][number]) => unknown,
): Pick<ConflictValue, 'beside'> {
  const filled = parts.flatMap((part) => {
    const value = read(part);
    return typeof value === 'number' || (typeof value === 'string' && value !== '')
      ? [[part, value] as const]
      : [];
  });
  return filled.length === 0 ? {} : { beside: Object.fromEntries(filled) };
}

/** What is kept of a conflict that a person settled: all its values, the one that stands now, and who chose. [RE4] */
export const settlementOf = (doc: Y.Doc, key: string, { values }: Conflict, person: string): Settlement => ({
  values,
  taken: doc.getMap('facts').get(key) ?? null,
  by: person,
});

/** Where it is kept: behind those there are, and in the last place once all are taken. [RE4] */
export function placeOfSettled(doc: Y.Doc, key: string): string {
  const settled = doc.getMap('settled');
  let number = 1;
  while (number < SETTLED_MOST && settled.has(settledKey(key, number))) number += 1;
  return settledKey(key, number);
}
