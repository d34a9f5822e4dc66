/** Reading a centre's log: by the year for who keeps or oversees it, one entry with its versions, and by the evaluation. [AL1, AL2, AL7] */
import { tablesOf, type Activity as Entry, type ActivityVersion, type Db, type Person } from '@heping/db';
import {
  ACTIVITIES_AT_ONCE,
  type Activity,
  type ActivityLog,
  type ActivityPage,
  type PersonRef,
  type schemas,
} from '@heping/protocol';
import { ACTIVITY_TYPES, dayIn, TIME_ZONE } from '@heping/scoring';
import { and, desc, eq, gte, inArray, lte, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { centreRef } from '../areas/refs.ts';
import { personRef } from '../people/person-ref.ts';
import { Refused } from '../refused.ts';
import type { LogHere } from './access.ts';
import { shownIn } from './files.ts';

/** An entry with the version that holds. */
export interface Said {
  readonly entry: Entry;
  readonly said: ActivityVersion;
}

/** The entries of a centre from a day to a day, newest first; withdrawn ones among them. */
export async function entriesOf(
  db: Db,
  centreId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly Said[]> {
  const { activities, activityVersions } = tablesOf(db);
  return db
    .select({ entry: activities, said: activityVersions })
    .from(activities)
    .innerJoin(
      activityVersions,
      and(eq(activityVersions.activityId, activities.id), eq(activityVersions.version, activities.version)),
    )
    .where(
      and(eq(activities.centreId, centreId), gte(activityVersions.day, from), lte(activityVersions.day, to)),
    )
    .orderBy(desc(activityVersions.day), desc(activities.createdAt), desc(activities.id));
}

/** The log of a centre's year, as far as it was asked for. Throws NOT_FOUND where the entry to go on after is not of it. [AL7] */
export async function readLog(
  db: Db,
  { centre, areas, mayWrite }: LogHere,
  filter: z.output<typeof schemas.ActivityFilter>,
  now: number,
): Promise<ActivityLog> {
  const thisYear = dayIn(TIME_ZONE, now).slice(0, 4);
  const year = filter.year ?? thisYear;
  const [all, years] = await Promise.all([
    entriesOf(db, centre.id, { from: `${year}-01-01`, to: `${year}-12-31` }),
    yearsOf(db, centre.id),
  ]);
  const matching = all.filter(matches(filter));
  // Corrected meanwhile, the entry may be none of those asked for, and still say where to go on.
  const after = filter.after === undefined ? -1 : all.findIndex(({ entry }) => entry.id === filter.after);
  if (filter.after !== undefined && after < 0) throw new Refused('NOT_FOUND');
  const rest = all.slice(after + 1).filter(matches(filter));
  const page = rest.slice(0, ACTIVITIES_AT_ONCE);
  const [refer, shown] = await around(db, page);
  return {
    centre: centreRef(centre, areas),
    year,
    years: [...new Set([thisYear, year, ...years])].toSorted().reverse(),
    counts: countsOf(all),
    activities: page.map((one) => readOne(one, refer, shown)),
    total: matching.length,
    withdrawn: matching.filter(({ entry }) => entry.withdrawnAt !== null).length,
    next: page.length < rest.length ? (page.at(-1)?.entry.id ?? null) : null,
    mayWrite,
  };
}

/** One entry with all its versions. Throws NOT_FOUND. [AL4] */
export async function readActivity(db: Db, { centre, mayWrite }: LogHere, id: string): Promise<ActivityPage> {
  const { activities, activityVersions } = tablesOf(db);
  const rows = await db
    .select({ entry: activities, said: activityVersions })
    .from(activities)
    .innerJoin(activityVersions, eq(activityVersions.activityId, activities.id))
    .where(and(eq(activities.id, id), eq(activities.centreId, centre.id)))
    .orderBy(desc(activityVersions.version));
  const [newest] = rows;
  if (newest === undefined) throw new Refused('NOT_FOUND');
  const [refer, shown] = await around(db, rows);
  return {
    ...readOne(newest, refer, shown),
    versions: rows.map(({ said }) => ({
      ...wordsOf(said),
      files: shown(id, said.version),
      ...{ version: said.version, by: refer(said.by), at: said.at },
    })),
    mayWrite,
  };
}

async function yearsOf(db: Db, centreId: string): Promise<readonly string[]> {
  const { activities, activityVersions } = tablesOf(db);
  const year = sql<string>`substr(${activityVersions.day}, 1, 4)`;
  const rows = await db
    .selectDistinct({ year })
    .from(activities)
    .innerJoin(
      activityVersions,
      and(eq(activityVersions.activityId, activities.id), eq(activityVersions.version, activities.version)),
    )
    .where(eq(activities.centreId, centreId));
  return rows.map((row) => row.year);
}

function matches({ month, type, indicator, q = '' }: z.output<typeof schemas.ActivityFilter>) {
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return ({ said }: Said): boolean => {
    if (month !== undefined && said.day.slice(5, 7) !== month) return false;
    if (type !== undefined && said.type !== type) return false;
    if (indicator !== undefined && !said.indicators.includes(indicator)) return false;
    const text = [said.text, said.who, said.place, said.recipient].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

function countsOf(all: readonly Said[]): ActivityLog['counts'] {
  const standing = all.filter(({ entry }) => entry.withdrawnAt === null);
  const byMonth = Map.groupBy(standing, ({ said }) => said.day.slice(5, 7));
  return [...byMonth.keys()].toSorted().flatMap((month) =>
    ACTIVITY_TYPES.flatMap((type) => {
      const count = (byMonth.get(month) ?? []).filter(({ said }) => said.type === type).length;
      return count === 0 ? [] : { month, type, count };
    }),
  );
}

/** What stands around entries: the names of all who wrote or withdrew them, and the files each version shows. */
export const around = (db: Db, rows: readonly Said[]) =>
  Promise.all([refersTo(db, rows), shownIn(db, [...new Set(rows.map(({ entry }) => entry.id))])]);

async function refersTo(db: Db, rows: readonly Said[]): Promise<(id: string) => PersonRef> {
  const { people } = tablesOf(db);
  const ids = new Set(rows.flatMap(({ entry, said }) => [said.by, entry.withdrawnBy ?? said.by]));
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
  shown: Awaited<ReturnType<typeof shownIn>>,
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
