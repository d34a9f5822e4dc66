import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { isDamaged, isOutOfReach, isStorageFull, oneLine, UnusableDatabase } from './failures.ts';
import { type Applied, CREATE_MIGRATIONS, type Migration, pendingOf, readMigrations } from './migrate.ts';
import { configure, sqliteStore } from './store.sqlite.ts';
import type { Store } from './store.ts';

const FILE = 'heping.sqlite';
/** 'HEPG' in the file's header: says whose file it is. */
const APPLICATION_ID = 0x48455047;
/** Up to this size the whole file is checked at boot; above, the tail of log and chain is the server's to check. */
const CHECKED_WHOLE = 256 * 1024 * 1024;

/** Opens `<dataDir>/heping.sqlite`, creating both when missing. Throws UnusableDatabase. */
export async function openSqlite(
  dataDir: string,
  migrations: readonly Migration[] = readMigrations('sqlite'),
): Promise<Store> {
  const file = join(dataDir, FILE);
  let writer: Database.Database | undefined;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writer = new Database(file);
    configure(writer);
    inspect(writer, file);
    writer.pragma('journal_mode = WAL');
    migrate(writer, dataDir, migrations);
    return sqliteStore(file, writer);
  } catch (error) {
    writer?.close();
    throw unusable(error, file, dataDir);
  }
}

/** The error in words for the person at the console, where it is about the file or its folder. */
function unusable(error: unknown, file: string, dataDir: string): unknown {
  if (!(error instanceof Error) || error instanceof UnusableDatabase) return error;
  const why = oneLine(error.message);
  if (isDamaged(error)) {
    return new UnusableDatabase(`${file} is damaged (${why}): restore it from a backup`, { cause: error });
  }
  if (isStorageFull(error)) {
    return new UnusableDatabase(`the disk of ${dataDir} is full (${why}): make room`, { cause: error });
  }
  if (isOutOfReach(error)) {
    return new UnusableDatabase(`the data directory ${dataDir} cannot be written in (${why})`, {
      cause: error,
    });
  }
  return error;
}

/** Refuses a file that is broken or somebody else's, before anything is written to it. */
function inspect(writer: Database.Database, file: string): void {
  const id = writer.pragma('application_id', { simple: true });
  const isEmpty = writer.prepare('select 1 from sqlite_schema limit 1').get() === undefined;
  if (id !== APPLICATION_ID && !(isEmpty && id === 0)) {
    throw new UnusableDatabase(`${file} is not a database of Heping: choose another data directory`);
  }
  if (isEmpty || statSync(file).size > CHECKED_WHOLE) return;
  const verdict = writer.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') {
    throw new UnusableDatabase(`${file} is damaged (${oneLine(String(verdict))}): restore it from a backup`);
  }
}

function migrate(writer: Database.Database, dataDir: string, migrations: readonly Migration[]): void {
  const isKnown = writer.prepare("select 1 from sqlite_schema where name = 'migrations'").get() !== undefined;
  const applied = isKnown
    ? writer.prepare<[], Applied>('select name, hash from migrations order by place').all()
    : [];
  const pending = pendingOf(migrations, applied);
  const [first] = pending;
  if (first === undefined) return;
  if (applied.length > 0) backUp(writer, join(dataDir, `before-${first.name}.sqlite`));
  // drizzle-kit rebuilds tables by copying, which foreign keys would refuse halfway; they are checked at the end.
  // The pragma does nothing inside a transaction, hence outside.
  writer.pragma('foreign_keys = OFF');
  try {
    writer.transaction(() => apply(writer, pending, applied.length)).exclusive();
  } finally {
    writer.pragma('foreign_keys = ON');
  }
}

function apply(writer: Database.Database, pending: readonly Migration[], place: number): void {
  writer.pragma(`application_id = ${APPLICATION_ID}`);
  writer.exec(CREATE_MIGRATIONS);
  const remember = writer.prepare(
    'insert into migrations (place, name, hash, applied_at) values (?, ?, ?, ?)',
  );
  pending.forEach((migration, index) => {
    for (const statement of migration.statements) writer.exec(statement);
    remember.run(place + index + 1, migration.name, migration.hash, Date.now());
  });
  const orphans = writer.pragma('foreign_key_check') as unknown[];
  if (orphans.length > 0) {
    throw new Error(
      `migration ${pending.map(({ name }) => name).join(', ')} leaves ${orphans.length} orphaned rows`,
    );
  }
}

/** A copy from before the change, once; a half-failed start does not overwrite it. */
function backUp(writer: Database.Database, copy: string): void {
  if (!existsSync(copy)) writer.prepare('vacuum into ?').run(copy);
}
