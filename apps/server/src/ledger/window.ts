/** Which findings stand in a window of the sorted ledger: ids only, the rows are read for those that are shown. [LG4] */
import { tablesOf, type Db, type Tables } from '@heping/db';
import type { LedgerOrder, LedgerSort } from '@heping/protocol';
import { FINDING_STATES, RECTIFICATION_KINDS, SEVERITIES } from '@heping/scoring';
import { and, asc, desc, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import { inGroups, keyOf, readGroups, type Group } from './groups.ts';
import type { LedgerScope } from './scope.ts';

/** A list in its own order. */
function ranked(column: AnyColumn, list: readonly string[]): SQL {
  const cases = list.map((word, place) => sql`when ${word} then ${sql.raw(String(place))}`);
  return sql`case ${column} ${sql.join(cases, sql` `)} end`;
}

const namedBy = (table: Tables['centres'] | Tables['people'] | Tables['areas'], id: AnyColumn): SQL =>
  sql`(select ${table.name} from ${table} where ${table.id} = ${id})`;

function keysOf({ cases, centres, areas, people }: Tables, sort: LedgerSort): SQL {
  const keys: Readonly<Record<LedgerSort, () => SQL>> = {
    due: () => sql`${cases.dueOn}`,
    number: () => sql`${cases.number}`,
    centre: () => namedBy(centres, cases.centreId),
    area: () => namedBy(areas, cases.areaId),
    indicator: () => sql`${cases.indicator}`,
    severity: () => ranked(cases.severity, SEVERITIES),
    state: () => ranked(cases.state, FINDING_STATES),
    kind: () => ranked(cases.kind, RECTIFICATION_KINDS),
    responsible: () => namedBy(people, cases.responsibleId),
    owners: () => sql`${cases.ownerNames}`,
    reported: () => sql`${cases.reported}`,
    verified: () => sql`${cases.verified}`,
    delivered: () => sql`${cases.deliveredAt}`,
    closed: () => sql`${cases.closedAt}`,
    changed: () => sql`${cases.updatedAt}`,
  };
  return keys[sort]();
}

const MAY_BE_EMPTY: ReadonlySet<LedgerSort> = new Set(['kind', 'responsible', 'closed']);

/** What has nothing to be sorted by comes last either way; equals stand by their id, so that a window never repeats. */
function orderOf(tables: Tables, { sort, direction }: Pick<LedgerOrder, 'sort' | 'direction'>): SQL[] {
  const key = keysOf(tables, sort);
  const by = direction === 'asc' ? asc : desc;
  return [
    ...(MAY_BE_EMPTY.has(sort) ? [asc(sql`case when ${key} is null then 1 else 0 end`)] : []),
    by(key),
    by(tables.cases.findingId),
  ];
}

/** What is sorted by name stands group by group: the names are put in order here, as people read them. */
const NAMED = { centre: 'centre', area: 'area', responsible: 'responsible' } as const satisfies Partial<
  Record<LedgerSort, NonNullable<LedgerOrder['group']>>
>;
const isNamed = (sort: LedgerSort): sort is keyof typeof NAMED => sort in NAMED;

/** The groups that an order without groups goes through; null where rows are sorted one by one. */
export async function namedGroups(
  db: Db,
  { sort, direction, group }: LedgerOrder,
  where: SQL | undefined,
  scope: LedgerScope,
): Promise<{ readonly by: NonNullable<LedgerOrder['group']>; readonly groups: readonly Group[] } | null> {
  if (group !== undefined || !isNamed(sort)) return null;
  const groups = await readGroups(db, NAMED[sort], where, scope);
  const named = groups.filter(({ key }) => key !== '');
  const nameless = groups.filter(({ key }) => key === '');
  return { by: NAMED[sort], groups: [...(direction === 'asc' ? named : named.toReversed()), ...nameless] };
}

/** The order of rows whose name is the same. */
export const BY_DATE = { sort: 'due', direction: 'asc' } as const;

export interface Window {
  readonly offset: number;
  readonly limit: number;
}

export async function idsIn(
  db: Db,
  where: SQL | undefined,
  order: Pick<LedgerOrder, 'sort' | 'direction'>,
  { offset, limit }: Window,
): Promise<string[]> {
  const tables = tablesOf(db);
  const rows = await db
    .select({ id: tables.cases.findingId })
    .from(tables.cases)
    .where(where)
    .orderBy(...orderOf(tables, order))
    .limit(limit)
    .offset(offset);
  return rows.map(({ id }) => id);
}

/** A part of a group that lies in a window. */
interface Part extends Window {
  readonly group: Group;
}

function partsIn(groups: readonly Group[], { offset, limit }: Window): readonly Part[] {
  const parts: Part[] = [];
  let begin = 0;
  for (const group of groups) {
    const from = Math.max(offset - begin, 0);
    const to = Math.min(offset + limit - begin, group.count);
    if (to > from) parts.push({ group, offset: from, limit: to - from });
    begin += group.count;
  }
  return parts;
}

/** The same, group after group: whole groups are read together, the first and the last as far as they are seen. */
export async function idsInGroups(
  db: Db,
  by: NonNullable<LedgerOrder['group']>,
  groups: readonly Group[],
  where: SQL | undefined,
  order: Pick<LedgerOrder, 'sort' | 'direction'>,
  window: Window,
): Promise<string[]> {
  const tables = tablesOf(db);
  const parts = partsIn(groups, window);
  const whole = parts.filter(({ group, limit }) => limit === group.count);
  const together =
    whole.length > 1 ? await wholeGroups(db, by, whole, where, order) : new Map<string, string[]>();
  const ids: string[] = [];
  for (const part of parts) {
    const { group } = part;
    ids.push(
      ...(together.get(group.key) ??
        (await idsIn(db, and(where, inGroups(tables, by, [group])), order, part))),
    );
  }
  return ids;
}

const columnName = {
  state: 'state',
  centre: 'centreId',
  area: 'areaId',
  severity: 'severity',
  clause: 'indicator',
  responsible: 'responsibleId',
  week: 'dueOn',
} as const;

async function wholeGroups(
  db: Db,
  by: NonNullable<LedgerOrder['group']>,
  parts: readonly Part[],
  where: SQL | undefined,
  order: Pick<LedgerOrder, 'sort' | 'direction'>,
): Promise<ReadonlyMap<string, string[]>> {
  const tables = tablesOf(db);
  const { cases } = tables;
  const rows = await db
    .select({ id: cases.findingId, value: cases[columnName[by]] })
    .from(cases)
    .where(
      and(
        where,
        inGroups(
          tables,
          by,
          parts.map(({ group }) => group),
        ),
      ),
    )
    .orderBy(...orderOf(tables, order));
  const found = new Map<string, string[]>();
  for (const { id, value } of rows) {
    const key = keyOf(by, value);
    const ids = found.get(key);
    if (ids === undefined) found.set(key, [id]);
    else ids.push(id);
  }
  return found;
}

/** The ids of a window in an order, whichever way they are found. */
export async function arrange(
  db: Db,
  order: LedgerOrder,
  where: SQL | undefined,
  {
    scope,
    window,
    groups,
  }: { readonly scope: LedgerScope; readonly window: Window; readonly groups: readonly Group[] },
): Promise<string[]> {
  if (order.group !== undefined) return idsInGroups(db, order.group, groups, where, order, window);
  const named = await namedGroups(db, order, where, scope);
  if (named === null) return idsIn(db, where, order, window);
  return idsInGroups(db, named.by, named.groups, where, BY_DATE, window);
}
