/** One process a data directory: rooms live in memory, so a second one would judge by another state. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { isOutOfReach, oneLine, UnusableDatabase } from './failures.ts';

const FILE = 'heping.lock';

/** A connection that nobody refers to is collected, and its lock with it. */
const held = new Set<Database.Database>();

export interface Hold {
  release(): void;
}

/**
 * Holds a data directory for as long as this process lives. Throws UnusableDatabase when another holds it.
 * The lock is SQLite's own on a small file beside the database: the system lets go of it when the process ends, however
 * it ends, so that nothing is left behind by `kill -9`, and no number of a process is ever mistaken for another's.
 */
export function holdDataDir(dataDir: string): Hold {
  let file: Database.Database | undefined;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    file = new Database(join(dataDir, FILE), { timeout: 0 });
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file?.close();
    throw whyNotHeld(error, dataDir);
  }
  const connection = file;
  held.add(connection);
  return {
    release() {
      held.delete(connection);
      connection.close();
    },
  };
}

function whyNotHeld(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error)) return error;
  if ('code' in error && error.code === 'SQLITE_BUSY') {
    return new UnusableDatabase(
      `数据目录 ${dataDir} 正由另一个合评进程使用：请先停止它，或用 HEPING_DATA 另选目录。 ` +
        `The data directory ${dataDir} is in use by another process of Heping: stop that one, or set HEPING_DATA to another.`,
      { cause: error },
    );
  }
  if (!isOutOfReach(error)) return error;
  return new UnusableDatabase(
    `the data directory ${dataDir} cannot be written in (${oneLine(error.message)})`,
    { cause: error },
  );
}
