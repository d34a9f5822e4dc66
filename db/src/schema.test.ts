/** Both dialects have the same tables: what `pgKit`'s cast promises, looked at column by column. */
import { is, SQL } from 'drizzle-orm';
import { getTableConfig as pgConfig, PgDialect, type PgTable } from 'drizzle-orm/pg-core';
import { getTableConfig as sqliteConfig, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { describe, expect, test } from 'vitest';
import * as pgSchema from './schema.pg.ts';
import * as sqliteSchema from './schema.sqlite.ts';
import type { Tables } from './tables.ts';

type Name = keyof Tables;
const NAMES = Object.keys(sqliteSchema.tables) as Name[];

const words = {
  sqlite: new SQLiteSyncDialect({ casing: 'snake_case' }),
  pg: new PgDialect({ casing: 'snake_case' }),
};

interface AnyColumn {
  readonly name: string;
  readonly notNull: boolean;
  readonly primary: boolean;
  readonly isUnique: boolean;
  readonly hasDefault: boolean;
  readonly default: unknown;
  readonly dataType: string;
  readonly enumValues?: readonly string[] | undefined;
}

const columnOf = (column: AnyColumn) => ({
  ...{ name: column.name, notNull: column.notNull, primary: column.primary },
  ...{ unique: column.isUnique, default: column.default },
  // A whole number as primary key is SQLite's rowid and has a default by itself.
  hasDefault: column.hasDefault && !(column.primary && column.dataType === 'number'),
  ...{ type: column.dataType, list: column.enumValues ?? [] },
});

const namesOf = (columns: readonly unknown[]) =>
  columns.map((column) => (is(column, SQL) ? 'expression' : (column as { name: string }).name));

// SQLite says nothing where PostgreSQL says what it means by nothing.
const action = (word: string | undefined) => word ?? 'no action';

function describeTable(dialect: 'sqlite' | 'pg', name: Name) {
  const config =
    dialect === 'sqlite'
      ? sqliteConfig(sqliteSchema.tables[name])
      : // Safe: this schema was built by pgKit.
        (pgConfig(pgSchema.tables[name] as unknown as PgTable) as unknown as ReturnType<typeof sqliteConfig>);
  const textOf = (text: SQL | undefined) => text && words[dialect].sqlToQuery(text).sql;
  return {
    name: config.name,
    columns: config.columns.map(columnOf),
    primaryKeys: config.primaryKeys.map((key) => namesOf(key.columns)),
    indexes: config.indexes.map(({ config: index }) => ({
      ...{ name: index.name, unique: index.unique, columns: namesOf(index.columns) },
      where: textOf(index.where),
    })),
    foreignKeys: config.foreignKeys.map((key) => {
      const { columns, foreignColumns } = key.reference();
      return {
        ...{ from: namesOf(columns), to: namesOf(foreignColumns) },
        ...{ onDelete: action(key.onDelete), onUpdate: action(key.onUpdate) },
      };
    }),
    checks: config.checks.map((check) => ({ name: check.name, text: textOf(check.value) })),
  };
}

describe('schema', () => {
  test.for(NAMES)('%s is the same table on SQLite and PostgreSQL', (name) => {
    expect(describeTable('pg', name)).toEqual(describeTable('sqlite', name));
  });

  test('every table is exported by name, since drizzle-kit looks at exports only', () => {
    expect([pgSchema, sqliteSchema].map((module) => NAMES.filter((name) => !(name in module)))).toEqual([
      [],
      [],
    ]);
  });
});
