/** The store over PostgreSQL, for when one machine is not enough; PGlite passes the same contract in tests. */
import { asc, DrizzleQueryError, eq, inArray, max } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { type Db, readerOf } from './db.ts';
import { fence } from './fence.ts';
import { type Batch, type Log, type LogEnd, readLog } from './log.ts';
import { tables as pgTables } from './schema.pg.ts';
import type { Store } from './store.ts';
import { Units } from './units.ts';

/** What node-postgres and PGlite have in common under drizzle. */
export type PgDb = PgDatabase<PgQueryResultHKT, Record<string, unknown>>;

// Safe both ways: drizzle's PostgreSQL builders have the same awaitable verbs as the SQLite face (schema.test.ts,
// contract.test.ts), and every Db of this store was a PgDb before.
const asDb = (db: unknown) => db as Db;
const asPg = (db: Db) => db as unknown as PgDb;

/** PostgreSQL takes at most 65535 parameters in one statement; a row of the log has six. */
const ROWS_PER_INSERT = 1000;

export interface PgConnections {
  /** Where units of work run. */
  readonly units: PgDb;
  /** Where `store.db` reads: connections of its own, or units that wait for a read could use up all there are. */
  readonly reads: PgDb;
  readonly end: () => Promise<void>;
}

/** Builds the store over a database that is already migrated. */
export function pgStore({ units: inside, reads, end }: PgConnections): Store {
  const units = new Units();
  const outside = readerOf(asDb(reads));
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;

  async function tx<T>(work: (db: Db) => Promise<T>): Promise<T> {
    units.refuseNested();
    if (closing !== undefined) throw new Error('the store is closed');
    const unit = units.keep(() =>
      inside.transaction((db) => units.run(() => work(guarded(asDb(db), units)))),
    );
    underWay.add(unit);
    try {
      return await unit;
    } catch (error) {
      throw bare(error);
    } finally {
      underWay.delete(unit);
    }
  }
  const append = appender(units);

  return {
    dialect: 'pg',
    db: outside,
    tables: pgTables,
    log: { ...readLog(outside, pgTables), append },
    tx,
    onHint: units.onHint,
    append: (batch: Batch) => tx((db) => append(db, batch)),
    freeSpace: () => Promise.resolve(null),
    close() {
      closing ??= Promise.allSettled(underWay).then(end);
      return closing;
    },
  };
}

/** What PostgreSQL said; drizzle's wrapping repeats every value, and values must not reach a log (SECURITY C16). */
const bare = (error: unknown) => (error instanceof DrizzleQueryError ? (error.cause ?? error) : error);

/** Refuses verbs after the unit is over: its connection may by then belong to somebody else. */
function guarded(db: Db, units: Units): Db {
  return new Proxy(db, {
    get(target, verb) {
      if (typeof verb === 'string') units.assertOpen();
      return Reflect.get(target, verb) as unknown;
    },
  });
}

function appender(units: Units): Log['append'] {
  const { documentClients, documents, evaluations, updates } = pgTables;
  return async (db, { rows, claims }) => {
    units.assertOpen();
    if (claims.length > 0) await db.insert(documentClients).values([...claims]);
    if (rows.length === 0) return;
    const names = [...new Set(rows.map((row) => row.document))];
    const ends = await lockEnds(asPg(db), names);
    for (const row of rows) fence(ends.get(row.document), row);
    for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
      await db.insert(updates).values(rows.slice(from, from + ROWS_PER_INSERT));
    }
  };

  /** Holds the evaluations' rows until the commit: a phase cannot change between the look and the write. */
  async function lockEnds(db: PgDb, names: readonly string[]): Promise<Map<string, LogEnd>> {
    // Safe: these tables were built by pgKit; only their static face is SQLite's.
    const pg = { documents, evaluations } as unknown as Record<
      'documents' | 'evaluations',
      import('drizzle-orm/pg-core').PgTable
    >;
    const epochs = (await db
      .select({ name: documents.name, epoch: evaluations.epoch } as never)
      .from(pg.documents)
      .innerJoin(pg.evaluations, eq(evaluations.id, documents.evaluationId))
      .where(inArray(documents.name, [...names]))
      // One order for everybody, or two batches could wait for each other.
      .orderBy(asc(evaluations.id))
      .for('no key update', { of: pg.evaluations })) as { name: string; epoch: number }[];
    const lasts = await asDb(db)
      .select({ document: updates.document, last: max(updates.seq) })
      .from(updates)
      .where(inArray(updates.document, [...names]))
      .groupBy(updates.document);
    const lastOf = new Map(lasts.map(({ document, last }) => [document, last ?? 0]));
    return new Map(epochs.map(({ name, epoch }) => [name, { epoch, last: lastOf.get(name) ?? 0 }]));
  }
}
