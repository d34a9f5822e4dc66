/** Whose activity log it is: who keeps it, and who reads it by the centre. The panel reads by its evaluation. [AL1, AL2] */
import { tablesOf, type Centre, type Db } from '@heping/db';
import { LOG_KEEPERS } from '@heping/scoring';
import { and, eq, inArray } from 'drizzle-orm';
import { loadAreas, type AreaTree } from '../areas/tree.ts';
import { bodiesOf } from '../people/guard.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';

export interface LogHere {
  readonly centre: Centre;
  readonly areas: AreaTree;
  readonly mayWrite: boolean;
}

/** The log of a centre for somebody who may read it there. Throws NOT_FOUND alike for what is not there and what is not theirs. */
export async function logHere(db: Db, centreId: string, visitor: Visitor): Promise<LogHere> {
  const { centres } = tablesOf(db);
  const [[centre], areas] = await Promise.all([
    db.select().from(centres).where(eq(centres.id, centreId)),
    loadAreas(db),
  ]);
  if (centre === undefined) throw new Refused('NOT_FOUND');
  const mayWrite = await keepsLog(db, centreId, visitor);
  if (!mayWrite && !(await oversees(db, centre, areas, visitor))) throw new Refused('NOT_FOUND');
  return { centre, areas, mayWrite };
}

/** As `logHere`, for somebody who keeps it. Who only reads it is not told that others may: NOT_FOUND. */
export async function keptHere(db: Db, centreId: string, visitor: Visitor): Promise<void> {
  if (!(await keepsLog(db, centreId, visitor))) throw new Refused('NOT_FOUND');
}

async function keepsLog(db: Db, centreId: string, { personId }: Visitor): Promise<boolean> {
  const { centrePeople } = tablesOf(db);
  const rows = await db
    .select({ role: centrePeople.role })
    .from(centrePeople)
    .where(
      and(
        eq(centrePeople.centreId, centreId),
        eq(centrePeople.personId, personId),
        inArray(centrePeople.role, [...LOG_KEEPERS]),
      ),
    );
  return rows.length > 0;
}

/** An officer of the body that runs the centre, or of one in whose area it lies. */
async function oversees(db: Db, centre: Centre, areas: AreaTree, visitor: Visitor): Promise<boolean> {
  const own = await bodiesOf(db, visitor);
  if (own.size === 0) return false;
  if (centre.runByBodyId !== null && own.has(centre.runByBodyId)) return true;
  const { bodies } = tablesOf(db);
  const rows = await db
    .select({ areaId: bodies.areaId })
    .from(bodies)
    .where(inArray(bodies.id, [...own]));
  return rows.some(({ areaId }) => areas.isWithin(centre.areaId, areaId));
}
