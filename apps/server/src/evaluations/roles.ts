/** What people are to evaluations, read from the rows as they stand now: nothing is cached, a removed role is gone. */
import { given, question, tablesOf, type Centre, type Db, type Evaluation } from '@heping/db';
import type { Role } from '@heping/scoring';
import { and, eq, inArray } from 'drizzle-orm';
import type { Visitor } from '../sessions/sessions.ts';

/** What a person is, apart from any evaluation. */
export interface Standing {
  readonly isAdministrator: boolean;
  /** bodies they are an officer of */
  readonly bodies: ReadonlySet<string>;
  /** centres they lead: director or deputy */
  readonly leads: ReadonlySet<string>;
  /** centres they are tied to in any way; each is a conflict of interest [CI1] */
  readonly ties: ReadonlySet<string>;
  /** evaluation → whether they chair it; recused ones are left out */
  readonly seats: ReadonlyMap<string, { readonly isChair: boolean }>;
}

const NOBODY: Standing = {
  isAdministrator: false,
  bodies: new Set(),
  leads: new Set(),
  ties: new Set(),
  seats: new Map(),
};

const person = given('person');
const officesOf = question((db) => {
  const { officers } = tablesOf(db);
  return db.select().from(officers).where(eq(officers.personId, person));
});
const tiesOf = question((db) => {
  const { centrePeople } = tablesOf(db);
  return db.select().from(centrePeople).where(eq(centrePeople.personId, person));
});
const allSeatsOf = question((db) => {
  const { panelMembers } = tablesOf(db);
  return db.select().from(panelMembers).where(eq(panelMembers.personId, person));
});
const seatIn = question((db) => {
  const { panelMembers } = tablesOf(db);
  const isHere = eq(panelMembers.evaluationId, given('evaluation'));
  return db
    .select()
    .from(panelMembers)
    .where(and(eq(panelMembers.personId, person), isHere));
});

/** Everything that decides a visitor's roles; for one evaluation only its seat is looked up. */
export async function standingOf(db: Db, visitor: Visitor | null, evaluationId?: string): Promise<Standing> {
  if (visitor === null) return NOBODY;
  const { personId, isAdministrator } = visitor;
  const asked = { person: personId };
  const [bodies, ties, seats] = await Promise.all([
    officesOf(db, asked),
    tiesOf(db, asked),
    evaluationId === undefined ? allSeatsOf(db, asked) : seatIn(db, { ...asked, evaluation: evaluationId }),
  ]);
  const leading = ties.filter(({ role }) => role === 'director' || role === 'deputy');
  return {
    isAdministrator,
    bodies: new Set(bodies.map(({ bodyId }) => bodyId)),
    leads: new Set(leading.map(({ centreId }) => centreId)),
    ties: new Set(ties.map(({ centreId }) => centreId)),
    seats: new Map(
      seats
        .filter(({ recusedAt }) => recusedAt === null)
        .map(({ evaluationId, isChair }) => [evaluationId, { isChair }]),
    ),
  };
}

/**
 * The roles in one evaluation. Who is tied to the centre, or works for the body that runs it, does not sit on its
 * panel, whatever the seat says: a tie recorded later takes the seat at once. [CI1, CI5]
 */
export function rolesIn(
  { isAdministrator, bodies, leads, ties, seats }: Standing,
  evaluation: Pick<Evaluation, 'id' | 'leadBodyId' | 'centreId'>,
  centre: Pick<Centre, 'runByBodyId'>,
): Role[] {
  const seat = seats.get(evaluation.id);
  const isConflicted =
    ties.has(evaluation.centreId) || (centre.runByBodyId !== null && bodies.has(centre.runByBodyId));
  const roles: Role[] = [];
  if (seat !== undefined && !isConflicted)
    roles.push(...(seat.isChair ? (['chair', 'panelist'] as const) : (['panelist'] as const)));
  if (bodies.has(evaluation.leadBodyId)) roles.push('officer');
  if (leads.has(evaluation.centreId)) roles.push('leader');
  if (isAdministrator) roles.push('administrator');
  return [...roles, 'public'];
}

/** Who else is concerned: panel, officers and leaders of an evaluation, whose lists change with it. */
export async function peopleConcerned(db: Db, evaluation: Evaluation): Promise<string[]> {
  const { officers, centrePeople, panelMembers } = tablesOf(db);
  const [panel, committee, leaders] = await Promise.all([
    db.select().from(panelMembers).where(eq(panelMembers.evaluationId, evaluation.id)),
    db.select().from(officers).where(eq(officers.bodyId, evaluation.leadBodyId)),
    db
      .select()
      .from(centrePeople)
      .where(
        and(
          eq(centrePeople.centreId, evaluation.centreId),
          inArray(centrePeople.role, ['director', 'deputy']),
        ),
      ),
  ]);
  return [...new Set([...panel, ...committee, ...leaders].map(({ personId }) => personId))];
}
