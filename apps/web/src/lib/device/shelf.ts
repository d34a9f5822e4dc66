/**
 * What this device keeps, by key, in one IndexedDB database. Where the browser has none (private windows of some) nothing
 * is ever found, and putting something there throws. Keys are texts, and what belongs together begins alike. Knows
 * nothing of what it holds.
 */
const DATABASE = 'heping-device';
const SHELVES = [
  'vaults',
  'present',
  'updates',
  'marks',
  'copies',
  'standings',
  'drafts',
  'pieces',
  'photos',
] as const;
export type ShelfName = (typeof SHELVES)[number];

export interface Shelf<T> {
  one(key: string): Promise<T | undefined>;
  /** Everything whose key begins so, by key. */
  all(prefix: string): Promise<readonly (readonly [key: string, value: T])[]>;
  keys(prefix: string): Promise<readonly string[]>;
  /** In one step with the removal of what it takes the place of. On disk when it returns; throws when there is no room. */
  put(key: string, value: T, insteadOf?: readonly string[]): Promise<void>;
  remove(key: string): Promise<void>;
  removeAll(prefix: string): Promise<void>;
}

/** For the life of the page. */
export function memoryShelf<T>(): Shelf<T> {
  const values = new Map<string, T>();
  const keys = (prefix: string) => [...values.keys()].filter((key) => key.startsWith(prefix)).toSorted();
  return {
    one: async (key) => values.get(key),
    // Just listed.
    all: async (prefix) => keys(prefix).map((key) => [key, values.get(key) as T] as const),
    keys: async (prefix) => keys(prefix),
    put: async (key, value, insteadOf = []) => {
      for (const one of insteadOf) values.delete(one);
      values.set(key, value);
    },
    remove: async (key) => void values.delete(key),
    removeAll: async (prefix) => {
      for (const key of keys(prefix)) values.delete(key);
    },
  };
}

let opening: Promise<IDBDatabase | null> | undefined;
let wasOpen = false;

/** Opens it once; anew after it was closed under this page, or could not be opened. */
function open(): Promise<IDBDatabase | null> {
  opening ??= new Promise((resolve) => {
    const gone = (database: IDBDatabase | null) => {
      opening = undefined;
      database?.close();
    };
    const none = () => {
      gone(null);
      resolve(null);
    };
    if (typeof indexedDB === 'undefined') return none();
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      // Thrown away under this page, and the keys with it: what is sealed here could not be read again.
      if (wasOpen) return request.transaction?.abort();
      for (const name of SHELVES) request.result.createObjectStore(name);
    };
    request.onsuccess = () => {
      const { result } = request;
      wasOpen = true;
      // A newer page in another tab wants to change it: it must not wait for this one.
      result.onversionchange = () => gone(result);
      // The browser itself took it: the person had it throw the site's data away, or the disk failed.
      result.onclose = () => gone(null);
      resolve(result);
    };
    request.onerror = none;
  });
  return opening;
}

/** What is put on a shelf outlives the page. */
export const hasDisk = async (): Promise<boolean> => (await open()) !== null;

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
const finished = (work: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    work.oncomplete = () => resolve();
    work.onabort = () => reject(work.error ?? new Error('IndexedDB'));
  });
const beginningWith = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

function databaseShelf<T>(database: IDBDatabase, name: ShelfName): Shelf<T> {
  const reading = () => database.transaction(name).objectStore(name);
  async function write(change: (objects: IDBObjectStore) => void): Promise<void> {
    // Strict: what is called kept outlives a tablet whose battery goes the moment after.
    const work = database.transaction(name, 'readwrite', { durability: 'strict' });
    change(work.objectStore(name));
    await finished(work);
  }
  return {
    one: (key) => answered<T | undefined>(reading().get(key)),
    all: async (prefix) => {
      const objects = reading();
      const range = beginningWith(prefix);
      const [keys, values] = await Promise.all([
        answered(objects.getAllKeys(range)),
        answered<T[]>(objects.getAll(range)),
      ]);
      // Both were listed in one transaction, in the order of the keys.
      return keys.map((key, place) => [key as string, values[place] as T] as const);
    },
    keys: async (prefix) => (await answered(reading().getAllKeys(beginningWith(prefix)))) as string[],
    put: (key, value, insteadOf = []) =>
      write((objects) => {
        for (const one of insteadOf) objects.delete(one);
        objects.put(value, key);
      }),
    remove: (key) => write((objects) => void objects.delete(key)),
    removeAll: (prefix) => write((objects) => void objects.delete(beginningWith(prefix))),
  };
}

/** Where there is no database. */
function noShelf<T>(name: ShelfName): Shelf<T> {
  return {
    ...memoryShelf<T>(),
    put: (key) => Promise.reject(new Error(`${name}: this browser has no place for ${key}`)),
  };
}

/** A shelf of this device. */
export function shelf<T>(name: ShelfName): Shelf<T> {
  const there = async () => {
    const database = await open();
    return database === null ? noShelf<T>(name) : databaseShelf<T>(database, name);
  };
  return {
    one: async (key) => (await there()).one(key),
    all: async (prefix) => (await there()).all(prefix),
    keys: async (prefix) => (await there()).keys(prefix),
    put: async (key, value, insteadOf) => (await there()).put(key, value, insteadOf),
    remove: async (key) => (await there()).remove(key),
    removeAll: async (prefix) => (await there()).removeAll(prefix),
  };
}
