/**
 * The words in which tables are written, once per dialect. Everything that SQLite and PostgreSQL spell
 * differently stays in this file; `tables.ts` sees one kit and never asks which.
 */
import * as pg from 'drizzle-orm/pg-core';
import * as sqlite from 'drizzle-orm/sqlite-core';

/** Bytes come back as a plain Uint8Array on both dialects; drivers hand out Buffers, which compare differently. */
const plainBytes = (bytes: Uint8Array) => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const sqliteBytes = sqlite.customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'blob',
  fromDriver: plainBytes,
});
const pgBytes = pg.customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: plainBytes,
});

export const sqliteKit = {
  table: sqlite.sqliteTable,
  text: sqlite.text,
  /** A whole number: points in tenths, counts, sequence numbers. */
  int: () => sqlite.integer(),
  /** A whole number beyond 2^31, up to what a double keeps exactly. */
  wide: () => sqlite.integer(),
  bool: () => sqlite.integer({ mode: 'boolean' }),
  /** An instant: integer milliseconds UTC from the server's clock (SECURITY C18). */
  time: () => sqlite.integer(),
  /** A calendar date in the campaign's time zone: 'YYYY-MM-DD'. */
  date: () => sqlite.text(),
  json: <T>() => sqlite.text({ mode: 'json' }).$type<T>(),
  bytes: () => sqliteBytes(),
  index: sqlite.index,
  uniqueIndex: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
  check: sqlite.check,
};

/** What a table definition may use. */
export type Kit = typeof sqliteKit;

const pgWords = {
  table: pg.pgTable,
  text: pg.text,
  int: () => pg.integer(),
  wide: () => pg.bigint({ mode: 'number' }),
  bool: () => pg.boolean(),
  time: () => pg.bigint({ mode: 'number' }),
  date: () => pg.text(),
  // json and not jsonb: jsonb refuses \u0000 and forgets the order of keys; nothing here queries inside.
  json: <T>() => pg.json().$type<T>(),
  bytes: () => pgBytes(),
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  check: pg.check,
} satisfies Record<keyof Kit, unknown>;

// The one cast between the dialects: both kits have the same keys and the same chained words
// (notNull, unique, references, on, where); schema.test.ts compares what they build, column by column.
export const pgKit = pgWords as unknown as Kit;
