import { tablesOf, type Db, type Person as PersonRow } from '@heping/db';
import type { Person } from '@heping/protocol';
import { asc, eq } from 'drizzle-orm';
import { Refused } from '../refused.ts';
import { affiliationsOf, type Affiliations } from './affiliations.ts';
import { personRef } from './person-ref.ts';

const personOf = (row: PersonRow, affiliations: Affiliations): Person => ({
  ...personRef(row),
  username: row.username,
  isAdministrator: row.isAdministrator,
  isDisabled: row.disabledAt !== null,
  ...affiliations,
});

/** Everybody whose name or user name contains the words, by user name. */
export async function listPeople(db: Db, q = ''): Promise<Person[]> {
  const { people } = tablesOf(db);
  const wanted = q.trim().toLowerCase();
  const rows = await db.select().from(people).orderBy(asc(people.username));
  const found = rows.filter(({ username, name, nameEn }) =>
    `${username}\n${name}\n${nameEn}`.toLowerCase().includes(wanted),
  );
  const affiliations = await affiliationsOf(db);
  return found.map((row) => personOf(row, affiliations(row.id)));
}

/** Throws NOT_FOUND. */
export async function readPerson(db: Db, id: string): Promise<Person> {
  const { people } = tablesOf(db);
  const [row] = await db.select().from(people).where(eq(people.id, id));
  if (row === undefined) throw new Refused('NOT_FOUND');
  return personOf(row, (await affiliationsOf(db, [id]))(id));
}
