/** The default store: one SQLite file, one writing connection with a queue, one that only reads. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { type Db, readerOf } from './db.ts';
import { fence } from './fence.ts';
import { type Log, type LogEnd, readLog } from './log.ts';
import { schema, tables } from './schema.sqlite.ts';
import type { Store } from './store.ts';
import { Units } from './units.ts';

/** How a connection behaves; the same on both, so that a reader never meets another mode (SECURITY C17). */
export function configure(connection: Database.Database): void {
  // A backup or a checkpoint may hold the file for a moment; nobody else writes.
  connection.pragma('busy_timeout = 5000');
  connection.pragma('foreign_keys = ON');
  // Else INSERT OR REPLACE would pass the triggers that keep the log append-only.
  connection.pragma('recursive_triggers = ON');
  // "Saved" means on disk: every commit is synced.
  connection.pragma('synchronous = FULL');
}

// Safe: drizzle's synchronous builders are awaitable, and Db leaves out every verb whose result is not a promise.
const asDb = (db: unknown) => db as Db;

/** Builds the store over a file that is already migrated. The writer must be in WAL mode. */
export function sqliteStore(file: string, writer: Database.Database): Store {
  const reader = new Database(file, { readonly: true, fileMustExist: true });
  configure(reader);

  const units = new Units();
  /** The writer as drizzle sees it: no statement outside a unit. */
  const gate = Object.create(writer, {
    prepare: {
      value: (source: string) => {
        units.assertOpen();
        return writer.prepare(source);
      },
    },
  }) as Database.Database;
  const inside = asDb(drizzle(gate, { schema, casing: 'snake_case' }));
  const outside = asDb(drizzle(reader, { schema, casing: 'snake_case' }));

  const begin = writer.prepare('BEGIN IMMEDIATE');
  const commit = writer.prepare('COMMIT');
  const rollback = writer.prepare('ROLLBACK');
  let tail: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  async function runUnit<T>(work: (db: Db) => Promise<T>): Promise<T> {
    if (isClosed) throw new Error('the store is closed');
    begin.run();
    try {
      const result = await units.run(() => work(inside));
      commit.run();
      return result;
    } catch (error) {
      // A full disk makes SQLite roll back by itself; a second ROLLBACK would hide why.
      if (writer.inTransaction) rollback.run();
      throw error;
    }
  }

  return {
    dialect: 'sqlite',
    db: readerOf(outside),
    tables,
    log: { ...readLog(outside, tables), appendUpdates: appender(writer, units) },
    async tx(work) {
      units.refuseNested();
      const turn = tail.then(() => runUnit(work));
      tail = turn.catch(() => undefined);
      return turn;
    },
    async freeSpace() {
      const { bavail, bsize } = await statfs(dirname(file));
      return bavail * bsize;
    },
    async close() {
      await tail;
      if (isClosed) return;
      isClosed = true;
      reader.close();
      // Last connection out: SQLite moves the WAL into the file.
      writer.close();
    },
  };
}

/** The fast path of the log: two prepared statements, no query builder; a thousand rows take milliseconds. */
function appender(writer: Database.Database, units: Units): Log['appendUpdates'] {
  const findEnd = writer.prepare<[string], { epoch: number; last: number }>(
    `select e.epoch, coalesce((select max(u.seq) from updates u where u.document = d.name), 0) as last
     from documents d join evaluations e on e.id = d.evaluation_id where d.name = ?`,
  );
  const insert = writer.prepare(
    'insert into updates (document, seq, person_id, epoch, at, bytes) values (?, ?, ?, ?, ?, ?)',
  );
  return async (_db, rows) => {
    units.assertOpen();
    const ends = new Map<string, LogEnd | undefined>();
    for (const row of rows) {
      if (!ends.has(row.document)) ends.set(row.document, findEnd.get(row.document));
      fence(ends.get(row.document), row);
      insert.run(row.document, row.seq, row.personId, row.epoch, row.at, row.bytes);
    }
  };
}
