/** What the drivers throw, in the store's own words. */

/** The code of an error or of what caused it: SqliteError carries it itself, drizzle wraps PostgreSQL's. */
function* codesOf(error: unknown): Generator<string> {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') yield at.code;
  }
}

const hasCode = (error: unknown, codes: ReadonlySet<string>) => {
  for (const code of codesOf(error)) if (codes.has(code)) return true;
  return false;
};

const UNIQUE = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505']);
// SHMSIZE: the WAL's shared index could not grow. 53100: PostgreSQL's disk_full.
const FULL = new Set(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', '53100']);
// The folder is missing, is a file, or is not ours to write in.
const OUT_OF_REACH = new Set([
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
  'EACCES',
  'EEXIST',
  'ENOTDIR',
  'EROFS',
  'EPERM',
]);
const DAMAGED = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'XX001', 'XX002']);

/** Somebody was first: a unique index or primary key refused the row. */
export const isUniqueViolation = (error: unknown): boolean => hasCode(error, UNIQUE);

/** The disk is full: nothing of the unit was kept; answer 507 and acknowledge nothing (SECURITY C17). */
export const isStorageFull = (error: unknown): boolean => hasCode(error, FULL);

/** The database file itself is broken. */
export const isDamaged = (error: unknown): boolean =>
  hasCode(error, DAMAGED) || error instanceof UnusableDatabase;

/** The data directory cannot be made or written in. */
export const isOutOfReach = (error: unknown): boolean => hasCode(error, OUT_OF_REACH);

/** A driver's words in one line, for a message to the person at the console. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The database cannot be used as it is; the message is one line for the person at the console. */
export class UnusableDatabase extends Error {
  override name = 'UnusableDatabase';
}

/** `store.tx` inside `store.tx`: a unit of work has one boundary. */
export class NestedTransaction extends Error {
  override name = 'NestedTransaction';
  constructor() {
    super('store.tx was called inside store.tx: pass the db of the outer unit down instead');
  }
}

/** The log moved on since the writer last looked: nothing was written, drop the room and load it again. */
export class LogFenced extends Error {
  override name = 'LogFenced';
  readonly document: string;
  readonly fence: 'epoch' | 'seq' | 'document';
  constructor(document: string, fence: 'epoch' | 'seq' | 'document', expected: number, came: number) {
    super(
      fence === 'document'
        ? `log: document ${document} does not exist`
        : `log: ${fence} of ${document} must be ${expected}, got ${came}`,
    );
    this.document = document;
    this.fence = fence;
  }
}
