import { tablesOf, type Db, type Person as PersonRow } from '@heping/db';
import type { People, Person } from '@heping/protocol';
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

export interface PeopleQuestion {
  /** Words, each of which is found in a name or in what the person works for or is tied to. */
  readonly q?: string | undefined;
  /** At most so many; all without it. */
  readonly limit?: number | undefined;
  /** The user name after which the page begins. */
  readonly after?: string | undefined;
}

/** People by user name, a page at a time. */
export async function listPeople(db: Db, { q = '', limit, after }: PeopleQuestion): Promise<People> {
  const { people } = tablesOf(db);
  const rows = await db.select().from(people).orderBy(asc(people.username));
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = words.length === 0 ? rows : await matching(db, rows, words);
  const rest = after === undefined ? found : found.filter(({ username }) => username > after);
  const page = rest.slice(0, limit);
  const affiliations = await affiliationsOf(db, limit === undefined ? undefined : page.map(({ id }) => id));
  return {
    people: page.map((row) => personOf(row, affiliations(row.id))),
    count: found.length,
    next: page.length < rest.length ? (page.at(-1)?.username ?? null) : null,
  };
}

async function matching(db: Db, rows: readonly PersonRow[], words: readonly string[]): Promise<PersonRow[]> {
  const affiliations = await affiliationsOf(db);
  return rows.filter(({ id, username, name, nameEn }) => {
    const { bodies, centres } = affiliations(id);
    const around = [...bodies, ...centres].flatMap((one) => [one.name, one.nameEn]);
    const text = [username, name, nameEn, ...around].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Throws NOT_FOUND. */
export async function readPerson(db: Db, id: string): Promise<Person> {
  const { people } = tablesOf(db);
  const [row] = await db.select().from(people).where(eq(people.id, id));
  if (row === undefined) throw new Refused('NOT_FOUND');
  return personOf(row, (await affiliationsOf(db, [id]))(id));
}
