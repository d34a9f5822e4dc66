/** What only the file on this disk can do: be damaged, be full, be somebody else's. */
import {
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './contract/stores.ts';
import { isStorageFull, UnusableDatabase } from './failures.ts';
import { readMigrations } from './migrate.ts';
import { openStore } from './open.ts';
import { openSqlite } from './open.sqlite.ts';
import type { Db } from './db.ts';
import type { Store } from './store.ts';

/** Statements that the common face leaves out, for looking under it. */
type Raw = Record<'all' | 'run', (query: ReturnType<typeof sql>) => unknown>;
const ask = (db: Db, pragma: string) => {
  const [answer] = (db as unknown as Raw).all(sql.raw(`pragma ${pragma}`)) as Record<string, unknown>[];
  return Object.values(answer ?? {})[0];
};
const set = (db: Db, pragma: string) => (db as unknown as Raw).run(sql.raw(`pragma ${pragma}`));

const put = (store: Store, key: string, value: unknown = 1) =>
  store.tx(async (db) => {
    await db.insert(store.tables.settings).values({ key, value });
  });
const keys = async (store: Store) =>
  (await store.db.select().from(store.tables.settings)).map(({ key }) => key).sort();

/** A folder with a database in it that has been used and closed. */
async function usedFolder() {
  const dataDir = temporaryFolder();
  const store = await openStore({ dataDir });
  for (const key of ['a', 'b', 'c']) await put(store, key, 'x'.repeat(20_000));
  await store.close();
  return { dataDir, file: join(dataDir, 'heping.sqlite') };
}

describe('SQLite: durability', () => {
  test('a commit is on disk: WAL, synchronous FULL, foreign keys on, patient', async () => {
    const store = await openStore({ dataDir: temporaryFolder() });
    const seen = await store.tx(async (db) =>
      ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map((name) => ask(db, name)),
    );
    expect(seen).toEqual(['wal', 2, 1, 5000]);
    await store.close();
  });

  test('what was committed is there after opening again', async () => {
    const { dataDir } = await usedFolder();
    const store = await openStore({ dataDir });
    expect(await keys(store)).toEqual(['a', 'b', 'c']);
    await store.close();
  });

  test('a commit that fails keeps nothing, throws, and the next unit is fine', async () => {
    const store = await openStore({ dataDir: temporaryFolder() });
    const unit = store.tx(async (db) => {
      // Deferred, so that the missing parent is found by COMMIT and by nothing before it.
      set(db, 'defer_foreign_keys = on');
      await db.insert(store.tables.settings).values({ key: 'lost', value: 1 });
      await db
        .insert(store.tables.sessions)
        .values({ tokenHash: 't', personId: 'nobody', createdAt: 1, seenAt: 1, expiresAt: 1, address: '' });
    });
    await expect(unit).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' });
    await put(store, 'next');
    expect(await keys(store)).toEqual(['next']);
    await store.close();
  });

  test('a full disk keeps nothing of the unit, is named, and passes when there is room again', async () => {
    const store = await openStore({ dataDir: temporaryFolder() });
    await store.tx(async (db) => {
      ask(db, `max_page_count = ${Number(ask(db, 'page_count')) + 4}`);
    });
    const full = put(store, 'big', 'x'.repeat(1_000_000));
    await expect(full).rejects.toSatisfy(isStorageFull);
    await store.tx(async (db) => {
      ask(db, 'max_page_count = 1000000');
    });
    await put(store, 'small');
    expect(await keys(store)).toEqual(['small']);
    expect(await store.freeSpace()).toBeGreaterThan(0);
    await store.close();
  });

  test('a reader sees the last commit while a unit is open, and the unit sees itself', async () => {
    const store = await openStore({ dataDir: temporaryFolder() });
    const { settings } = store.tables;
    await put(store, 'x', 1);
    const read = async (db: Db) => (await db.select().from(settings).where(eq(settings.key, 'x')))[0]?.value;
    const seen = await store.tx(async (db) => {
      await db.update(settings).set({ value: 2 }).where(eq(settings.key, 'x'));
      return [await read(db), await read(store.db)];
    });
    expect(seen).toEqual([2, 1]);
    expect(await read(store.db)).toBe(2);
    await store.close();
  });
});

describe('SQLite: refusing to open', () => {
  const refusal = async (dataDir: string) => {
    const error: unknown = await openStore({ dataDir }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(UnusableDatabase);
    const { message } = error as Error;
    expect(message).not.toContain('\n');
    return message;
  };

  test('a file that is no database', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'heping.sqlite'), '这不是数据库。'.repeat(1000));
    expect(await refusal(dataDir)).toContain('is damaged');
  });

  test('a file cut off in the middle', async () => {
    const { dataDir, file } = await usedFolder();
    writeFileSync(file, readFileSync(file).subarray(0, statSync(file).size / 2));
    expect(await refusal(dataDir)).toContain('restore it from a backup');
  });

  test('a file with a page overwritten', async () => {
    const { dataDir, file } = await usedFolder();
    const handle = openSync(file, 'r+');
    // Behind the schema's pages: the file opens, and only a check finds it.
    for (let page = 20; page < 30; page++) writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
    expect(await refusal(dataDir)).toContain('is damaged');
  });

  test('a data directory that is a file', async () => {
    const dataDir = join(temporaryFolder(), 'data');
    writeFileSync(dataDir, '');
    expect(await refusal(dataDir)).toContain('cannot be written in');
  });

  test('a database of another program, which is left as it is', async () => {
    const dataDir = temporaryFolder();
    const file = join(dataDir, 'heping.sqlite');
    const theirs = new Database(file);
    theirs.exec('create table songs (title text)');
    theirs.close();
    const before = readFileSync(file);
    expect(await refusal(dataDir)).toContain('not a database of Heping');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('a database of a later version', async () => {
    const { dataDir, file } = await usedFolder();
    const later = new Database(file);
    later.exec(`insert into migrations values (99, '0098_from_the_future', 'h', 1)`);
    later.close();
    expect(await refusal(dataDir)).toContain('0098_from_the_future');
  });
});

describe('SQLite: migrating', () => {
  const all = readMigrations('sqlite');
  const next = (statements: readonly string[]) => [...all, { name: '9999_next', hash: 'h', statements }];

  test('a copy from before the change is kept, then the change is made', async () => {
    const { dataDir } = await usedFolder();
    const store = await openSqlite(dataDir, next(['alter table settings add column note text']));
    expect(await keys(store)).toEqual(['a', 'b', 'c']);
    await store.close();
    const copy = join(dataDir, 'before-9999_next.sqlite');
    expect(existsSync(copy)).toBe(true);
    const elsewhere = temporaryFolder();
    copyFileSync(copy, join(elsewhere, 'heping.sqlite'));
    const before = await openStore({ dataDir: elsewhere });
    expect(await keys(before)).toEqual(['a', 'b', 'c']);
    await before.close();
  });

  test('a migration that fails halfway leaves the database as it was', async () => {
    const { dataDir } = await usedFolder();
    const broken = next(['drop table settings', 'create nonsense']);
    await expect(openSqlite(dataDir, broken)).rejects.toThrow('syntax error');
    const store = await openStore({ dataDir });
    expect(await keys(store)).toEqual(['a', 'b', 'c']);
    await store.close();
  });

  test('a migration that orphans rows is undone', async () => {
    const { dataDir } = await usedFolder();
    const orphaning = next([`insert into sessions values ('t', 'nobody', 1, 1, 1, '')`]);
    await expect(openSqlite(dataDir, orphaning)).rejects.toThrow('orphaned');
    const store = await openStore({ dataDir });
    expect(await store.db.select().from(store.tables.sessions)).toEqual([]);
    await store.close();
  });

  test('[LG3] cases delivered before repeat the clauses and the source of their findings', async () => {
    const dataDir = temporaryFolder();
    const earlier = readMigrations('sqlite').slice(0, 11);
    const old = await openSqlite(dataDir, earlier);
    await old.close();
    const file = new Database(join(dataDir, 'heping.sqlite'));
    file.pragma('foreign_keys = off');
    file.exec(`
      insert into findings (id, evaluation_id, number, indicator, clauses, standard, actual, lost, severity, reason, created_at, source)
      values ('floor', 'e', 1, 'A1.2.2', '["5.2.4","5.2.7"]', '{}', '{}', 5, 'ordinary', 'r', 1, 'suggestion');
      insert into cases (finding_id, evaluation_id, centre_id, area_id, lead_body_id, indicator, severity, number, state,
        delivered_at, respond_by, due_on, first_due_on, updated_at)
      values ('floor', 'e', 'c', 'a', 'b', 'A1.2.2', 'ordinary', '2026-001', 'rectifying', 1, '2026-03-09', '2026-04-01',
        '2026-04-01', 1)`);
    for (const statement of readMigrations('sqlite')[11]?.statements ?? []) file.exec(statement);
    expect(file.prepare('select clauses, source from cases').all()).toEqual([
      { clauses: '["5.2.4","5.2.7"]', source: 'suggestion' },
    ]);
    expect(() => file.exec(`update cases set source = 'deduction'`)).toThrow('append-only: cases');
    file.close();
  });
});
