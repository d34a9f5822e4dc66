import { tablesOf, type Db } from '@heping/db';
import type { Me } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { Refused } from '../refused.ts';
import { affiliationsOf } from './affiliations.ts';
import { personRef } from './person-ref.ts';

/** Who somebody is, apart from any evaluation. */
export async function readMe(db: Db, personId: string): Promise<Me> {
  const { people } = tablesOf(db);
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  if (person === undefined) throw new Refused('LOGIN');
  const { username, locale, isAdministrator } = person;
  const affiliations = (await affiliationsOf(db, [personId]))(personId);
  return { ...personRef(person), username, locale, isAdministrator, ...affiliations };
}
