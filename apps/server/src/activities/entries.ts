/**
 * Which entries of a centre were asked for, and in what order. A log is long: only where its entries stand is read of
 * all of them, what they say of one page. [AL7]
 */
import { setImmediate as rest } from 'node:timers/promises';
import { tablesOf, type Activity as Entry, type ActivityVersion, type Db } from '@heping/db';
import { ACTIVITIES_AT_ONCE } from '@heping/protocol';
import type { ActivityType } from '@heping/scoring';
import { and, between, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { containing } from '../containing.ts';
import { Refused } from '../refused.ts';

/** An entry with the version that holds. */
export interface Said {
  readonly entry: Entry;
  readonly said: ActivityVersion;
}

/** Entries of a centre from a day to a day. */
export interface Days {
  readonly centreId: string;
  readonly from: string;
  readonly to: string;
}

export interface Asked extends Days {
  /** 01 to 12 */
  readonly month?: string | undefined;
  readonly type?: ActivityType | undefined;
  readonly indicator?: string | undefined;
  /** Without those that were withdrawn. */
  readonly isStanding?: boolean;
  /** Words of which it has every one. */
  readonly q?: string | undefined;
}

/** Where an entry stands among the others. */
interface Place {
  readonly id: string;
  readonly day: string;
  readonly createdAt: number;
  readonly withdrawnAt: number | null;
}

export interface Page {
  readonly page: readonly Said[];
  /** All that were asked for, on this page or not. */
  readonly total: number;
  /** How many of these were withdrawn. */
  readonly withdrawn: number;
  /** The last of this page, where more follows. */
  readonly next: string | null;
}

/** The version that holds, beside its entry. */
export function holding(db: Db): SQL | undefined {
  const { activities, activityVersions } = tablesOf(db);
  return and(
    eq(activityVersions.activityId, activities.id),
    eq(activityVersions.version, activities.version),
  );
}

export function within(db: Db, { centreId, from, to }: Days): SQL | undefined {
  const { activities, activityVersions } = tablesOf(db);
  return and(eq(activities.centreId, centreId), between(activityVersions.day, from, to));
}

/**
 * A page of the entries that were asked for, newest day first. Corrected meanwhile, the entry `after` may be none of these,
 * and still says where to go on. Throws NOT_FOUND where it is not of these days, and what `left` was aborted with.
 */
export async function pageOf(
  db: Db,
  asked: Asked,
  { after, left }: { readonly after: string | undefined; readonly left?: AbortSignal | undefined },
): Promise<Page> {
  const [last] = after === undefined ? [] : await placesOf(db, asked, eq(tablesOf(db).activities.id, after));
  if (after !== undefined && last === undefined) throw new Refused('NOT_FOUND');
  const places = await placesOf(db, asked, askedFor(db, asked));
  await rest();
  const found = await withWords(db, places.toSorted(newestFirst), asked.q ?? '', left);
  const follow = last === undefined ? found : found.filter((place) => newestFirst(last, place) < 0);
  const page = follow.slice(0, ACTIVITIES_AT_ONCE);
  return {
    page: await saidAt(db, page),
    total: found.length,
    withdrawn: found.filter(({ withdrawnAt }) => withdrawnAt !== null).length,
    next: page.length < follow.length ? (page.at(-1)?.id ?? null) : null,
  };
}

function askedFor(db: Db, { month, type, indicator, isStanding = false }: Asked): SQL | undefined {
  const { activities, activityVersions } = tablesOf(db);
  const { day, indicators } = activityVersions;
  return and(
    month === undefined ? undefined : sql`substr(${day}, 6, 2) = ${month}`,
    type === undefined ? undefined : eq(activityVersions.type, type),
    indicator === undefined
      ? undefined
      : containing(sql`cast(${indicators} as text)`, JSON.stringify(indicator)),
    isStanding ? isNull(activities.withdrawnAt) : undefined,
  );
}

async function placesOf(db: Db, days: Days, which: SQL | undefined): Promise<readonly Place[]> {
  const { activities, activityVersions } = tablesOf(db);
  const { id, createdAt, withdrawnAt } = activities;
  return db
    .select({ id, day: activityVersions.day, createdAt, withdrawnAt })
    .from(activities)
    .innerJoin(activityVersions, holding(db))
    .where(and(within(db, days), which));
}

const down = <Value extends string | number>(a: Value, b: Value): number => Number(a < b) - Number(a > b);
const newestFirst = (a: Place, b: Place): number =>
  down(a.day, b.day) || down(a.createdAt, b.createdAt) || down(a.id, b.id);

/** Entries whose words are looked through at once; others are served after these. */
const PART = 100;

/** Those that have every word, as it was typed but for capitals. */
async function withWords(
  db: Db,
  places: readonly Place[],
  q: string,
  left: AbortSignal | undefined,
): Promise<readonly Place[]> {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return places;
  const { activities, activityVersions } = tablesOf(db);
  const { text, who, place, recipient } = activityVersions;
  const found: Place[] = [];
  for (let from = 0; from < places.length; from += PART) {
    await rest();
    left?.throwIfAborted();
    const part = places.slice(from, from + PART);
    const rows = await db
      .select({ id: activities.id, text, who, place, recipient })
      .from(activities)
      .innerJoin(activityVersions, holding(db))
      .where(
        inArray(
          activities.id,
          part.map(({ id }) => id),
        ),
      );
    const having = new Set(
      rows.flatMap(({ id, ...said }) => {
        const all = [said.text, said.who, said.place, said.recipient].join('\n').toLowerCase();
        return words.every((word) => all.includes(word)) ? id : [];
      }),
    );
    found.push(...part.filter(({ id }) => having.has(id)));
  }
  return found;
}

async function saidAt(db: Db, places: readonly Place[]): Promise<readonly Said[]> {
  if (places.length === 0) return [];
  const { activities, activityVersions } = tablesOf(db);
  const ids = places.map(({ id }) => id);
  const rows = await db
    .select({ entry: activities, said: activityVersions })
    .from(activities)
    .innerJoin(activityVersions, holding(db))
    .where(inArray(activities.id, ids));
  const known = new Map(rows.map((row) => [row.entry.id, row]));
  return ids.flatMap((id) => known.get(id) ?? []);
}
