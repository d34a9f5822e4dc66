/** What every room sees of the database: reads through `db`, writes through `tx`, the log through `log`. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import { NestedTransaction } from './failures.ts';
import type { Log } from './log.ts';
import type { Relations } from './relations.ts';
import type { Tables } from './tables.ts';

/**
 * One face for both dialects: always `await` a query, never `.get()`, `.all()`, `.run()`. What `await` gives for
 * a write without `.returning()` differs per driver; ask for `.returning()` when you need to know what changed.
 */
export type Db = Omit<
  BaseSQLiteDatabase<'async', unknown, Tables & Relations>,
  'transaction' | 'run' | 'get' | 'all' | 'values' | 'batch'
>;

export const DIALECTS = ['sqlite', 'pg'] as const;
export type Dialect = (typeof DIALECTS)[number];

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
  /** Free bytes where the data lies; null where the database is not ours to look at. */
  readonly freeSpace: () => Promise<number | null>;
  /** Waits for units under way, then closes. Closing twice is no error. */
  readonly close: () => Promise<void>;
}

/** Follows one `tx` through its awaits. What outlives it still carries it, but finds it closed. */
export class Units {
  readonly #current = new AsyncLocalStorage<{ open: boolean }>();

  get isOpen(): boolean {
    return this.#current.getStore()?.open === true;
  }

  refuseNested(): void {
    if (this.isOpen) throw new NestedTransaction();
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const unit = { open: true };
    try {
      return await this.#current.run(unit, work);
    } finally {
      unit.open = false;
    }
  }

  /** Refuses a statement that nobody awaited and that now comes after its unit. */
  assertOpen(): void {
    if (!this.isOpen) throw new Error('a statement of store.tx came after the unit was over: await it');
  }
}

const WRITES: ReadonlySet<PropertyKey> = new Set(['insert', 'update', 'delete', 'transaction']);

/** The same database, without its writing verbs. */
export function readerOf(db: Db): Db {
  return new Proxy(db, {
    get(target, verb) {
      if (WRITES.has(verb)) throw new Error(`store.db is for reading: ${String(verb)} belongs in store.tx`);
      return Reflect.get(target, verb) as unknown;
    },
  });
}

/** The tables of the dialect that this db speaks, for those who are handed a db and no store. */
export function tablesOf(db: Db): Tables {
  // Safe: both stores give drizzle exactly { ...tables, ...relations } as its schema.
  return (db as unknown as { _: { fullSchema: Tables } })._.fullSchema;
}
