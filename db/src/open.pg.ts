import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { oneLine, UnusableDatabase } from './failures.ts';
import { type Applied, CREATE_MIGRATIONS, pendingOf, readMigrations } from './migrate.ts';
import { schema } from './schema.pg.ts';
import { type PgDb, pgStore } from './store.pg.ts';
import type { Store } from './store.ts';

/** One number for everybody who migrates, so that processes starting together do it once. */
const MIGRATION_LOCK = 0x48455047;

/** One connection that runs plain SQL: what migrating needs of a driver. */
interface Connection {
  run(statement: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }>;
}

/** Opens a PostgreSQL database that exists and is ours to write in. Throws UnusableDatabase. */
export async function openPg(databaseUrl: string): Promise<Store> {
  if (databaseUrl.startsWith('pglite:')) return openPglite();
  const [units, reads] = [poolOf(databaseUrl), poolOf(databaseUrl)];
  const end = async () => {
    await Promise.all([units.end(), reads.end()]);
  };
  try {
    const client = await connect(units);
    try {
      await migrate({ run: (statement, values) => client.query(statement, values as unknown[]) });
    } finally {
      client.release();
    }
  } catch (error) {
    await end();
    throw error;
  }
  const words = { schema, casing: 'snake_case' } as const;
  return pgStore({ units: asPgDb(drizzle(units, words)), reads: asPgDb(drizzle(reads, words)), end });
}

function poolOf(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', () => undefined);
  return pool;
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // The address may carry a password: it is not repeated here.
    throw new UnusableDatabase(`the PostgreSQL of DATABASE_URL cannot be reached (${oneLine(why)})`, {
      cause: error,
    });
  }
}

/** An empty PostgreSQL inside this process, for tests; the package is there in development only. */
async function openPglite(): Promise<Store> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { drizzle: drizzlePglite } = await import('drizzle-orm/pglite');
  const client = await PGlite.create();
  await migrate({
    run: async (statement, values) =>
      values === undefined
        ? { rows: (await client.exec(statement)).at(-1)?.rows ?? [] }
        : client.query(statement, [...values]),
  });
  const only = asPgDb(drizzlePglite(client, { schema, casing: 'snake_case' }));
  return pgStore({ units: only, reads: only, end: () => client.close() });
}

// Safe: both drivers' databases are PgDatabase; only their result of an unreturning write differs, which nobody reads.
const asPgDb = (db: unknown) => db as PgDb;

async function migrate(connection: Connection): Promise<void> {
  const migrations = readMigrations('pg');
  await connection.run('begin');
  try {
    await connection.run('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await connection.run(CREATE_MIGRATIONS);
    const { rows } = await connection.run('select name, hash from migrations order by place');
    const applied = rows as Applied[];
    for (const [index, migration] of pendingOf(migrations, applied).entries()) {
      for (const statement of migration.statements) await connection.run(statement);
      await connection.run('insert into migrations (place, name, hash, applied_at) values ($1, $2, $3, $4)', [
        applied.length + index + 1,
        migration.name,
        migration.hash,
        Date.now(),
      ]);
    }
    await connection.run('commit');
  } catch (error) {
    await connection.run('rollback');
    throw error;
  }
}
