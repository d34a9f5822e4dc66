/** Somebody with the database file in hand: what the common face leaves out. */
import type { Db } from '@heping/db';
import { sql, type SQL } from 'drizzle-orm';
import type { Office } from './desk.ts';

type Raw = { all(query: SQL): { name: string }[]; run(query: SQL): unknown };

/** Through the server's own writer, in its turn: a second one would find it locked. */
const inHand = ({ app }: Office, work: (raw: Raw) => void) =>
  app.store.tx(async (db: Db) => work(db as unknown as Raw));

/** Nothing keeps rows from changing any more. */
export const dropTriggers = (office: Office) =>
  inHand(office, (raw) => {
    const triggers = raw.all(sql`select name from sqlite_master where type = 'trigger'`);
    for (const { name } of triggers) raw.run(sql.raw(`drop trigger ${name}`));
  });

/** `words` with a ? for each of the values. */
export const write = (office: Office, words: string, ...values: string[]) =>
  inHand(office, (raw) => {
    const parts = words.split('?').map((part) => sql.raw(part));
    raw.run(sql.join(parts.flatMap((part, at) => (at === 0 ? [part] : [sql`${values[at - 1]}`, part]))));
  });
