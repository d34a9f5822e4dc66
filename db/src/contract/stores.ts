/** The stores that must all keep the one contract, and a way past them for tests that tamper. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll } from 'vitest';
import { openStore } from '../open.ts';
import type { Store } from '../store.ts';

export interface Subject {
  readonly store: Store;
  /** Runs SQL as somebody who has the database and not the program. */
  readonly tamper: (statements: string) => Promise<void>;
  /** Whether `store.db` answers while a unit is open; PGlite has one connection and lets readers wait. */
  readonly readsBesideUnits: boolean;
}

/** A new folder that goes away after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heping-db-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function openSqliteSubject(): Promise<Subject> {
  const dataDir = temporaryFolder();
  return {
    store: await openStore({ dataDir }),
    tamper: async (statements) => {
      const connection = new Database(join(dataDir, 'heping.sqlite'));
      connection.exec(statements);
      connection.close();
    },
    readsBesideUnits: true,
  };
}

/** What PGlite and node-postgres' pool call the same thing. */
type PgClient = {
  exec?: (sql: string) => Promise<unknown>;
  query: (sql: string) => Promise<unknown>;
};

async function openPgSubject(databaseUrl: string): Promise<Subject> {
  const store = await openStore({ databaseUrl });
  const client = (store.db as unknown as { $client: PgClient }).$client;
  return {
    store,
    tamper: async (statements) => {
      await (client.exec?.(statements) ?? client.query(statements));
    },
    readsBesideUnits: client.exec === undefined,
  };
}

/** Set to an empty PostgreSQL database, the same contract runs against it as well. */
const { HEPING_TEST_DATABASE_URL: databaseUrl } = process.env;

export const SUBJECTS: readonly (readonly [name: string, open: () => Promise<Subject>])[] = [
  ['SQLite', openSqliteSubject],
  ['PGlite', () => openPgSubject('pglite:')],
  ...(databaseUrl ? ([['PostgreSQL', () => openPgSubject(databaseUrl)]] as const) : []),
];
