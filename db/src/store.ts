/** What every room sees of the database: reads through `db`, writes through `tx`, the log through `log`. */
import type { Db, Dialect } from './db.ts';
import type { Batch, Log } from './log.ts';
import type { Tables } from './tables.ts';
import type { Hint } from './units.ts';

export interface Store {
  readonly dialect: Dialect;
  /** Reads only, and only what is committed. A write through it throws. */
  readonly db: Db;
  readonly tables: Tables;
  readonly log: Log;
  /**
   * One unit of work: all of it is kept, or nothing and the error is thrown. On SQLite units run one after
   * another; on PostgreSQL side by side, so a read-modify-write needs its own fence (`where epoch = …`).
   * Read through the `db` you are given, not through `store.db`. Refuses to be nested.
   * After a statement has failed the unit is over: PostgreSQL refuses whatever follows it.
   *
   * @example await store.tx(async (db) => { await db.insert(store.tables.settings).values({ key, value }); });
   */
  readonly tx: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
  /** Hears what units said with `hintOnceKept`, after they were kept. Answers the end of listening. */
  readonly onHint: (listener: (hint: Hint) => void) => () => void;
  /** A unit that only appends to the log, fenced as `log.append` is; durable when it resolves. */
  readonly append: (batch: Batch) => Promise<void>;
  /** Free bytes where the data lies; null where the database is not ours to look at. */
  readonly freeSpace: () => Promise<number | null>;
  /** Waits for units under way, then closes. Closing twice is no error. */
  readonly close: () => Promise<void>;
}
