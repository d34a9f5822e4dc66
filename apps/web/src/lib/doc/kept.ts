/**
 * What this device keeps beside the documents themselves: marks of unsent changes (a deletion leaves no other trace),
 * copies of what the server refused, and when a document was last in step with the server. One IndexedDB database;
 * where the browser has none (private windows of some), the same for the life of the page.
 */
import type { DocumentKind, Refusal } from '@heping/protocol';

/** Unsent changes of one opening of a document. `revision` grows with each change. */
export interface Mark {
  readonly key: string;
  readonly document: string;
  readonly revision: number;
  readonly places: readonly string[];
}

/** A whole document as it stood here when the server refused a change of it. */
export interface Copy {
  readonly id: string;
  readonly person: string;
  readonly document: string;
  readonly kind: DocumentKind;
  readonly evaluation: string;
  readonly at: number;
  readonly refusal: Refusal;
  readonly places: readonly string[];
  readonly bytes: Uint8Array;
}

/** What is known of a document on this device. */
export interface Standing {
  readonly document: string;
  /** After a hard refusal the next local database is another one: a second tab may still hold the old one. */
  readonly generation: number;
  /** Last in step with the server, ms; null when it never was. */
  readonly syncedAt: number | null;
}

const STORES = { marks: 'key', copies: 'id', standings: 'document' } as const;
type StoreName = keyof typeof STORES;
const DATABASE = 'heping-kept';

/** Prefix of every local database of a person; `document` is the key used here too. */
export const localKey = (person: string, document: string): string => `${person}|${document}`;
export const localDatabase = (key: string, generation: number): string => `heping|${key}|${generation}`;

let opening: Promise<IDBDatabase | null> | undefined;
const memory: Record<StoreName, Map<string, unknown>> = {
  marks: new Map(),
  copies: new Map(),
  standings: new Map(),
};

function open(): Promise<IDBDatabase | null> {
  opening ??= new Promise((resolve) => {
    if (typeof indexedDB === 'undefined') return resolve(null);
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES))
        request.result.createObjectStore(name, { keyPath });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });
  return opening;
}

async function work<T>(
  store: StoreName,
  mode: IDBTransactionMode,
  inDatabase: (objects: IDBObjectStore) => IDBRequest,
  inMemory: (values: Map<string, unknown>) => unknown,
): Promise<T> {
  const database = await open();
  // What comes back was written by `put` below with the same store's type.
  if (database === null) return inMemory(memory[store]) as T;
  return new Promise<T>((resolve, reject) => {
    const request = inDatabase(database.transaction(store, mode).objectStore(store));
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error ?? new Error(`IndexedDB: ${store}`));
  });
}

const all = <T>(store: StoreName) =>
  work<readonly T[]>(
    store,
    'readonly',
    (objects) => objects.getAll(),
    (values) => [...values.values()],
  );
const put = (store: StoreName, key: string, value: unknown) =>
  work<void>(
    store,
    'readwrite',
    (objects) => objects.put(value),
    (values) => void values.set(key, value),
  );
const remove = (store: StoreName, key: string) =>
  work<void>(
    store,
    'readwrite',
    (objects) => objects.delete(key),
    (values) => void values.delete(key),
  );
const one = <T>(store: StoreName, key: string) =>
  work<T | undefined>(
    store,
    'readonly',
    (objects) => objects.get(key),
    (values) => values.get(key),
  );

/** The marks that openings of this document left here, this one's and earlier ones'. */
export async function marksOf(document: string): Promise<readonly Mark[]> {
  return (await all<Mark>('marks')).filter((mark) => mark.document === document);
}
export const keepMark = (mark: Mark): Promise<void> => put('marks', mark.key, mark);
export const dropMark = (key: string): Promise<void> => remove('marks', key);

/** Drops a mark of another opening, unless that one has gone on since. */
export async function dropMarkUnchanged({ key, revision }: Mark): Promise<void> {
  if ((await one<Mark>('marks', key))?.revision === revision) await dropMark(key);
}

export const keepCopy = (copy: Copy): Promise<void> => put('copies', copy.id, copy);
export const dropCopy = (id: string): Promise<void> => remove('copies', id);
/** A person's copies, newest first. */
export async function copiesOf(person: string, evaluation?: string): Promise<readonly Copy[]> {
  return (await all<Copy>('copies'))
    .filter((copy) => copy.person === person && (evaluation === undefined || copy.evaluation === evaluation))
    .toSorted((a, b) => b.at - a.at);
}

export async function standingOf(document: string): Promise<Standing> {
  return (await one<Standing>('standings', document)) ?? { document, generation: 0, syncedAt: null };
}
export const keepStanding = (standing: Standing): Promise<void> =>
  put('standings', standing.document, standing);

/**
 * Clears what this device holds of a person. Documents with unsent changes and copies stay: they are nowhere else.
 * Returns how many stayed.
 */
export async function forgetPerson(person: string): Promise<number> {
  const prefix = localKey(person, '');
  const unsent = new Set((await all<Mark>('marks')).map(({ document }) => document));
  const standings = (await all<Standing>('standings')).filter(({ document }) => document.startsWith(prefix));
  let stayed = (await copiesOf(person)).length;
  for (const { document, generation } of standings) {
    if (unsent.has(document)) {
      stayed += 1;
      continue;
    }
    indexedDB.deleteDatabase(localDatabase(document, generation));
    await remove('standings', document);
  }
  return stayed;
}
