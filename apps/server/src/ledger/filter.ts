/** Which findings a filter means, as conditions of SQL; the same on both databases. [LG3] */
import { rowByRow, tablesOf, type Db } from '@heping/db';
import { type LedgerFilter, OPEN } from '@heping/protocol';
import {
  beginOfDay,
  FINDING_STATES,
  RUNS_IN,
  TIME_ZONE,
  dayIn,
  daysAfter,
  type FindingState,
} from '@heping/scoring';
import {
  and,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  or,
  sql,
  type AnyColumn,
  type SQL,
} from 'drizzle-orm';
import { containing } from '../containing.ts';
import { Refused } from '../refused.ts';
import { inScope, withOffice, type LedgerScope } from './scope.ts';

/** Somebody's ledger at a moment. */
export interface LedgerReader {
  readonly scope: LedgerScope;
  /** milliseconds UTC */
  readonly now: number;
}

/** States in which something is still to be done. */
export const OPEN_STATES: readonly FindingState[] = RUNS_IN.rectification;

/** Today where the ledger counts its days; its findings may come from campaigns of several time zones. */
export const todayOf = ({ now }: Pick<LedgerReader, 'now'>): string => dayIn(TIME_ZONE, now);

/** The states that are asked for; `open` stands for all in which something is to be done. */
export function statesOf({ state }: Pick<LedgerFilter, 'state'>): readonly FindingState[] {
  if (state === undefined) return FINDING_STATES;
  const wanted = new Set(state.flatMap((one) => (one === OPEN ? OPEN_STATES : [one])));
  return FINDING_STATES.filter((one) => wanted.has(one));
}

/** From and to that contradict each other are a mistake and no empty list. Throws LEDGER_RANGE. */
export function requireSound({ overdueFrom, overdueTo, dueFrom, dueTo }: LedgerFilter): void {
  if (overdueFrom !== undefined && overdueTo !== undefined && overdueFrom > overdueTo)
    throw new Refused('LEDGER_RANGE', { from: 'overdueFrom', to: 'overdueTo' });
  if (dueFrom !== undefined && dueTo !== undefined && dueFrom > dueTo)
    throw new Refused('LEDGER_RANGE', { from: 'dueFrom', to: 'dueTo' });
}

/** Everything but state and dates: what the figures are counted over. */
export function placeConditions(db: Db, { scope }: LedgerReader, filter: LedgerFilter): (SQL | undefined)[] {
  const tables = tablesOf(db);
  const { cases, centres, evaluations } = tables;
  const { area, centre, tier, campaign, year, severity, repeated, responsible, handler, kind, source } =
    filter;
  return [
    inScope(tables, scope),
    area === undefined ? undefined : rowByRow(inArray(cases.areaId, idsBelow(scope, area))),
    centre === undefined ? undefined : eq(cases.centreId, centre),
    tier === undefined
      ? undefined
      : rowByRow(
          inArray(cases.centreId, db.select({ id: centres.id }).from(centres).where(eq(centres.tier, tier))),
        ),
    campaign === undefined
      ? undefined
      : rowByRow(
          inArray(
            cases.evaluationId,
            db.select({ id: evaluations.id }).from(evaluations).where(eq(evaluations.campaignId, campaign)),
          ),
        ),
    year === undefined
      ? undefined
      : and(
          gte(cases.deliveredAt, beginOfDay(`${year}-01-01`)),
          lte(cases.deliveredAt, beginOfDay(`${year + 1}-01-01`) - 1),
        ),
    severity === undefined ? undefined : inArray(cases.severity, severity),
    repeated === undefined
      ? undefined
      : repeated === 'yes'
        ? rowByRow(isNotNull(cases.repeatOf))
        : rowByRow(isNull(cases.repeatOf)),
    responsible === undefined ? undefined : eq(cases.responsibleId, responsible),
    handler === undefined ? undefined : and(eq(cases.handledBy, handler), withOffice(tables, scope)),
    kind === undefined ? undefined : inArray(cases.kind, kind),
    source === undefined ? undefined : inArray(cases.source, source),
    rowByRow(ofClause(db, filter.clause)),
    rowByRow(withWords(db, filter.q)),
  ];
}

const idsBelow = ({ tree }: LedgerScope, area: string): string[] => tree.below(area).map(({ id }) => id);

/** An indicator, a group of them (A1.2), or a clause of the standard. */
function ofClause(db: Db, clause: string | undefined): SQL | undefined {
  if (clause === undefined || clause === '') return undefined;
  const { cases } = tablesOf(db);
  if (/^A/i.test(clause)) {
    const code = clause.toUpperCase();
    return or(
      eq(cases.indicator, code),
      and(gte(cases.indicator, `${code}.`), lte(cases.indicator, `${code}.~`)),
    );
  }
  return containing(sql`${cases.clauses}`, JSON.stringify(clause));
}

/** Words in the reason, the number or the centre's name. */
function withWords(db: Db, q: string | undefined): SQL | undefined {
  if (q === undefined || q === '') return undefined;
  const { cases, centres, findings } = tablesOf(db);
  const words = q.toLowerCase();
  // Only letters have a case; turning fifty thousand reasons to small letters takes longer than reading them.
  const small = (text: AnyColumn) => (/[a-z]/.test(words) ? sql`lower(${text})` : sql`${text}`);
  const named = or(containing(small(centres.name), words), containing(small(centres.nameEn), words));
  return or(
    containing(sql`${cases.number}`, words),
    inArray(cases.centreId, db.select({ id: centres.id }).from(centres).where(named)),
    inArray(
      cases.findingId,
      db
        .select({ id: findings.id })
        .from(findings)
        .where(containing(small(findings.reason), words)),
    ),
  );
}

/** From and to of the dates that a filter allows, overdue days among them. */
export interface DateRange {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onlyOpen: boolean;
}

export function dateRange(reader: LedgerReader, filter: LedgerFilter): DateRange {
  const today = todayOf(reader);
  const { overdueFrom, overdueTo, dueFrom, dueTo } = filter;
  const onlyOpen = overdueFrom !== undefined || overdueTo !== undefined;
  const froms = [dueFrom, overdueTo === undefined ? undefined : daysAfter(today, -overdueTo)];
  const tos = [dueTo, onlyOpen ? daysAfter(today, -(overdueFrom ?? 1)) : undefined];
  return {
    from: froms
      .filter((day) => day !== undefined)
      .toSorted()
      .at(-1),
    to: tos.filter((day) => day !== undefined).toSorted()[0],
    onlyOpen,
  };
}

/** States, dates and how long ago it was closed. */
export function stateConditions(db: Db, reader: LedgerReader, filter: LedgerFilter): (SQL | undefined)[] {
  const { cases } = tablesOf(db);
  const { from, to, onlyOpen } = dateRange(reader, filter);
  const states = statesOf(filter).filter((state) => !onlyOpen || OPEN_STATES.includes(state));
  return [
    states.length === FINDING_STATES.length
      ? undefined
      : states.length === 0
        ? sql`1 = 0`
        : rowByRow(inArray(cases.state, [...states])),
    from === undefined ? undefined : gte(cases.dueOn, from),
    to === undefined ? undefined : lte(cases.dueOn, to),
    filter.closedWithin === undefined
      ? undefined
      : and(eq(cases.state, 'closed'), gte(cases.closedAt, closedSince(reader, filter.closedWithin))),
  ];
}

/** The first moment of the last so many days. */
export const closedSince = (reader: LedgerReader, days: number): number =>
  beginOfDay(daysAfter(todayOf(reader), 1 - days));

/** All of a filter. */
export const conditionsOf = (db: Db, reader: LedgerReader, filter: LedgerFilter): SQL | undefined =>
  and(...placeConditions(db, reader, filter), ...stateConditions(db, reader, filter));
