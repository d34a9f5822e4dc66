/** The seats of a panel, and who of them sits: not recused, and without a conflict of interest now. [CI1, CI5] */
import { tablesOf, type Centre, type Db, type Evaluation } from '@heping/db';
import { asc, desc, eq } from 'drizzle-orm';
import { listOf, nameOf } from '../refused.ts';
import type { Localized } from '@heping/scoring';

export interface Seat {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly isChair: boolean;
  readonly recusedAt: number | null;
  /** Scores, counts and signs. A tie to the centre recorded later takes the seat at once. */
  readonly sits: boolean;
}

/** Every seat, the chair’s first, then by id. */
export async function seatsOf(
  db: Db,
  { evaluation, centre }: { readonly evaluation: Pick<Evaluation, 'id'>; readonly centre: Centre },
): Promise<readonly Seat[]> {
  const { panelMembers, people, centrePeople, officers } = tablesOf(db);
  const rows = await db
    .select({ member: panelMembers, person: people })
    .from(panelMembers)
    .innerJoin(people, eq(people.id, panelMembers.personId))
    .where(eq(panelMembers.evaluationId, evaluation.id))
    .orderBy(desc(panelMembers.isChair), asc(panelMembers.personId));
  const tied = await db.select().from(centrePeople).where(eq(centrePeople.centreId, centre.id));
  const running =
    centre.runByBodyId === null
      ? []
      : await db.select().from(officers).where(eq(officers.bodyId, centre.runByBodyId));
  const conflicted = new Set([...tied, ...running].map(({ personId }) => personId));
  return rows.map(({ member, person }) => ({
    id: person.id,
    name: person.name,
    nameEn: person.nameEn,
    isChair: member.isChair,
    recusedAt: member.recusedAt,
    sits: member.recusedAt === null && !conflicted.has(person.id),
  }));
}

export const sitting = (seats: readonly Seat[]): readonly Seat[] => seats.filter(({ sits }) => sits);

/** The names of several seats, for a sentence. */
export const namesOf = (seats: readonly Pick<Seat, 'name' | 'nameEn'>[]): Localized =>
  listOf(seats.map(nameOf));
