/** What people work for and are tied to, for many people at once. */
import { tablesOf, type CentrePerson, type Db } from '@heping/db';
import type { BodyRef, CentreRef } from '@heping/protocol';
import { eq, inArray } from 'drizzle-orm';
import { loadAreas } from '../areas/tree.ts';
import { bodyRef, centreRef } from '../areas/refs.ts';

export interface Affiliations {
  readonly bodies: BodyRef[];
  readonly centres: (CentreRef & { role: CentrePerson['role'] })[];
}

/** By person; without a list, of everybody. */
export async function affiliationsOf(
  db: Db,
  people?: readonly string[],
): Promise<(personId: string) => Affiliations> {
  const { officers, bodies, centrePeople, centres } = tablesOf(db);
  const [areas, offices, ties] = await Promise.all([
    loadAreas(db),
    db
      .select({ personId: officers.personId, body: bodies })
      .from(officers)
      .innerJoin(bodies, eq(bodies.id, officers.bodyId))
      .where(people && inArray(officers.personId, [...people])),
    db
      .select({ personId: centrePeople.personId, role: centrePeople.role, centre: centres })
      .from(centrePeople)
      .innerJoin(centres, eq(centres.id, centrePeople.centreId))
      .where(people && inArray(centrePeople.personId, [...people])),
  ]);
  const officesOf = Map.groupBy(offices, ({ personId }) => personId);
  const tiesOf = Map.groupBy(ties, ({ personId }) => personId);
  return (personId) => ({
    bodies: (officesOf.get(personId) ?? []).map(({ body }) => bodyRef(body)),
    centres: (tiesOf.get(personId) ?? []).map(({ centre, role }) => ({ ...centreRef(centre, areas), role })),
  });
}
