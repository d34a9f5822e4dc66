/** CHECK constraints that several tables share. */
import { sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Kit } from '../columns.ts';

/** The words in which tables say what a column may hold. */
export function checksOf(k: Kit) {
  /** A CHECK from the same list that types the column. */
  const oneOf = (name: string, column: AnySQLiteColumn, list: readonly (string | number)[]) =>
    k.check(
      name,
      sql`${column} in (${sql.raw(list.map((item) => (typeof item === 'number' ? String(item) : `'${item}'`)).join(', '))})`,
    );
  const notNegative = (name: string, column: AnySQLiteColumn) => k.check(name, sql`${column} >= 0`);
  const dateShape = (name: string, column: AnySQLiteColumn) =>
    k.check(name, sql`${column} like '____-__-__'`);
  /** Ids become part of document names, which carry at most 24 characters. [DN2] */
  const idShape = (name: string, column: AnySQLiteColumn) =>
    k.check(name, sql`length(${column}) between 1 and 24`);

  return { oneOf, notNegative, dateShape, idShape };
}
