/** Opening the database: find it, see that it is sound, bring it up to date, hand out the store. */
import { openSqlite } from './open.sqlite.ts';
import type { Store } from './store.ts';

export type OpenOptions =
  | {
      /** Holds `heping.sqlite`; created when missing. Not on a network file system. */ readonly dataDir: string;
    }
  | {
      /** `postgres://…`; in tests also `pglite:` for an empty one in memory. */ readonly databaseUrl: string;
    };

/**
 * Opens the store and applies the migrations that are missing. Throws UnusableDatabase, with one line for the
 * person at the console, when the file is damaged, is not ours, or was written by a later version.
 */
export async function openStore(options: OpenOptions): Promise<Store> {
  if ('dataDir' in options) return openSqlite(options.dataDir);
  // Loaded when asked for: the default start does not pay for PostgreSQL's driver.
  const { openPg } = await import('./open.pg.ts');
  return openPg(options.databaseUrl);
}
