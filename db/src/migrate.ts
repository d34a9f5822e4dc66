/** Migrations as drizzle-kit writes them, applied in one transaction, forward only (SECURITY C17). */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UnusableDatabase } from './failures.ts';
import type { Dialect } from './db.ts';

export interface Migration {
  /** As named when generated, e.g. `0000_tables`. */
  readonly name: string;
  readonly hash: string;
  readonly statements: readonly string[];
}

interface Journal {
  readonly entries: readonly { readonly tag: string }[];
}

/** Every migration of a dialect, in order. */
export function readMigrations(dialect: Dialect): Migration[] {
  const folder = new URL(`../migrations/${dialect}/`, import.meta.url);
  const journal = JSON.parse(readFileSync(new URL('meta/_journal.json', folder), 'utf8')) as Journal;
  return journal.entries.map(({ tag }) => {
    const text = readFileSync(new URL(`${tag}.sql`, folder), 'utf8').replaceAll('\r\n', '\n');
    return {
      name: tag,
      hash: createHash('sha256').update(text).digest('hex'),
      statements: text
        .split('--> statement-breakpoint')
        .map((statement) => statement.trim())
        .filter((statement) => statement !== ''),
    };
  });
}

export interface Applied {
  readonly name: string;
  readonly hash: string;
}

/**
 * What is still to be done. Throws where the database was written by a later version, or where a migration was
 * edited after it had been applied.
 */
export function pendingOf(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  applied.forEach(({ name, hash }, index) => {
    const known = migrations[index];
    if (known === undefined || known.name !== name) {
      throw new UnusableDatabase(
        `the database has migration ${name}, which this version does not know: start the version that wrote it, or a later one`,
      );
    }
    if (known.hash !== hash) {
      throw new UnusableDatabase(
        `migration ${name} is not the one this database was built with: restore the file, or the database from a backup`,
      );
    }
  });
  return migrations.slice(applied.length);
}

/** The table that remembers; the same words on both dialects, outside of drizzle's schema. */
export const CREATE_MIGRATIONS = `create table if not exists migrations (
  place integer primary key, name text not null unique, hash text not null, applied_at bigint not null)`;
