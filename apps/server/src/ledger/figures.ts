/** What the ledger counts: one walk over states and dates gives the figures, the total and the calendar. [LG5] */
import { tablesOf, type Db } from '@heping/db';
import type { LedgerFigures, LedgerFilter } from '@heping/protocol';
import { FINDING_STATES, daysAfter, sundayOf, type FindingState } from '@heping/scoring';
import { and, count, sql } from 'drizzle-orm';
import {
  closedSince,
  dateRange,
  OPEN_STATES,
  placeConditions,
  statesOf,
  todayOf,
  type LedgerReader,
} from './filter.ts';

/** How many findings there are of one state and one date. */
export interface Tally {
  readonly state: FindingState;
  readonly dueOn: string;
  readonly count: number;
  /** of them closed in the last 90 days, and in as many as the filter asks for */
  readonly closed90: number;
  readonly closedWithin: number;
}

const RECENT = 90;

/** Counted over everything but state and dates, so that each figure stays while another is looked at. */
export async function readTallies(
  db: Db,
  reader: LedgerReader,
  filter: LedgerFilter,
): Promise<readonly Tally[]> {
  const { cases } = tablesOf(db);
  const closedIn = (days: number) =>
    sql<number>`sum(case when ${cases.closedAt} >= ${closedSince(reader, days)} then 1 else 0 end)`.mapWith(
      Number,
    );
  return db
    .select({
      state: cases.state,
      dueOn: cases.dueOn,
      count: count(),
      closed90: closedIn(RECENT),
      closedWithin: closedIn(filter.closedWithin ?? RECENT),
    })
    .from(cases)
    .where(and(...placeConditions(db, reader, filter)))
    .groupBy(cases.dueOn, cases.state);
}

/** How many of what was counted pass states and dates of the filter. */
export function totalOf(tallies: readonly Tally[], reader: LedgerReader, filter: LedgerFilter): number {
  const { from, to, onlyOpen } = dateRange(reader, filter);
  const states = new Set(statesOf(filter));
  return tallies
    .filter(
      ({ state, dueOn }) =>
        states.has(state) &&
        (!onlyOpen || OPEN_STATES.includes(state)) &&
        (from === undefined || dueOn >= from) &&
        (to === undefined || dueOn <= to),
    )
    .reduce((sum, { count: all, state, closedWithin }) => {
      if (filter.closedWithin === undefined) return sum + all;
      return state === 'closed' ? sum + closedWithin : sum;
    }, 0);
}

export function figuresOf(tallies: readonly Tally[], reader: LedgerReader): LedgerFigures {
  const today = todayOf(reader);
  const sum = (of: (tally: Tally) => boolean, what: 'count' | 'closed90' = 'count') =>
    tallies.filter(of).reduce((all, tally) => all + tally[what], 0);
  const isOpen = ({ state }: Tally) => OPEN_STATES.includes(state);
  const overdue = (least: number, most: number) => (tally: Tally) =>
    isOpen(tally) && tally.dueOn <= daysAfter(today, -least) && tally.dueOn >= daysAfter(today, -most);
  return {
    all: sum(() => true),
    open: sum(isOpen),
    overdue7: sum(overdue(1, 7)),
    overdue30: sum(overdue(8, 30)),
    overdueMore: sum((tally) => isOpen(tally) && tally.dueOn < daysAfter(today, -30)),
    thisWeek: sum((tally) => isOpen(tally) && tally.dueOn >= today && tally.dueOn <= sundayOf(today)),
    closed90: sum(({ state }) => state === 'closed', 'closed90'),
    byState: Object.fromEntries(
      FINDING_STATES.map((state) => [state, sum((tally) => tally.state === state)]),
    ) as Record<FindingState, number>,
  };
}
