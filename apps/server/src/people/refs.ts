/** People by their ids, as others see them. */
import { tablesOf, type Db } from '@heping/db';
import type { PersonRef } from '@heping/protocol';
import { inArray } from 'drizzle-orm';
import { personRef } from './person-ref.ts';

export type RefOf = (id: string | null | undefined) => PersonRef | null;

/** Looks them up at once; nobody is null. */
export async function refsOf(db: Db, ids: readonly (string | null | undefined)[]): Promise<RefOf> {
  const asked = [...new Set(ids.filter((id) => id != null))];
  const { people } = tablesOf(db);
  const rows = asked.length === 0 ? [] : await db.select().from(people).where(inArray(people.id, asked));
  const byId = new Map(rows.map((row) => [row.id, personRef(row)]));
  return (id) => (id == null ? null : (byId.get(id) ?? null));
}
