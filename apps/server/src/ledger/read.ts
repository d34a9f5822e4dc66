/** The ledger as it is asked for: a window of rows, with the figures over all of them. [LG3–LG5] */
import { tablesOf, type Db } from '@heping/db';
import {
  type Ledger,
  type LedgerCalendar,
  type LedgerFilter,
  type LedgerMonth,
  type LedgerOrder,
  type LedgerQuestion,
  MOST_AT_ONCE,
} from '@heping/protocol';
import { daysOf } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { dayDetail } from '../calendar/working-days.ts';
import { Refused } from '../refused.ts';
import { figuresOf, readTallies, totalOf } from './figures.ts';
import { conditionsOf, OPEN_STATES, requireSound, statesOf, todayOf, type LedgerReader } from './filter.ts';
import { readGroups } from './groups.ts';
import { readRows } from './rows.ts';
import { isInScope } from './scope.ts';
import { arrange } from './window.ts';

/** Throws LEDGER_RANGE. */
export async function readLedger(db: Db, reader: LedgerReader, question: LedgerQuestion): Promise<Ledger> {
  requireSound(question);
  const where = conditionsOf(db, reader, question);
  const { group, offset, count } = question;
  const { scope } = reader;
  const tallies = count === 'yes' ? await readTallies(db, reader, question) : null;
  const groups = group === undefined ? [] : await readGroups(db, group, where, scope);
  const ids = await arrange(db, question, where, { scope, window: question, groups });
  return {
    today: todayOf(reader),
    total: tallies && totalOf(tallies, reader, question),
    offset,
    rows: await readRows(db, reader, ids),
    groups: groups.map(({ key, label, count: rows }) => ({ key, label: { ...label }, count: rows })),
    figures: tallies && figuresOf(tallies, reader),
    isOfficer: reader.scope.isOfficer,
  };
}

/** Every finding that matches, in order. Throws LEDGER_TOO_MANY. [LG7] */
export async function readIds(db: Db, reader: LedgerReader, order: LedgerOrder): Promise<string[]> {
  requireSound(order);
  const count = totalOf(await readTallies(db, reader, order), reader, order);
  const most = MOST_AT_ONCE;
  if (count > most) throw new Refused('LEDGER_TOO_MANY', { count, most });
  const where = conditionsOf(db, reader, { ...order });
  const { scope } = reader;
  const groups = order.group === undefined ? [] : await readGroups(db, order.group, where, scope);
  return arrange(db, order, where, { scope, window: { offset: 0, limit: most }, groups });
}

/** One row by its finding. Throws NOT_FOUND for what is not in the reader's ledger. [LG1] */
export async function readRow(db: Db, reader: LedgerReader, finding: string) {
  const { cases } = tablesOf(db);
  const [kept] = await db.select().from(cases).where(eq(cases.findingId, finding));
  if (kept === undefined || !isInScope(reader.scope, kept)) throw new Refused('NOT_FOUND');
  const [row] = await readRows(db, reader, [finding]);
  if (row === undefined) throw new Refused('NOT_FOUND');
  return row;
}

/** A month by due dates, with the calendar's own days. [LG5] */
export async function readCalendar(
  db: Db,
  reader: LedgerReader,
  { month, ...filter }: LedgerMonth,
): Promise<LedgerCalendar> {
  requireSound(filter);
  const tallies = await readTallies(db, reader, filter);
  const today = todayOf(reader);
  const days = daysOf(month).map((day) => {
    const ofDay: LedgerFilter = { ...filter, dueFrom: day, dueTo: day };
    const here = tallies.filter(({ dueOn }) => dueOn === day);
    const open = totalOf(here, reader, {
      ...ofDay,
      state: statesOf(filter).filter((state) => OPEN_STATES.includes(state)),
    });
    const all = totalOf(here, reader, ofDay);
    return { day, ...dayDetail(day), open, done: all - open, overdue: open > 0 && day < today };
  });
  return { today, days };
}
