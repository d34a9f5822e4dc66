/**
 * What is open by date, found by index: for each deadline the days on which something ends, and what of such a day has
 * not had its newest step yet. A day is one question, whatever lies on other days. [RM2, RM5]
 */
import { tablesOf, type Case, type Centre, type Db } from '@heping/db';
import { RUNS_IN, type Deadline } from '@heping/scoring';
import { and, eq, gte, inArray, isNull, lt, lte, notExists, sql, type SQL } from 'drizzle-orm';
import { instantOf } from '../calendar/instant.ts';
import { nameOfStep, type Step } from './steps.ts';

/** `<deadline>:<id>:<date>:<step>`: another date has steps of its own. */
export const stepKey = (deadline: Deadline, id: string, lastDay: string, step: Step): string =>
  `${deadline}:${id}:${lastDay}:${nameOfStep(step)}`;

/** The column that holds the date, and what has to hold for it to run. */
function dateOf(db: Db, deadline: Deadline) {
  const { cases, measures } = tablesOf(db);
  const inState = deadline === 'measure' ? undefined : inArray(cases.state, [...RUNS_IN[deadline]]);
  switch (deadline) {
    case 'response':
      // Who objected has answered.
      return { column: cases.respondBy, runs: and(inState, eq(cases.hasOpenObjection, false)) };
    case 'plan':
      return { column: cases.planBy, runs: inState };
    case 'rectification':
      return { column: cases.dueOn, runs: inState };
    case 'look-back':
      return { column: cases.lookBackOn, runs: and(inState, isNull(cases.effect)) };
    case 'measure':
      return {
        column: measures.dueOn,
        runs: and(eq(measures.state, 'doing'), eq(cases.state, 'rectifying')),
      };
  }
}

/** Days up to a horizon on which something ends that may be open. */
export async function openDays(db: Db, deadline: Deadline, horizon: string): Promise<readonly string[]> {
  const { cases, measures } = tablesOf(db);
  const { column, runs } = dateOf(db, deadline);
  const days = { day: sql<string>`${column}` };
  const rows =
    deadline === 'measure'
      ? // Whether their findings are open is asked day by day: by index it takes no row of either table.
        await db
          .selectDistinct(days)
          .from(measures)
          .where(and(eq(measures.state, 'doing'), lte(column, horizon)))
      : await db
          .selectDistinct(days)
          .from(cases)
          .where(and(runs, lte(column, horizon)));
  return rows.map(({ day }) => day);
}

export interface OpenDate {
  readonly kept: Case;
  readonly centre: Centre;
  readonly measure: { readonly id: string; readonly ownerId: string | null } | null;
}

export interface DayQuestion {
  readonly deadline: Deadline;
  readonly lastDay: string;
  readonly step: Step;
  readonly timeZone: string;
  readonly most: number;
}

/** What ends on this day, in campaigns of this time zone, and has not had this step. Ask inside the unit that takes it. */
export async function withoutStep(db: Db, question: DayQuestion): Promise<readonly OpenDate[]> {
  const { deadline, lastDay, step, timeZone, most } = question;
  const { cases, centres, measures, evaluations, campaigns, reminders } = tablesOf(db);
  const { column, runs } = dateOf(db, deadline);
  const isMeasure = deadline === 'measure';
  const id = isMeasure ? measures.id : cases.findingId;
  const key = sql`${`${deadline}:`} || ${id} || ${`:${lastDay}:${nameOfStep(step)}`}`;
  const withPlace = db
    .select({
      ...{ kept: cases, centre: centres },
      ...{ measureId: isMeasure ? measures.id : sql<null>`null` },
      ...{ ownerId: isMeasure ? measures.ownerId : sql<null>`null` },
    })
    .from(cases)
    .innerJoin(evaluations, eq(evaluations.id, cases.evaluationId))
    .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
    .innerJoin(centres, eq(centres.id, cases.centreId))
    .$dynamic();
  const rows = await (
    isMeasure ? withPlace.innerJoin(measures, eq(measures.findingId, cases.findingId)) : withPlace
  )
    .leftJoin(reminders, eq(reminders.key, key))
    .where(
      and(
        ...[runs, eq(column, lastDay), eq(campaigns.timeZone, timeZone), isNull(reminders.key)],
        step.kind === 'before' ? hadBegun(db, deadline, instantOf(timeZone, step.on)) : undefined,
      ),
    )
    .limit(most);
  return rows.map(({ kept, centre, measureId, ownerId }) => ({
    ...{ kept, centre },
    measure: measureId === null ? null : { id: measureId, ownerId },
  }));
}

/**
 * Whether the date was set before the day of the step: who has just been told of a date is not reminded of it the same
 * day, and what would have come before it was set is over. [RM3]
 */
function hadBegun(db: Db, deadline: Deadline, at: number): SQL | undefined {
  const { cases, measures, extensions } = tablesOf(db);
  if (deadline === 'response') return lt(cases.deliveredAt, at);
  if (deadline === 'rectification') {
    // An extension of the last measure is one of the finding.
    const extended = db
      .select({ id: extensions.id })
      .from(extensions)
      .innerJoin(measures, eq(measures.id, extensions.measureId))
      .where(
        and(
          ...[eq(measures.findingId, cases.findingId), eq(extensions.until, cases.dueOn)],
          ...[eq(extensions.state, 'granted'), gte(extensions.decidedAt, at)],
        ),
      );
    return and(lt(cases.deliveredAt, at), notExists(extended));
  }
  // It is set by the act that leads to this state; whatever touched the finding since counts as that act.
  if (deadline === 'plan') return lt(cases.updatedAt, at);
  if (deadline !== 'measure') return undefined;
  const extendedSince = db
    .select({ id: extensions.id })
    .from(extensions)
    .where(
      and(
        ...[eq(extensions.measureId, measures.id), eq(extensions.until, measures.dueOn)],
        ...[eq(extensions.state, 'granted'), gte(extensions.decidedAt, at)],
      ),
    );
  return and(lt(measures.createdAt, at), notExists(extendedSince));
}
