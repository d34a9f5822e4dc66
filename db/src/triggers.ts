/** Whether what may never change is still held by its triggers, as the migrations wrote them (SECURITY C15). */
import { sql } from 'drizzle-orm';
import { readMigrations } from './migrate.ts';
import type { Dialect } from './db.ts';
import type { Store } from './store.ts';

const CREATE = /create trigger ["`](\w+)["`][^]*/i;
const DROP = /drop trigger (?:if exists )?["`](\w+)["`]/i;

/** Each trigger a database of this version has, with the statement that made it. */
export function triggersOf(dialect: Dialect): ReadonlyMap<string, string> {
  const triggers = new Map<string, string>();
  for (const { statements } of readMigrations(dialect)) {
    for (const statement of statements) {
      const [text, made] = CREATE.exec(statement) ?? [];
      const dropped = DROP.exec(statement)?.[1];
      if (text !== undefined && made !== undefined) triggers.set(made, text);
      else if (dropped !== undefined) triggers.delete(dropped);
    }
  }
  return triggers;
}

/** Names of the triggers that are missing, switched off, or (on SQLite, which keeps the words) say something else. */
export async function looseTriggers(store: Pick<Store, 'db' | 'dialect'>): Promise<readonly string[]> {
  const { db, dialect } = store;
  const isSqlite = dialect === 'sqlite';
  const there = await (isSqlite
    ? db
        .select({ name: sql<string>`name`, text: sql<string>`sql` })
        .from(sql`sqlite_master`)
        .where(sql`type = 'trigger'`)
    : db
        .select({ name: sql<string>`tgname`, text: sql<string>`''` })
        .from(sql`pg_trigger`)
        .where(sql`not tgisinternal and tgenabled in ('O', 'A')`));
  const texts = new Map(there.map(({ name, text }) => [name, text]));
  return [...triggersOf(dialect)].flatMap(([name, text]) => {
    const found = texts.get(name);
    return found !== undefined && (!isSqlite || plain(found) === plain(text)) ? [] : [name];
  });
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/;? *$/, '').trim();
