/** The log as an evaluation sees it: its period, counted by indicator and type, and what it offers for facts. [AL2, AL8] */
import { setImmediate as rest } from 'node:timers/promises';
import { tablesOf, type ActivityFile, type Db } from '@heping/db';
import type { EvaluationActivities, schemas } from '@heping/protocol';
import { ACTIVITY_TYPES, compareCodes, countOffered, type ActivityType, type Phase } from '@heping/scoring';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { access, allow, type Access } from '../evaluations/access.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { holding, pageOf, within, type Days } from './entries.ts';
import { seenInEntries } from './files.ts';
import { around, readOne } from './read.ts';

/** Throws NOT_FOUND or WRONG_PHASE. */
export async function readEvaluationActivities(
  db: Db,
  evaluationId: string,
  visitor: Visitor,
  { indicator, after }: z.output<typeof schemas.EvaluationActivityFilter>,
  left?: AbortSignal,
): Promise<EvaluationActivities> {
  const here = await access(db, evaluationId, visitor);
  allow(here, 'activities.read');
  const { openedAt } = here.evaluation;
  const days = periodOf(here);
  const groups = await countedIn(db, days, openedAt);
  // SQLite answers while everybody waits: once more in between.
  await rest();
  const codes = [...new Set(groups.flatMap(({ indicators }) => indicators))].toSorted(compareCodes);
  const { page, total, next } =
    indicator === undefined
      ? { page: [], total: 0, next: null }
      : await pageOf(db, { ...days, indicator, isStanding: true }, { after, left });
  const [refer, shown] = await around(db, page);
  return {
    ...{ from: days.from, to: days.to },
    counts: codes.flatMap((code) => {
      const of = groups.filter(({ indicators }) => indicators.includes(code));
      return ACTIVITY_TYPES.flatMap((type) => {
        const some = of.filter((group) => group.type === type);
        return some.length === 0 ? [] : { indicator: code, type, ...summed(some) };
      });
    }),
    offered: rubricOf(here.campaign).requirements.flatMap(({ code }) => {
      const count = countOffered(code, groups);
      if (count === null) return [];
      const late = groups.map(({ type, late: some }) => ({ type, count: some }));
      return { requirement: code, count, late: countOffered(code, late) ?? 0 };
    }),
    activities: page.map((one) => {
      const { withdrawn: _standing, ...read } = readOne(one, refer, shown);
      return { ...read, isLate: openedAt !== null && one.said.at > openedAt };
    }),
    ...{ total, next },
  };
}

/** Before the delivery the panel counts; afterwards what counted stands on the sheet. */
const COUNTING = [
  'planned',
  'scoring',
  'deliberation',
  'signing',
  'preliminary',
] as const satisfies readonly Phase[];

/** The evaluations of a centre that still count its log. [AL14] */
export async function evaluationsCounting(db: Db, centreId: string): Promise<readonly string[]> {
  const { evaluations } = tablesOf(db);
  const rows = await db
    .select({ id: evaluations.id })
    .from(evaluations)
    .where(and(eq(evaluations.centreId, centreId), inArray(evaluations.phase, [...COUNTING])));
  return rows.map(({ id }) => id);
}

function periodOf({ campaign, centre }: Access): Days {
  const { periodFrom: from, periodTo: to } = campaign;
  return { centreId: centre.id, from, to };
}

/** Entries of one type that speak of the same indicators. */
interface Group {
  readonly type: ActivityType;
  readonly indicators: readonly string[];
  readonly count: number;
  readonly late: number;
}
const summed = (groups: readonly Group[]) => ({
  count: groups.reduce((sum, { count }) => sum + count, 0),
  late: groups.reduce((sum, { late }) => sum + late, 0),
});

/** The entries of the period that stand, and how many of them came after a moment. */
async function countedIn(db: Db, days: Days, openedAt: number | null): Promise<readonly Group[]> {
  const { activities, activityVersions } = tablesOf(db);
  const { type, at } = activityVersions;
  const indicators = sql<string>`cast(${activityVersions.indicators} as text)`;
  const late = sql<number>`sum(case when ${at} > ${openedAt ?? Number.MAX_SAFE_INTEGER} then 1 else 0 end)`;
  const rows = await db
    .select({ type, indicators, count: sql<number>`count(*)`.mapWith(Number), late: late.mapWith(Number) })
    .from(activities)
    .innerJoin(activityVersions, holding(db))
    .where(and(within(db, days), isNull(activities.withdrawnAt)))
    .groupBy(type, indicators);
  return rows.map((row) => ({ ...row, indicators: JSON.parse(row.indicators) as readonly string[] }));
}

/** A file that an entry of the period shows as it stands. Throws NOT_FOUND or WRONG_PHASE. [AL12] */
export async function seenByEvaluation(
  db: Db,
  evaluationId: string,
  visitor: Visitor,
  fileId: string,
): Promise<ActivityFile> {
  const here = await access(db, evaluationId, visitor);
  allow(here, 'activities.read');
  return seenInEntries(db, periodOf(here), fileId);
}
