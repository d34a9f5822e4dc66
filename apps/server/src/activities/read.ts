/** Reading a centre's log: by the year for who keeps or oversees it, one entry with its versions, and by the evaluation. [AL1, AL2, AL7] */
import { setImmediate as rest } from 'node:timers/promises';
import { tablesOf, type ActivityVersion, type Db, type Person } from '@heping/db';
import {
  VERSIONS_AT_ONCE,
  type Activity,
  type ActivityLog,
  type ActivityPage,
  type KeptActivity,
  type PersonRef,
  type schemas,
} from '@heping/protocol';
import { ACTIVITY_TYPES, dayIn, TIME_ZONE, type ActivityType } from '@heping/scoring';
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { centreRef } from '../areas/refs.ts';
import { personRef } from '../people/person-ref.ts';
import { Refused } from '../refused.ts';
import type { LogHere } from './access.ts';
import { holding, pageOf, type Said } from './entries.ts';
import { shownIn, shownNow } from './files.ts';

/** The log of a centre's year, as far as it was asked for. Throws NOT_FOUND where the entry to go on after is not of it. [AL7] */
export async function readLog(
  db: Db,
  { centre, areas, mayWrite }: LogHere,
  { after, ...filter }: z.output<typeof schemas.ActivityFilter>,
  { now, left }: { readonly now: number; readonly left?: AbortSignal },
): Promise<ActivityLog> {
  const thisYear = dayIn(TIME_ZONE, now).slice(0, 4);
  const year = filter.year ?? thisYear;
  const days = { centreId: centre.id, from: `${year}-01-01`, to: `${year}-12-31` };
  const months = await monthsOf(db, centre.id);
  // SQLite answers while everybody waits: once more in between.
  await rest();
  const { page, ...found } = await pageOf(db, { ...days, ...filter }, { after, left });
  const [refer, shown] = await around(db, page);
  const years = months.map(({ month }) => month.slice(0, 4));
  return {
    centre: centreRef(centre, areas),
    year,
    years: [...new Set([thisYear, year, ...years])].toSorted().reverse(),
    counts: countsOf(months.filter(({ month }) => month.startsWith(year))),
    activities: page.map((one) => readOne(one, refer, shown)),
    ...found,
    mayWrite,
  };
}

/** One entry as it stands. Throws NOT_FOUND. */
export async function readKept(db: Db, { centre, mayWrite }: LogHere, id: string): Promise<KeptActivity> {
  const { activities, activityVersions } = tablesOf(db);
  const [newest] = await db
    .select({ entry: activities, said: activityVersions })
    .from(activities)
    .innerJoin(activityVersions, holding(db))
    .where(and(eq(activities.id, id), eq(activities.centreId, centre.id)));
  if (newest === undefined) throw new Refused('NOT_FOUND');
  const [refer, shown] = await around(db, [newest]);
  return { ...readOne(newest, refer, shown), mayWrite };
}

/** One entry with its newest versions, or those before one. Throws NOT_FOUND. [AL4] */
export async function readActivity(
  db: Db,
  here: LogHere,
  id: string,
  { before }: z.output<typeof schemas.VersionsFilter>,
): Promise<ActivityPage> {
  const kept = await readKept(db, here, id);
  const { activityVersions: versions } = tablesOf(db);
  const rows = await db
    .select()
    .from(versions)
    .where(and(eq(versions.activityId, id), before === undefined ? undefined : lt(versions.version, before)))
    .orderBy(desc(versions.version))
    .limit(VERSIONS_AT_ONCE);
  const oldest = rows.at(-1)?.version ?? 1;
  const [refer, shown] = await Promise.all([
    refersTo(
      db,
      rows.map(({ by }) => by),
    ),
    shownIn(db, id, [oldest, rows[0]?.version ?? 1]),
  ]);
  return {
    ...kept,
    versions: rows.map((said) => ({
      ...wordsOf(said),
      files: shown(id, said.version),
      ...{ version: said.version, by: refer(said.by), at: said.at },
    })),
    next: oldest > 1 ? oldest : null,
  };
}

/** Entries of one type in one month. */
interface OfMonth {
  /** 2026-11 */
  readonly month: string;
  readonly type: ActivityType;
  /** Those that stand; there may be none. */
  readonly count: number;
}

async function monthsOf(db: Db, centreId: string): Promise<readonly OfMonth[]> {
  const { activities, activityVersions } = tablesOf(db);
  const month = sql<string>`substr(${activityVersions.day}, 1, 7)`;
  const standing = sql<number>`sum(case when ${activities.withdrawnAt} is null then 1 else 0 end)`;
  return db
    .select({ month, type: activityVersions.type, count: standing.mapWith(Number) })
    .from(activities)
    .innerJoin(activityVersions, holding(db))
    .where(eq(activities.centreId, centreId))
    .groupBy(month, activityVersions.type);
}

function countsOf(months: readonly OfMonth[]): ActivityLog['counts'] {
  const place = ({ month, type }: OfMonth) =>
    `${month} ${String(ACTIVITY_TYPES.indexOf(type)).padStart(2, '0')}`;
  return months
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
    .map(({ month, ...of }) => ({ month: month.slice(5), ...of }));
}

/** What stands around entries: the names of all who wrote or withdrew them, and the files they show as they stand. */
export const around = (db: Db, rows: readonly Said[]) =>
  Promise.all([
    refersTo(
      db,
      rows.flatMap(({ entry, said }) => [said.by, entry.withdrawnBy ?? said.by]),
    ),
    shownNow(
      db,
      rows.map(({ entry }) => entry.id),
    ),
  ]);

async function refersTo(db: Db, those: readonly string[]): Promise<(id: string) => PersonRef> {
  const { people } = tablesOf(db);
  const ids = new Set(those);
  const found: Person[] =
    ids.size === 0
      ? []
      : await db
          .select()
          .from(people)
          .where(inArray(people.id, [...ids]));
  const named = new Map(found.map((person) => [person.id, personRef(person)]));
  return (id) => named.get(id) ?? personRef({ id, name: id, nameEn: '' });
}

const wordsOf = ({ type, day, people, who, place, text, recipient, indicators }: ActivityVersion) => ({
  ...{ type, day, people, who, place, text, recipient },
  indicators: [...indicators],
});

export function readOne(
  { entry, said }: Said,
  refer: (id: string) => PersonRef,
  shown: Awaited<ReturnType<typeof shownNow>>,
): Activity {
  const { withdrawnAt, withdrawnBy, withdrawReason } = entry;
  return {
    ...wordsOf(said),
    files: shown(entry.id, said.version),
    ...{ id: entry.id, version: said.version, by: refer(said.by), at: said.at, createdAt: entry.createdAt },
    withdrawn:
      withdrawnAt === null
        ? null
        : { by: refer(withdrawnBy ?? said.by), at: withdrawnAt, reason: withdrawReason ?? '' },
  };
}
