/** Who may decide an objection: officers of the lead body without a seat on the panel and without a tie to the centre. [OB1] */
import { tablesOf, type Body, type Db } from '@heping/db';
import { eq } from 'drizzle-orm';
import type { Access } from './access.ts';
import { nameOf, Refused } from '../refused.ts';

export interface Deciders {
  readonly body: Body;
  /** How many have to agree, handler included. */
  readonly needed: number;
  readonly eligible: ReadonlySet<string>;
  /** Every seat, also one that somebody stepped back from. */
  readonly seated: ReadonlySet<string>;
  readonly tied: ReadonlySet<string>;
}

/**
 * As the rows stand now. Officers of a body that runs the centre itself are not tied by that alone: where the same body
 * runs and evaluates, somebody has to decide (4.2.2 with 7.2.3).
 */
export async function decidersOf(
  db: Db,
  { evaluation, campaign }: Pick<Access, 'evaluation' | 'campaign'>,
): Promise<Deciders> {
  const t = tablesOf(db);
  const [officers, seats, ties, bodies] = await Promise.all([
    db
      .select({ id: t.people.id, disabledAt: t.people.disabledAt })
      .from(t.officers)
      .innerJoin(t.people, eq(t.people.id, t.officers.personId))
      .where(eq(t.officers.bodyId, evaluation.leadBodyId)),
    db.select().from(t.panelMembers).where(eq(t.panelMembers.evaluationId, evaluation.id)),
    db.select().from(t.centrePeople).where(eq(t.centrePeople.centreId, evaluation.centreId)),
    db.select().from(t.bodies).where(eq(t.bodies.id, evaluation.leadBodyId)),
  ]);
  const [body] = bodies;
  if (body === undefined) throw new Error(`evaluation ${evaluation.id}: expected its lead body`);
  const seated = new Set(seats.map(({ personId }) => personId));
  const tied = new Set(ties.map(({ personId }) => personId));
  const eligible = officers.filter(
    ({ id, disabledAt }) => disabledAt === null && !seated.has(id) && !tied.has(id),
  );
  return {
    ...{ body, seated, tied },
    needed: campaign.decisionVoices,
    eligible: new Set(eligible.map(({ id }) => id)),
  };
}

/** How a decision comes about is for those who decide; that it was decided, and why, is for everybody concerned. [OJ5] */
export const BEHIND_THE_DECISION: ReadonlySet<string> = new Set([
  'finding.propose',
  'finding.agree',
  'finding.send-back',
]);

/** Whether somebody reads what stands behind a decision: officers without a seat on the panel. [OJ5] */
export const readsBehind = (
  { seated }: Deciders,
  { roles, personId }: Pick<Access, 'roles'> & { readonly personId: string },
): boolean => roles.includes('officer') && !seated.has(personId);

/** What to say where a body has too few. */
export const tooFew = ({ body, needed, eligible }: Deciders): Refused =>
  new Refused('DECIDERS_TOO_FEW', { body: nameOf(body), needed, count: eligible.size });
