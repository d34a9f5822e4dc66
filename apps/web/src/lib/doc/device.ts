/** A document on this device, and the way out of it when the server refuses what it holds. */
import * as Y from 'yjs';
import { personIn } from '#lib/device/sealed-shelf.ts';
import { vault } from '#lib/device/vault.ts';
import { dropMark, keepCopy, keepStanding, marksOf, type Copy } from './kept.ts';
import { KeptDocument, placeOf, updates } from './kept-document.ts';

/** Null where nothing may be kept of this person: then the document lives as long as the page. [DV8] */
export function openDevice(
  key: string,
  generation: number,
  doc: Y.Doc,
  onKept: (isKept: boolean) => void,
): KeptDocument | null {
  if (!vault.isOpenFor(personIn(key))) return null;
  return new KeptDocument(placeOf(key, generation), doc, onKept);
}

/**
 * Keeps a refused document as a copy. The next opening starts at an empty place; nothing counts as unsent any more.
 * [EN1: refused]
 */
export async function setAside(
  doc: Y.Doc,
  generation: number,
  about: Omit<Copy, 'id' | 'at' | 'bytes'>,
): Promise<Copy> {
  const at = Date.now();
  const copy: Copy = { ...about, id: `${at}-${doc.clientID}`, at, bytes: Y.encodeStateAsUpdate(doc) };
  await keepCopy(copy);
  const { document } = about;
  await keepStanding({ document, generation: generation + 1, syncedAt: null });
  for (const mark of await marksOf(document)) await dropMark(mark.key);
  await updates.removeAll(placeOf(document, generation));
  return copy;
}
