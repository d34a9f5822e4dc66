/** A document on this device: its local database, and the way out of it when the server refuses what it holds. */
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { dropMark, keepCopy, keepStanding, localDatabase, marksOf, type Copy } from './kept.ts';

/** Where the browser keeps nothing (private windows of some), the document lives as long as the page. */
export function openDevice(key: string, generation: number, doc: Y.Doc): IndexeddbPersistence | null {
  if (typeof indexedDB === 'undefined') return null;
  return new IndexeddbPersistence(localDatabase(key, generation), doc);
}

/** Until the document holds what the device has of it; at once when its database cannot be opened. */
export async function deviceRead(persistence: IndexeddbPersistence): Promise<void> {
  await Promise.race([
    persistence.whenSynced,
    persistence._db.then(
      () => persistence.whenSynced,
      () => null,
    ),
  ]);
}

/**
 * Keeps a refused document as a copy. The next opening starts in an empty database; nothing counts as unsent any more.
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
  return copy;
}

export function deleteDevice(key: string, generation: number): void {
  if (typeof indexedDB !== 'undefined') indexedDB.deleteDatabase(localDatabase(key, generation));
}
