/** How much of an evaluation's room its files take, and those of one owner by link. [FS6] */
import { tablesOf, type Db } from '@heping/db';
import { QUOTA, type Quota } from '@heping/protocol';
import type { Localized } from '@heping/scoring';
import { eq, sql } from 'drizzle-orm';
import { Refused } from '../refused.ts';
import type { FileBy } from './use.ts';

const inMebi = (bytes: number): number => Math.ceil(bytes / (1 << 20));
const EVALUATION: Localized = { zh: '这个评价', en: 'this evaluation' };
const LINK: Localized = { zh: '这个链接', en: 'this link' };

/** The room of an evaluation. */
export const quotaOf = async (db: Db, evaluationId: string): Promise<Quota> => {
  const { files } = tablesOf(db);
  const [row] = await db
    .select({ used: sql<number>`coalesce(sum(${files.size}), 0)`.mapWith(Number) })
    .from(files)
    .where(eq(files.evaluationId, evaluationId));
  return { used: row?.used ?? 0, most: QUOTA.evaluation };
};

async function usedByLink(db: Db, linkId: string): Promise<number> {
  const { files } = tablesOf(db);
  const [row] = await db
    .select({ used: sql<number>`coalesce(sum(${files.size}), 0)`.mapWith(Number) })
    .from(files)
    .where(eq(files.linkId, linkId));
  return row?.used ?? 0;
}

/** Throws FILE_QUOTA where so many bytes more are too many; a link has less, so that it fills nobody else's room. */
export async function requireRoom(
  db: Db,
  {
    evaluationId,
    by,
    name,
    size,
  }: { readonly evaluationId: string; readonly by: FileBy; readonly name: string; readonly size: number },
): Promise<void> {
  const refuse = (whose: Localized, used: number, most: number) => {
    if (used + size > most)
      throw new Refused('FILE_QUOTA', { whose, name, used: inMebi(used), most: inMebi(most) });
  };
  if ('linkId' in by) refuse(LINK, await usedByLink(db, by.linkId), QUOTA.link);
  const { used, most } = await quotaOf(db, evaluationId);
  refuse(EVALUATION, used, most);
}
