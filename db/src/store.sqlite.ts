/** The default store: one SQLite file, one writing connection with a queue, one that only reads. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { type Db, readerOf } from './db.ts';
import { fence } from './fence.ts';
import { type Batch, type LogEnd, readLog } from './log.ts';
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
  const outside = readerOf(asDb(drizzle(reader, { schema, casing: 'snake_case' })));

  const begin = writer.prepare('BEGIN IMMEDIATE');
  const commit = writer.prepare('COMMIT');
  const rollback = writer.prepare('ROLLBACK');
  const appender = new Appender(writer);
  let tail: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  /** Units run one after another, each from the queue's turn to its own end. */
  function inTurn<T>(unit: () => T | Promise<T>): Promise<T> {
    units.refuseNested();
    const turn = tail.then(unit);
    tail = turn.catch(() => undefined);
    return turn;
  }

  function open(): void {
    if (isClosed) throw new Error('the store is closed');
    begin.run();
  }
  function giveUp(): void {
    appender.forget();
    // A full disk makes SQLite roll back by itself; a second ROLLBACK would hide why.
    if (writer.inTransaction) rollback.run();
  }

  async function runUnit<T>(work: (db: Db) => Promise<T>): Promise<T> {
    open();
    try {
      const result = await units.run(() => work(inside));
      commit.run();
      appender.forget();
      return result;
    } catch (error) {
      giveUp();
      throw error;
    }
  }

  /** The unit of the corridor, hundreds of times a second: no promise, no query builder. */
  function runAppend(batch: Batch): void {
    open();
    try {
      appender.append(batch);
      commit.run();
    } catch (error) {
      giveUp();
      throw error;
    }
  }

  return {
    dialect: 'sqlite',
    db: outside,
    tables,
    log: {
      ...readLog(outside, tables),
      append: async (_db, batch) => {
        units.assertOpen();
        // The unit itself may have moved an epoch.
        appender.forget();
        appender.append(batch);
      },
    },
    tx: async (work) => units.keep(() => inTurn(() => runUnit(work))),
    onHint: units.onHint,
    append: async (batch) => inTurn(() => runAppend(batch)),
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

/** As many documents' ends are remembered as a busy day has open. */
const MOST_ENDS = 10_000;

/** The fast path of the log: prepared statements, and the ends of documents remembered for as long as nobody else wrote. */
class Appender {
  readonly #findEnd: Database.Statement<[string], LogEnd>;
  readonly #insert: Database.Statement;
  readonly #claim: Database.Statement;
  /** Changes when another connection has written to the file. */
  readonly #version: Database.Statement<[], number>;
  readonly #ends = new Map<string, LogEnd>();
  #seenVersion: number | undefined;

  constructor(writer: Database.Database) {
    this.#findEnd = writer.prepare(
      `select e.epoch, coalesce((select max(u.seq) from updates u where u.document = d.name), 0) as last
       from documents d join evaluations e on e.id = d.evaluation_id where d.name = ?`,
    );
    this.#insert = writer.prepare(
      'insert into updates (document, seq, person_id, epoch, at, bytes) values (?, ?, ?, ?, ?, ?)',
    );
    this.#claim = writer.prepare(
      'insert into document_clients (document, client_id, person_id) values (?, ?, ?)',
    );
    this.#version = writer.prepare<[], number>('pragma data_version').pluck();
  }

  /** Whatever was remembered is asked for again. */
  forget(): void {
    this.#ends.clear();
  }

  /** Inside a transaction. Throws LogFenced. */
  append({ rows, claims }: Batch): void {
    const version = this.#version.get();
    if (version !== this.#seenVersion || this.#ends.size > MOST_ENDS) this.forget();
    this.#seenVersion = version;
    for (const { document, clientId, personId } of claims) this.#claim.run(document, clientId, personId);
    for (const row of rows) {
      fence(this.#endOf(row.document), row);
      this.#insert.run(row.document, row.seq, row.personId, row.epoch, row.at, row.bytes);
    }
  }

  #endOf(document: string): LogEnd | undefined {
    const known = this.#ends.get(document);
    if (known !== undefined) return known;
    const found = this.#findEnd.get(document);
    if (found !== undefined) this.#ends.set(document, found);
    return found;
  }
}
