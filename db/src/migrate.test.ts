import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UnusableDatabase } from './failures.ts';
import { pendingOf, readMigrations } from './migrate.ts';
import { DIALECTS } from './db.ts';

const migration = (name: string) => ({ name, hash: `hash of ${name}`, statements: [] });
const KNOWN = ['0000_tables', '0001_append_only', '0002_more'].map(migration);

describe('migrations', () => {
  test('what was not applied yet is applied, in order', () => {
    expect(pendingOf(KNOWN, KNOWN.slice(0, 1))).toEqual(KNOWN.slice(1));
    expect(pendingOf(KNOWN, KNOWN)).toEqual([]);
  });

  test('a database of a later version is refused', () => {
    expect(() => pendingOf(KNOWN.slice(0, 2), KNOWN)).toThrow(UnusableDatabase);
  });

  test('a migration that was edited after it was applied is refused', () => {
    const edited = [{ ...KNOWN[0]!, hash: 'other' }];
    expect(() => pendingOf(KNOWN, edited)).toThrow(/0000_tables is not the one/);
  });

  test('both dialects have the same migrations, by name', () => {
    const [sqlite, pg] = DIALECTS.map((dialect) => readMigrations(dialect).map(({ name }) => name));
    expect(pg).toEqual(sqlite);
  });

  test.for(DIALECTS)(
    'the migrations for %s say what the tables say: nothing is left to generate',
    (dialect) => {
      const root = join(import.meta.dirname, '../..');
      // drizzle-kit resolves `out` against its working directory and writes where it finds a difference.
      const copy = mkdtempSync(join(tmpdir(), 'heping-migrations-'));
      try {
        const folder = join(root, 'db/migrations', dialect);
        cpSync(folder, copy, { recursive: true });
        execFileSync(
          process.execPath,
          [
            ...[join(root, 'node_modules/drizzle-kit/bin.cjs'), 'generate'],
            ...['--dialect', dialect === 'pg' ? 'postgresql' : 'sqlite', '--casing', 'snake_case'],
            ...['--schema', `./db/src/schema.${dialect}.ts`, '--out', copy],
          ],
          { cwd: root, stdio: 'pipe' },
        );
        expect(readdirSync(copy).sort()).toEqual(readdirSync(folder).sort());
      } finally {
        rmSync(copy, { recursive: true });
      }
    },
  );
});
