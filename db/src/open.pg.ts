import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
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
  const pool = new pg.Pool({ connectionString: databaseUrl });
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', () => undefined);
  try {
    const client = await pool.connect();
    try {
      await migrate({ run: (statement, values) => client.query(statement, values as unknown[]) });
    } finally {
      client.release();
    }
  } catch (error) {
    await pool.end();
    throw error;
  }
  return pgStore(asPgDb(drizzle(pool, { schema, casing: 'snake_case' })), () => pool.end());
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
  return pgStore(asPgDb(drizzlePglite(client, { schema, casing: 'snake_case' })), () => client.close());
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
