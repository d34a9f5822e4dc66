/**
 * Photos and papers of a log: they come in as every file does, belong to the centre, and stand in the versions of one
 * entry. [AL9–AL12]
 */
import { tablesOf, type ActivityFile, type Db } from '@heping/db';
import { QUOTA, type KeptFile as FileRead } from '@heping/protocol';
import { beginOfDay, dayIn, TIME_ZONE, type Localized } from '@heping/scoring';
import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Home } from '../files/home.ts';
import { requireShare } from '../files/quota.ts';
import { readFile } from '../files/use.ts';
import { Refused } from '../refused.ts';

const CENTRE: Localized = { zh: '这个中心今年的台账', en: 'this year’s log of the centre' };
const PERSON: Localized = { zh: '您在这个中心今年的台账中', en: 'yours in this year’s log of the centre' };

function yearOf(now: number): { readonly from: number; readonly to: number } {
  const year = Number(dayIn(TIME_ZONE, now).slice(0, 4));
  return { from: beginOfDay(`${year}-01-01`), to: beginOfDay(`${year + 1}-01-01`) };
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
  const before = (await filesOfVersions(tx, [activityId])).filter((one) => one.version === version - 1);
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

async function filesOfVersions(db: Db, ids: readonly string[]): Promise<readonly OfVersion[]> {
  if (ids.length === 0) return [];
  const { activityFiles, activityFileUses: uses } = tablesOf(db);
  return db
    .select({ activityId: uses.activityId, version: uses.version, file: activityFiles })
    .from(uses)
    .innerJoin(activityFiles, eq(activityFiles.id, uses.fileId))
    .where(inArray(uses.activityId, [...ids]))
    .orderBy(asc(uses.activityId), asc(uses.version), asc(uses.place));
}

/** What each version of these entries shows; nothing says whether the reader may see it. [AL11] */
export async function shownIn(
  db: Db,
  ids: readonly string[],
): Promise<(activityId: string, version: number) => FileRead[]> {
  const rows = Map.groupBy(await filesOfVersions(db, ids), ({ activityId, version }) =>
    JSON.stringify([activityId, version]),
  );
  return (activityId, version) =>
    (rows.get(JSON.stringify([activityId, version])) ?? []).map(({ file }) => readFile(file));
}

/** A file of a log with the versions it stands in. Throws NOT_FOUND. */
async function fileIn(db: Db, centreId: string, id: string) {
  const { activityFiles, activityFileUses } = tablesOf(db);
  const [file] = await db
    .select()
    .from(activityFiles)
    .where(and(eq(activityFiles.id, id), eq(activityFiles.centreId, centreId)));
  if (file === undefined) throw new Refused('NOT_FOUND');
  const uses = await db.select().from(activityFileUses).where(eq(activityFileUses.fileId, id));
  return { file, uses };
}

/** A file of a log for somebody who reads it; before an entry shows it, for who brought it alone. Throws NOT_FOUND. [AL12] */
export async function seenInLog(
  db: Db,
  { centreId, personId }: Pick<Keeper, 'centreId' | 'personId'>,
  id: string,
): Promise<ActivityFile> {
  const { file, uses } = await fileIn(db, centreId, id);
  if (uses.length === 0 && file.personId !== personId) throw new Refused('NOT_FOUND');
  return file;
}

/** A file of a log for somebody who reads these entries as they stand. Throws NOT_FOUND. [AL12] */
export async function seenInEntries(
  db: Db,
  centreId: string,
  {
    id,
    counted,
  }: { readonly id: string; readonly counted: (activityId: string, version: number) => boolean },
): Promise<ActivityFile> {
  const { file, uses } = await fileIn(db, centreId, id);
  if (!uses.some(({ activityId, version }) => counted(activityId, version))) throw new Refused('NOT_FOUND');
  return file;
}
