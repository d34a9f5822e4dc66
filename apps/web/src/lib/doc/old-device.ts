/**
 * What versions before the vault left on this device in the clear: a database for each document and one for what is known
 * of them. Of the present person all of it is sealed and the clear one goes; of others it stays until they come. [DV8]
 */
import * as Y from 'yjs';
import { keepCopy, keepMark, keepStanding, localKey, type Copy, type Mark, type Standing } from './kept.ts';
import { placeOf, updates } from './kept-document.ts';

const KEPT = 'heping-kept';

export async function takeOver(person: string): Promise<void> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
  for (const name of names) {
    const [head, owner, room = '', generation = '0'] = name.split('|');
    if (head !== 'heping' || owner !== person) continue;
    const kept = (await rowsOf<Uint8Array>(name, 'updates')).map(([, update]) => update);
    // At the same place again if this page goes before the clear one does.
    if (kept.length > 0)
      await updates.put(`${placeOf(localKey(person, room), Number(generation))}old`, Y.mergeUpdates(kept));
    await deleted(name);
  }
  if (names.includes(KEPT)) await takeOverKept(person);
}

async function takeOverKept(person: string): Promise<void> {
  const isMine = (document: string) => document.startsWith(localKey(person, ''));
  let others = 0;
  for (const [key, mark] of await rowsOf<Mark>(KEPT, 'marks'))
    if (isMine(mark.document)) await keepMark(mark).then(() => removed('marks', key));
    else others += 1;
  for (const [key, copy] of await rowsOf<Copy>(KEPT, 'copies'))
    if (copy.person === person) await keepCopy(copy).then(() => removed('copies', key));
    else others += 1;
  for (const [key, standing] of await rowsOf<Standing>(KEPT, 'standings'))
    if (isMine(standing.document)) await keepStanding(standing).then(() => removed('standings', key));
    else others += 1;
  if (others === 0) await deleted(KEPT);
}

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(name));
  });
}

async function rowsOf<T>(name: string, store: string): Promise<readonly (readonly [IDBValidKey, T])[]> {
  const database = await opened(name);
  try {
    if (!database.objectStoreNames.contains(store)) return [];
    const objects = database.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([answer(objects.getAllKeys()), answer(objects.getAll())]);
    // Written by the version before with this store's type.
    return keys.map((key, place) => [key, values[place] as T] as const);
  } finally {
    database.close();
  }
}

async function removed(store: string, key: IDBValidKey): Promise<void> {
  const database = await opened(KEPT);
  await answer(database.transaction(store, 'readwrite').objectStore(store).delete(key));
  database.close();
}

/** A tab that still holds it open is of the version before: it goes when that one does. */
function deleted(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onblocked = request.onerror = () => resolve();
  });
}

const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
