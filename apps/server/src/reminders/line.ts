/** Up the line of responsibility: who hears of a step, and where it leads each of them. [DL4, RM4] */
import { tablesOf, type Case, type Db } from '@heping/db';
import type { LinePlace } from '@heping/scoring';
import { and, eq, inArray } from 'drizzle-orm';
import { leadersOf, officersOf } from '../notifications/recipients.ts';

export const findingPath = ({ evaluationId, findingId }: Pick<Case, 'evaluationId' | 'findingId'>): string =>
  `/evaluations/${evaluationId}/findings/${findingId}`;

export interface Concerned {
  readonly case: Pick<Case, 'evaluationId' | 'findingId' | 'centreId' | 'leadBodyId'>;
  readonly runByBodyId: string | null;
  /** The measure's owner with an account, where it is a measure's date. */
  readonly measure: { readonly id: string; readonly ownerId: string | null } | null;
  /** Who owns what is still being done, where it is the finding's date. */
  readonly owners: readonly { readonly id: string; readonly ownerId: string }[];
}

export interface Heard {
  readonly person: string;
  readonly path: string;
}

/**
 * The people of these places, each once and by the nearest place they hold. The body that runs the centre and the one
 * above are told what is late and where; the finding's page is not theirs, so it leads them to the ledger.
 */
export async function peopleAlong(
  db: Db,
  places: readonly LinePlace[],
  concerned: Concerned,
): Promise<readonly Heard[]> {
  const found = new Map<string, string>();
  const path = findingPath(concerned.case);
  for (const place of NEAREST.filter((one) => places.includes(one)))
    for (const { person, to = path } of await PLACES[place](db, concerned))
      if (!found.has(person)) found.set(person, to);
  return [...found].map(([person, to]) => ({ person, path: to }));
}

/** Who can open the finding's page comes before who cannot. */
const NEAREST: readonly LinePlace[] = ['leader', 'lead-body', 'owner', 'running-body', 'superior-body'];

type Found = readonly { readonly person: string; readonly to?: string }[];
const inLedger = (people: readonly string[], centreId: string): Found =>
  people.map((person) => ({ person, to: `/ledger?centre=${centreId}` }));
const onPage = (people: readonly string[]): Found => people.map((person) => ({ person }));

const PLACES: Readonly<Record<LinePlace, (db: Db, concerned: Concerned) => Promise<Found>>> = {
  owner: async (_, { measure, owners }) =>
    (measure === null ? owners : [measure]).flatMap(({ id, ownerId }) =>
      ownerId === null ? [] : [{ person: ownerId, to: `/measures/${id}` }],
    ),
  leader: async (db, { case: { centreId } }) => onPage(await leadersOf(db, centreId)),
  'running-body': async (db, { runByBodyId, case: { centreId } }) =>
    runByBodyId === null ? [] : inLedger(await officersOf(db, runByBodyId), centreId),
  'lead-body': async (db, { case: { leadBodyId } }) => onPage(await officersOf(db, leadBodyId)),
  'superior-body': async (db, { case: { leadBodyId, centreId } }) =>
    inLedger(await superiorsOf(db, leadBodyId), centreId),
};

const COMMITTEES = ['provincial-committee', 'city-committee', 'county-committee'] as const;

/** The officers of the committees of the next area above the lead body's that has one: county for town, city for county. */
async function superiorsOf(db: Db, leadBodyId: string): Promise<readonly string[]> {
  const { bodies, areas, officers } = tablesOf(db);
  const [lead] = await db.select().from(bodies).where(eq(bodies.id, leadBodyId));
  let areaId = lead?.areaId ?? null;
  for (const seen = new Set<string>(); areaId !== null && !seen.has(areaId);) {
    seen.add(areaId);
    const [area] = await db.select().from(areas).where(eq(areas.id, areaId));
    areaId = area?.parentId ?? null;
    if (areaId === null) return [];
    const rows = await db
      .select({ id: officers.personId })
      .from(bodies)
      .innerJoin(officers, eq(officers.bodyId, bodies.id))
      .where(and(eq(bodies.areaId, areaId), inArray(bodies.kind, [...COMMITTEES])));
    if (rows.length > 0) return rows.map(({ id }) => id);
  }
  return [];
}
