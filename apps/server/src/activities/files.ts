/**
 * Photos and papers of a log: they come in as every file does, belong to the centre, and stand in the versions of one
 * entry. [AL9–AL12]
 */
import { tablesOf, type ActivityFile, type Db } from '@heping/db';
import { QUOTA, type KeptFile as FileRead } from '@heping/protocol';
import { beginOfDay, dayIn, TIME_ZONE, type Localized } from '@heping/scoring';
import { and, asc, between, eq, gte, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm';
import type { Home } from '../files/home.ts';
import { requireShare } from '../files/quota.ts';
import { readFile } from '../files/use.ts';
import { Refused } from '../refused.ts';

const CENTRE: Localized = { zh: '这个中心今年的台账', en: 'this year’s log of the centre' };
const PERSON: Localized = { zh: '您在这个中心今年的台账中', en: 'yours in this year’s log of the centre' };

/** The calendar year, in the time zone of the standard. */
export function yearOf(now: number): { readonly year: string; readonly from: number; readonly to: number } {
  const year = Number(dayIn(TIME_ZONE, now).slice(0, 4));
  return { year: String(year), from: beginOfDay(`${year}-01-01`), to: beginOfDay(`${year + 1}-01-01`) };
}

interface Keeper {
  readonly centreId: string;
  readonly personId: string;
  readonly personName: string;
  readonly now: number;
}

/** The home of a centre's log: its room is one calendar year's. [AL10] */
export function logHome({ centreId, personId, personName, now }: Keeper): Home {
  const used = async (db: Db, own: boolean): Promise<number> => {
    const { activityFiles } = tablesOf(db);
    const { from, to } = yearOf(now);
    const [row] = await db
      .select({ used: sql<number>`coalesce(sum(${activityFiles.size}), 0)`.mapWith(Number) })
      .from(activityFiles)
      .where(
        and(
          eq(activityFiles.centreId, centreId),
          gte(activityFiles.at, from),
          lt(activityFiles.at, to),
          own ? eq(activityFiles.personId, personId) : undefined,
        ),
      );
    return row?.used ?? 0;
  };
  return {
    key: `log ${centreId}`,
    by: { personId },
    quota: async (db) => ({ used: await used(db, false), most: QUOTA.log }),
    // A log belongs to no campaign.
    keepsCameraRecord: () => Promise.resolve(false),
    requireRoom: async (db, { beside, ...file }) => {
      const [own, all] = [(await used(db, true)) + beside.own, (await used(db, false)) + beside.all];
      requireShare(file, { whose: PERSON, used: own, most: QUOTA.person });
      requireShare(file, { whose: CENTRE, used: all, most: QUOTA.log });
    },
    write: async (tx, { camera: _, ...file }) => {
      const row: ActivityFile = { ...file, centreId, personId, personName };
      await tx.insert(tablesOf(tx).activityFiles).values(row);
      return row;
    },
  };
}

export interface Shown {
  readonly centreId: string;
  readonly activityId: string;
  readonly version: number;
  readonly personId: string;
  /** In the order of their writer; without a word, those of the version before. */
  readonly files: readonly string[] | undefined;
}

/**
 * The files of a version that is being written. What the version before shows may stay, whoever brought it; what comes
 * in addition was brought by its writer to this log and stands in no other entry. Throws FILE_UNLOGGED. [AL11]
 */
export async function filesShown(
  tx: Db,
  { centreId, activityId, version, personId, files: named }: Shown,
): Promise<readonly ActivityFile[]> {
  const { activityFiles, activityFileUses } = tablesOf(tx);
  const ofBefore = and(
    eq(activityFileUses.activityId, activityId),
    eq(activityFileUses.version, version - 1),
  );
  const before = await filesOfVersions(tx, ofBefore);
  if (named === undefined) return before.map(({ file }) => file);
  const added = named.filter((id) => !before.some(({ file }) => file.id === id));
  const brought =
    added.length === 0
      ? []
      : await tx
          .select({ file: activityFiles, usedIn: activityFileUses.activityId })
          .from(activityFiles)
          .leftJoin(activityFileUses, eq(activityFileUses.fileId, activityFiles.id))
          .where(
            and(
              inArray(activityFiles.id, added),
              eq(activityFiles.centreId, centreId),
              eq(activityFiles.personId, personId),
            ),
          );
  const theirs = brought.filter(({ usedIn }) => usedIn === null || usedIn === activityId);
  const known = new Map([...before, ...theirs].map(({ file }) => [file.id, file]));
  const shown = [...new Set(named)].flatMap((id) => known.get(id) ?? []);
  // One that is named twice is one too many.
  if (shown.length < named.length) throw new Refused('FILE_UNLOGGED', { count: named.length - shown.length });
  return shown;
}

/** Ties them to the version, in the transaction that keeps it. */
export async function showFiles(
  tx: Db,
  { activityId, version }: Pick<Shown, 'activityId' | 'version'>,
  files: readonly ActivityFile[],
): Promise<void> {
  if (files.length === 0) return;
  await tx
    .insert(tablesOf(tx).activityFileUses)
    .values(files.map(({ id: fileId }, place) => ({ activityId, version, fileId, place })));
}

interface OfVersion {
  readonly activityId: string;
  readonly version: number;
  readonly file: ActivityFile;
}

async function filesOfVersions(db: Db, ofWhich: SQL | undefined): Promise<readonly OfVersion[]> {
  const { activities, activityFiles, activityFileUses: uses } = tablesOf(db);
  return db
    .select({ activityId: uses.activityId, version: uses.version, file: activityFiles })
    .from(uses)
    .innerJoin(activities, eq(activities.id, uses.activityId))
    .innerJoin(activityFiles, eq(activityFiles.id, uses.fileId))
    .where(ofWhich)
    .orderBy(asc(uses.activityId), asc(uses.version), asc(uses.place));
}

type Shows = (activityId: string, version: number) => FileRead[];

function showsOf(files: readonly OfVersion[]): Shows {
  const rows = Map.groupBy(files, ({ activityId, version }) => JSON.stringify([activityId, version]));
  return (activityId, version) =>
    (rows.get(JSON.stringify([activityId, version])) ?? []).map(({ file }) => readFile(file));
}

/** What these entries show as they stand; nothing says whether the reader may see it. [AL11] */
export async function shownNow(db: Db, ids: readonly string[]): Promise<Shows> {
  if (ids.length === 0) return () => [];
  const { activities, activityFileUses: uses } = tablesOf(db);
  return showsOf(
    await filesOfVersions(db, and(inArray(uses.activityId, [...ids]), eq(uses.version, activities.version))),
  );
}

/** What the versions of an entry show, from one to another. [AL11] */
export async function shownIn(
  db: Db,
  activityId: string,
  versions: readonly [number, number],
): Promise<Shows> {
  const { activityFileUses: uses } = tablesOf(db);
  return showsOf(
    await filesOfVersions(db, and(eq(uses.activityId, activityId), between(uses.version, ...versions))),
  );
}

/** A file of a log. Throws NOT_FOUND. */
async function fileIn(db: Db, centreId: string, id: string): Promise<ActivityFile> {
  const { activityFiles } = tablesOf(db);
  const [file] = await db
    .select()
    .from(activityFiles)
    .where(and(eq(activityFiles.id, id), eq(activityFiles.centreId, centreId)));
  if (file === undefined) throw new Refused('NOT_FOUND');
  return file;
}

/** A file of a log for somebody who reads it; before an entry shows it, for who brought it alone. Throws NOT_FOUND. [AL12] */
export async function seenInLog(
  db: Db,
  { centreId, personId }: Pick<Keeper, 'centreId' | 'personId'>,
  id: string,
): Promise<ActivityFile> {
  const file = await fileIn(db, centreId, id);
  if (file.personId === personId) return file;
  const { activityFileUses: uses } = tablesOf(db);
  const [use] = await db.select().from(uses).where(eq(uses.fileId, id)).limit(1);
  if (use === undefined) throw new Refused('NOT_FOUND');
  return file;
}

/** A file that an entry of these days shows as it stands, and that was not withdrawn. Throws NOT_FOUND. [AL12] */
export async function seenInEntries(
  db: Db,
  { centreId, from, to }: { readonly centreId: string; readonly from: string; readonly to: string },
  id: string,
): Promise<ActivityFile> {
  const { activities, activityFileUses: uses, activityVersions } = tablesOf(db);
  const file = await fileIn(db, centreId, id);
  const [entry] = await db
    .select({ id: activities.id })
    .from(uses)
    .innerJoin(activities, and(eq(activities.id, uses.activityId), eq(activities.version, uses.version)))
    .innerJoin(
      activityVersions,
      and(eq(activityVersions.activityId, uses.activityId), eq(activityVersions.version, uses.version)),
    )
    .where(
      and(
        eq(uses.fileId, id),
        eq(activities.centreId, centreId),
        isNull(activities.withdrawnAt),
        between(activityVersions.day, from, to),
      ),
    )
    .limit(1);
  if (entry === undefined) throw new Refused('NOT_FOUND');
  return file;
}
