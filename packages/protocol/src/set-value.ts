/** A plain value under a key of a flat map. */
import type * as Y from 'yjs';
import { cleanText } from './clean-text.ts';
import { conflictKey, type ValueMap } from './layout.ts';

/** What a flat map holds. */
export type Value = number | boolean | string | null;

/** The one way a value comes under a key; not for pages, which use the verbs. [WR1, WR3] */
export function setValue(doc: Y.Doc, map: ValueMap, key: string, value: Value): void {
  const conflicts = doc.getMap('conflicts');
  const mark = conflictKey(map, key);
  doc.transact(() => {
    doc.getMap<Value>(map).set(key, typeof value === 'string' ? cleanText(value) : value);
    // Writing where a conflict is marked settles it: the person has seen both values beside the field. [WR3]
    if (conflicts.get(mark) != null) conflicts.set(mark, null);
  }, 'local');
}
