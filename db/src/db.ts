/** The database as rooms see it, whichever dialect is behind it. */
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Relations } from './relations.ts';
import type { Tables } from './tables.ts';

export const DIALECTS = ['sqlite', 'pg'] as const;
export type Dialect = (typeof DIALECTS)[number];

/**
 * One face for both dialects: always `await` a query, never `.get()`, `.all()`, `.run()`. What `await` gives for
 * a write without `.returning()` differs per driver; ask for `.returning()` when you need to know what changed.
 */
export type Db = Omit<
  BaseSQLiteDatabase<'async', unknown, Tables & Relations>,
  'transaction' | 'run' | 'get' | 'all' | 'values' | 'batch'
>;

const WRITES: ReadonlySet<PropertyKey> = new Set(['insert', 'update', 'delete', 'transaction']);

const readers = new WeakSet<Db>();

/** The same database, without its writing verbs. */
export function readerOf(db: Db): Db {
  const reader = new Proxy(db, {
    get(target, verb) {
      if (WRITES.has(verb)) throw new Error(`store.db is for reading: ${String(verb)} belongs in store.tx`);
      return Reflect.get(target, verb) as unknown;
    },
  });
  readers.add(reader);
  return reader;
}

/** Whether this is a store's `db`, which stays as long as the store. */
export const isReader = (db: Db): boolean => readers.has(db);

/** The tables of the dialect that this db speaks, for those who are handed a db and no store. */
export function tablesOf(db: Db): Tables {
  // Safe: both stores give drizzle exactly { ...tables, ...relations } as its schema.
  return (db as unknown as { _: { fullSchema: Tables } })._.fullSchema;
}
