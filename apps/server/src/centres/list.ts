import { tablesOf, type Db } from '@heping/db';
import type { Centre, CentreRef } from '@heping/protocol';
import { TIERS, type Tier } from '@heping/scoring';
import { asc, eq } from 'drizzle-orm';
import { loadAreas } from '../areas/tree.ts';
import { isOrganiser } from '../people/guard.ts';
import { personRef } from '../people/person-ref.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { bodyRef, centreRef } from '../areas/refs.ts';

export interface CentreFilter {
  /** part of the name or of the area's path */
  readonly q?: string | undefined;
  readonly tier?: Tier | undefined;
  /** a body: the centres of its area */
  readonly body?: string | undefined;
}

/** Centres from the highest tier down, by id. */
export async function listCentres(db: Db, { q = '', tier, body }: CentreFilter): Promise<CentreRef[]> {
  const { centres, bodies } = tablesOf(db);
  const [areas, rows, [of]] = await Promise.all([
    loadAreas(db),
    db.select().from(centres).orderBy(asc(centres.id)),
    body === undefined ? [undefined] : db.select().from(bodies).where(eq(bodies.id, body)),
  ]);
  if (body !== undefined && of === undefined) return [];
  const wanted = q.trim().toLowerCase();
  return rows
    .filter(
      (row) =>
        (tier === undefined || row.tier === tier) &&
        (of === undefined || areas.isWithin(row.areaId, of.areaId)),
    )
    .map((row) => centreRef(row, areas))
    .filter(({ name, nameEn, area, areaEn }) =>
      `${area}${name}\n${nameEn}\n${areaEn}`.toLowerCase().includes(wanted),
    )
    .sort((a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier));
}

/** A centre in full; its people only for who organises and for themselves. Throws NOT_FOUND. */
export async function readCentre(db: Db, id: string, visitor: Visitor): Promise<Centre> {
  const { centres, bodies, centrePeople, people } = tablesOf(db);
  const [row] = await db
    .select({ centre: centres, runBy: bodies })
    .from(centres)
    .leftJoin(bodies, eq(bodies.id, centres.runByBodyId))
    .where(eq(centres.id, id));
  if (row === undefined) throw new Refused('NOT_FOUND');
  const ties = await db
    .select({ role: centrePeople.role, person: people })
    .from(centrePeople)
    .innerJoin(people, eq(people.id, centrePeople.personId))
    .where(eq(centrePeople.centreId, id))
    .orderBy(asc(people.username), asc(centrePeople.role));
  const maySee =
    ties.some(({ person }) => person.id === visitor.personId) || (await isOrganiser(db, visitor));
  const { centre, runBy } = row;
  return {
    ...centreRef(centre, await loadAreas(db)),
    address: centre.address,
    phone: centre.phone,
    runBy: runBy === null ? null : bodyRef(runBy),
    people: maySee ? ties.map(({ person, role }) => ({ ...personRef(person), role })) : [],
  };
}
