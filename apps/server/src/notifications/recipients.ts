/** Who is told: by what they are to an evaluation now, and by what that lets them see. [NT3] */
import { tablesOf, type Centre, type Db, type Evaluation } from '@heping/db';
import { may, type Action, type Phase, type Role } from '@heping/scoring';
import { and, eq, inArray, isNull } from 'drizzle-orm';

export interface Around {
  readonly evaluation: Pick<Evaluation, 'id' | 'leadBodyId' | 'phase'>;
  readonly centre: Pick<Centre, 'id' | 'runByBodyId'>;
}

/** The centre's director and deputies. */
export async function leadersOf(db: Db, centreId: string): Promise<readonly string[]> {
  const { centrePeople } = tablesOf(db);
  const leads = inArray(centrePeople.role, ['director', 'deputy']);
  const rows = await db
    .select({ id: centrePeople.personId })
    .from(centrePeople)
    .where(and(eq(centrePeople.centreId, centreId), leads));
  return rows.map(({ id }) => id);
}

/** Who works for a body. */
export async function officersOf(db: Db, bodyId: string): Promise<readonly string[]> {
  const { officers } = tablesOf(db);
  const rows = await db.select({ id: officers.personId }).from(officers).where(eq(officers.bodyId, bodyId));
  return rows.map(({ id }) => id);
}

/** Who sits on the panel: not recused, and without a tie to the centre or the body that runs it. [CI1, CI5] */
export async function panelOf(db: Db, { evaluation, centre }: Around): Promise<readonly string[]> {
  const { panelMembers, centrePeople } = tablesOf(db);
  const [seats, tied, running] = await Promise.all([
    db
      .select({ id: panelMembers.personId })
      .from(panelMembers)
      .where(and(eq(panelMembers.evaluationId, evaluation.id), isNull(panelMembers.recusedAt))),
    db.select({ id: centrePeople.personId }).from(centrePeople).where(eq(centrePeople.centreId, centre.id)),
    centre.runByBodyId === null ? [] : officersOf(db, centre.runByBodyId),
  ]);
  const conflicted = new Set([...tied.map(({ id }) => id), ...running]);
  return seats.map(({ id }) => id).filter((id) => !conflicted.has(id));
}

const WHO: Readonly<Partial<Record<Role, (db: Db, around: Around) => Promise<readonly string[]>>>> = {
  leader: (db, { centre }) => leadersOf(db, centre.id),
  officer: (db, { evaluation }) => officersOf(db, evaluation.leadBodyId),
  panelist: panelOf,
};

/** Everybody in these roles whom the policy lets see it in this phase; nobody else, whatever the kind. [NT3] */
export async function peopleIn(
  db: Db,
  around: Around,
  {
    roles,
    action,
    phase,
  }: { readonly roles: readonly Role[]; readonly action: Action; readonly phase: Phase },
): Promise<readonly string[]> {
  const told = roles.filter((role) => may([role], action, phase));
  const people = new Set<string>();
  for (const role of told) for (const person of (await WHO[role]?.(db, around)) ?? []) people.add(person);
  return [...people];
}
