/** How much of an evaluation's room its files take, and those of one person or owner by link. [FS6] */
import { tablesOf, type Db } from '@heping/db';
import { QUOTA, type Quota } from '@heping/protocol';
import type { Localized } from '@heping/scoring';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { Refused } from '../refused.ts';
import type { FileBy } from './use.ts';

const inMebi = (bytes: number): number => Math.ceil(bytes / (1 << 20));
const EVALUATION: Localized = { zh: '这个评价', en: 'this evaluation' };
const LINK: Localized = { zh: '这项措施的责任人链接', en: 'the links to this measure' };
const PERSON: Localized = { zh: '您在这个评价中', en: 'yours in this evaluation' };

/** The room of an evaluation. */
export const quotaOf = async (db: Db, evaluationId: string): Promise<Quota> => {
  const { files } = tablesOf(db);
  const [row] = await db
    .select({ used: sql<number>`coalesce(sum(${files.size}), 0)`.mapWith(Number) })
    .from(files)
    .where(eq(files.evaluationId, evaluationId));
  return { used: row?.used ?? 0, most: QUOTA.evaluation };
};

/** What one person has brought to an evaluation, or what came by all links to one measure, whatever became of them. */
async function usedBy(db: Db, by: FileBy, evaluationId: string): Promise<number> {
  const { files } = tablesOf(db);
  const isTheirs =
    'personId' in by ? eq(files.personId, by.personId) : inArray(files.linkId, linksBeside(db, by));
  const [row] = await db
    .select({ used: sql<number>`coalesce(sum(${files.size}), 0)`.mapWith(Number) })
    .from(files)
    .where(and(isTheirs, eq(files.evaluationId, evaluationId)));
  return row?.used ?? 0;
}

/** Every link that was ever made to the same measure. */
function linksBeside(db: Db, { linkId }: { readonly linkId: string }) {
  const { ownerLinks } = tablesOf(db);
  const measure = db.select({ id: ownerLinks.measureId }).from(ownerLinks).where(eq(ownerLinks.id, linkId));
  return db.select({ id: ownerLinks.id }).from(ownerLinks).where(inArray(ownerLinks.measureId, measure));
}

export interface Room {
  readonly evaluationId: string;
  readonly by: FileBy;
  readonly name: string;
  readonly size: number;
  /** Bytes that are on their way in beside it. */
  readonly beside: { readonly all: number; readonly own: number };
}

/** Throws FILE_QUOTA where so many bytes more are too many; nobody has so much that they fill everybody’s room. */
export async function requireRoom(db: Db, { evaluationId, by, beside, ...file }: Room): Promise<void> {
  const [whose, share] = 'linkId' in by ? [LINK, QUOTA.link] : [PERSON, QUOTA.person];
  const own = await usedBy(db, by, evaluationId);
  requireShare(file, { whose, used: own + beside.own, most: share });
  const { used, most } = await quotaOf(db, evaluationId);
  requireShare(file, { whose: EVALUATION, used: used + beside.all, most });
}

/** Throws FILE_QUOTA where a file is more than what is left of a share. */
export function requireShare(
  { name, size }: { readonly name: string; readonly size: number },
  { whose, used, most }: Quota & { readonly whose: Localized },
): void {
  if (used + size > most)
    throw new Refused('FILE_QUOTA', { whose, name, used: inMebi(used), most: inMebi(most) });
}
