/** Findings under headings: what is grouped by, in which order the groups come, and what they are called. [LG4] */
import { tablesOf, type Db, type Tables } from '@heping/db';
import { FINDING_STATE_LABELS, SEVERITY_LABELS, type LedgerGroup } from '@heping/protocol';
import { FINDING_STATES, SEVERITIES, mondayOf, sundayOf, type Localized } from '@heping/scoring';
import { count, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { nameOf } from '../refused.ts';
import type { LedgerScope } from './scope.ts';

export interface Group {
  readonly key: string;
  readonly label: Localized;
  readonly count: number;
  /** what its rows have in the column */
  readonly values: readonly (string | null)[];
}

const columnOf = ({ cases }: Tables, group: LedgerGroup) =>
  ({
    state: cases.state,
    centre: cases.centreId,
    area: cases.areaId,
    severity: cases.severity,
    clause: cases.indicator,
    responsible: cases.responsibleId,
    week: cases.dueOn,
  })[group];

/** Rows of some groups. */
export function inGroups(tables: Tables, by: LedgerGroup, groups: readonly Group[]): SQL | undefined {
  const column = columnOf(tables, by);
  const values = groups.flatMap((group) => group.values);
  const named = values.filter((value) => value !== null);
  return or(
    named.length === 0 ? undefined : inArray(sql`${column}`, named),
    values.includes(null) ? isNull(column) : undefined,
  );
}

export const keyOf = (by: LedgerGroup, value: string | null): string =>
  value === null ? '' : by === 'week' ? mondayOf(value) : value;

/** The groups of the rows that pass, in order. */
export async function readGroups(
  db: Db,
  by: LedgerGroup,
  where: SQL | undefined,
  { tree }: LedgerScope,
): Promise<readonly Group[]> {
  const tables = tablesOf(db);
  const column = columnOf(tables, by);
  // Not the bare column: SQLite would walk the rows in the order of its index, each of them somewhere else.
  const value = sql<string>`coalesce(${column}, '')`;
  const counted = await db.select({ value, count: count() }).from(tables.cases).where(where).groupBy(value);
  const nothing = by === 'responsible' ? null : '';
  const byKey = Map.groupBy(
    counted.map((row) => ({ ...row, value: row.value === '' ? nothing : row.value })),
    (row) => keyOf(by, row.value),
  );
  const labelled = await labelsOf(db, by, tree, [...byKey.keys()]);
  return [...byKey]
    .map(([key, rows]) => ({
      key,
      label: labelled(key),
      count: rows.reduce((sum, row) => sum + row.count, 0),
      values: rows.map(({ value }) => value),
    }))
    .toSorted(orderOf(by));
}

const NOBODY: Localized = { zh: '未定', en: 'not decided' };
const NO_INDICATOR: Localized = { zh: '不计分条款', en: 'clauses without points' };

type Labels = (key: string) => Localized;

async function labelsOf(
  db: Db,
  by: LedgerGroup,
  tree: LedgerScope['tree'],
  keys: readonly string[],
): Promise<Labels> {
  const same = (key: string): Localized => ({ zh: key, en: key });
  switch (by) {
    case 'state':
      return (key) =>
        FINDING_STATES.flatMap((one) => (one === key ? [FINDING_STATE_LABELS[one]] : []))[0] ?? same(key);
    case 'severity':
      return (key) =>
        SEVERITIES.flatMap((one) => (one === key ? [SEVERITY_LABELS[one]] : []))[0] ?? same(key);
    case 'area':
      return (key) => tree.path(key);
    case 'clause':
      return (key) => (key === '' ? NO_INDICATOR : same(key));
    case 'week':
      return (key) => ({ zh: `${key} 至 ${sundayOf(key)}`, en: `${key} to ${sundayOf(key)}` });
    case 'centre': {
      const names = await namesOf(db, 'centres', keys);
      return (key) => names.get(key) ?? same(key);
    }
    case 'responsible': {
      const names = await namesOf(db, 'people', keys);
      return (key) => names.get(key) ?? NOBODY;
    }
  }
}

async function namesOf(
  db: Db,
  table: 'centres' | 'people',
  ids: readonly string[],
): Promise<ReadonlyMap<string, Localized>> {
  if (ids.length === 0) return new Map();
  const { [table]: named } = tablesOf(db);
  const rows = await db
    .select({ id: named.id, name: named.name, nameEn: named.nameEn })
    .from(named)
    .where(inArray(named.id, [...ids]));
  return new Map(rows.map((row) => [row.id, nameOf(row)]));
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Lists in their own order, weeks and clauses by number, everything else by name; what is not decided comes last. */
function orderOf(by: LedgerGroup): (one: Group, other: Group) => number {
  const place = (list: readonly string[], key: string) => list.indexOf(key);
  switch (by) {
    case 'state':
      return (one, other) => place(FINDING_STATES, one.key) - place(FINDING_STATES, other.key);
    case 'severity':
      return (one, other) => place(SEVERITIES, one.key) - place(SEVERITIES, other.key);
    default:
      return (one, other) => {
        if (one.key === '' || other.key === '') return one.key === '' ? 1 : -1;
        const said = ({ key, label }: Group) => (by === 'week' || by === 'clause' ? key : label.zh);
        return collator.compare(said(one), said(other)) || (one.key < other.key ? -1 : 1);
      };
  }
}
