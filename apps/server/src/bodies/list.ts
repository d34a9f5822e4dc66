import { tablesOf, type Db } from '@heping/db';
import type { Body } from '@heping/protocol';
import { asc, eq } from 'drizzle-orm';
import { loadAreas } from '../areas/tree.ts';
import { bodyRef } from '../areas/refs.ts';
import { personRef } from '../people/person-ref.ts';
import { Refused } from '../refused.ts';

/** Every evaluating body. Who works for them is only for those who organise. */
export async function listBodies(
  db: Db,
  { withOfficers }: { readonly withOfficers: boolean },
): Promise<Body[]> {
  const { bodies, officers, people } = tablesOf(db);
  const [areas, rows, offices] = await Promise.all([
    loadAreas(db),
    db.select().from(bodies).orderBy(asc(bodies.id)),
    withOfficers
      ? db
          .select({ bodyId: officers.bodyId, person: people })
          .from(officers)
          .innerJoin(people, eq(people.id, officers.personId))
          .orderBy(asc(people.username))
      : [],
  ]);
  return rows.map((body) => {
    const { zh, en } = areas.path(body.areaId);
    const own = offices.filter(({ bodyId }) => bodyId === body.id);
    return { ...bodyRef(body), area: zh, areaEn: en, officers: own.map(({ person }) => personRef(person)) };
  });
}

/** Throws NOT_FOUND. */
export async function readBody(db: Db, id: string): Promise<Body> {
  const found = (await listBodies(db, { withOfficers: true })).find((body) => body.id === id);
  if (found === undefined) throw new Refused('NOT_FOUND');
  return found;
}
