/** Whose ledger it is: the findings that somebody reads, and those they act on. [LG1, LG2] */
import { rowByRow, tablesOf, type Db, type Tables } from '@heping/db';
import { and, eq, inArray, notInArray, or, sql, type SQL } from 'drizzle-orm';
import { loadAreas, type AreaTree } from '../areas/tree.ts';
import { standingOf } from '../evaluations/roles.ts';
import { nameOf, Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';

export interface LedgerScope {
  /** an officer above every area there is */
  readonly isAll: boolean;
  readonly bodies: ReadonlySet<string>;
  /** the areas of their bodies, with everything in them */
  readonly areas: ReadonlySet<string>;
  /** centres they lead */
  readonly leads: ReadonlySet<string>;
  /** centres they are tied to in any way; of these they handle nothing [FA6] */
  readonly ties: ReadonlySet<string>;
  /** evaluations on whose panels they sit */
  readonly seats: ReadonlySet<string>;
  /** sees remarks and handlers somewhere */
  readonly isOfficer: boolean;
  readonly tree: AreaTree;
}

/** What somebody reads of the ledger; null for who has none. [LG1] */
export async function findScope(db: Db, visitor: Visitor): Promise<LedgerScope | null> {
  const { bodies, panelMembers } = tablesOf(db);
  const [standing, tree, seats] = await Promise.all([
    standingOf(db, visitor),
    loadAreas(db),
    db
      .select({ id: panelMembers.evaluationId })
      .from(panelMembers)
      .where(eq(panelMembers.personId, visitor.personId)),
  ]);
  if (standing.bodies.size === 0 && standing.leads.size === 0) return null;
  const own =
    standing.bodies.size === 0
      ? []
      : await db
          .select()
          .from(bodies)
          .where(inArray(bodies.id, [...standing.bodies]));
  const areas = new Set(own.flatMap(({ areaId }) => tree.below(areaId).map(({ id }) => id)));
  return {
    isAll: areas.size === tree.size,
    bodies: standing.bodies,
    areas,
    leads: standing.leads,
    ties: standing.ties,
    seats: new Set(seats.map(({ id }) => id)),
    isOfficer: standing.bodies.size > 0,
    tree,
  };
}

/** Throws NOT_FOUND for who has no ledger. [LG1] */
export async function ledgerScope(db: Db, visitor: Visitor): Promise<LedgerScope> {
  const scope = await findScope(db, visitor);
  if (scope === null) throw new Refused('NOT_FOUND');
  return scope;
}

/** The rows of a scope; undefined for all of them. */
export function inScope(
  { cases }: Pick<Tables, 'cases'>,
  { isAll, bodies, areas, leads }: LedgerScope,
): SQL | undefined {
  if (isAll) return undefined;
  // Few rows, found by their centre.
  if (bodies.size === 0 && areas.size === 0 && leads.size > 0) return inArray(cases.centreId, [...leads]);
  const parts = [
    bodies.size === 0 ? undefined : inArray(cases.leadBodyId, [...bodies]),
    areas.size === 0 ? undefined : inArray(cases.areaId, [...areas]),
    leads.size === 0 ? undefined : inArray(cases.centreId, [...leads]),
  ].filter((part) => part !== undefined);
  return rowByRow(or(...parts)) ?? sql`1 = 0`;
}

/** Whether one row is in a scope: the same rule, for a row that is at hand. */
export const isInScope = ({ isAll, bodies, areas, leads }: LedgerScope, row: Placed): boolean =>
  isAll || bodies.has(row.leadBodyId) || areas.has(row.areaId) || leads.has(row.centreId);

interface Placed {
  readonly leadBodyId: string;
  readonly areaId: string;
  readonly centreId: string;
}

/** Whether somebody sees the committee's remark on a row, and who handles it: officers who do not lead the centre. [LG2] */
export const seesOffice = ({ isAll, bodies, areas, leads }: LedgerScope, row: Placed): boolean =>
  (isAll || bodies.has(row.leadBodyId) || areas.has(row.areaId)) && !leads.has(row.centreId);

/** What somebody reads and another body leads is that body's to act on. Throws LED_BY_OTHERS. [LG7] */
export async function requireLed(db: Db, { bodies: own }: LedgerScope, leadBodyId: string): Promise<void> {
  if (own.has(leadBodyId)) return;
  const { bodies } = tablesOf(db);
  const [body] = await db.select().from(bodies).where(eq(bodies.id, leadBodyId));
  throw new Refused('LED_BY_OTHERS', { body: body === undefined ? leadBodyId : nameOf(body) });
}

/** Whether a finding in somebody's ledger has a page for them: beyond what they lead, are led by or sit on, they read its row. [PO3] */
export const opens = (
  { bodies, leads, seats }: LedgerScope,
  { leadBodyId, centreId, evaluationId }: Placed & { readonly evaluationId: string },
): boolean => bodies.has(leadBodyId) || leads.has(centreId) || seats.has(evaluationId);

/** The same rule over rows: a filter by handler finds what its reader sees of handlers, and nothing else. [LG2] */
export function withOffice(
  { cases }: Pick<Tables, 'cases'>,
  { isAll, isOfficer, bodies, areas, leads }: LedgerScope,
): SQL | undefined {
  if (!isOfficer) return sql`1 = 0`;
  const theirs = or(
    inArray(cases.leadBodyId, [...bodies]),
    areas.size === 0 ? undefined : inArray(cases.areaId, [...areas]),
  );
  return and(
    isAll ? undefined : rowByRow(theirs),
    leads.size === 0 ? undefined : rowByRow(notInArray(cases.centreId, [...leads])),
  );
}

/** Of these evaluations those that are delivered and in somebody's ledger; null for who has none. [LG10] */
export async function inLedger(
  db: Db,
  evaluations: readonly string[],
  visitor: Visitor,
): Promise<readonly string[] | null> {
  const scope = await findScope(db, visitor);
  if (scope === null || evaluations.length === 0) return scope === null ? null : [];
  const { cases } = tablesOf(db);
  const rows = await db
    .selectDistinct({
      id: cases.evaluationId,
      leadBodyId: cases.leadBodyId,
      areaId: cases.areaId,
      centreId: cases.centreId,
    })
    .from(cases)
    .where(inArray(cases.evaluationId, [...evaluations]));
  return rows.filter((row) => isInScope(scope, row)).map(({ id }) => id);
}
