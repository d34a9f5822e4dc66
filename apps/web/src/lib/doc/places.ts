/** Where a transaction touched a document: `facts:floor-area` for a key of a map, `note:A1.2.2` for a text. */
import { slotOf } from '@heping/protocol';
import * as Y from 'yjs';

/** Any shared type, as Yjs itself types it. */
type Shared = Y.Doc['share'] extends Map<string, infer T> ? T : never;

/** The name of the root that a type belongs to, at any depth. */
export function rootNameOf(type: Shared): string | null {
  let top: Shared = type;
  while (top._item?.parent instanceof Y.AbstractType) top = top._item.parent;
  for (const [name, root] of top.doc?.share ?? []) if (root === top) return name;
  return null;
}

/** The roots that a transaction touched, for readers that watch one root. */
export function rootsTouched(transaction: Y.Transaction): ReadonlySet<string> {
  const names = new Set<string>();
  for (const type of transaction.changed.keys()) {
    const name = rootNameOf(type);
    if (name !== null) names.add(name);
  }
  return names;
}

/** Of a piece of evidence, the piece: a photo is one thing to send and not its five keys. */
const placeIn = (map: string, key: string): string => (map === 'evidence' ? (slotOf(key) ?? key) : key);

/** Places for people: keys of maps one by one, texts as a whole. */
export function placesTouched(transaction: Y.Transaction): readonly string[] {
  const places = new Set<string>();
  for (const [type, keys] of transaction.changed) {
    const name = rootNameOf(type);
    if (name === null) continue;
    for (const key of keys)
      places.add(key === null || name.includes(':') ? name : `${name}:${placeIn(name, key)}`);
  }
  return [...places];
}
