/** Uploads that came to prove nothing: put aside in a form that was never sent. [FS6] */
import { tablesOf, type Db } from '@heping/db';
import { and, eq, lt, notExists, sql } from 'drizzle-orm';

/** A day longer than the browser keeps the draft of a form. */
const KEPT_MS = 15 * 86_400_000;

/** Takes the rows of old uploads that nothing was said with away, of evaluations and of logs, and their room with them; answers how many. */
export async function forgetUnused(db: Db, now: number): Promise<number> {
  const { files, fileUses, pieceFiles, sheetScans, activityFiles, activityFileUses } = tablesOf(db);
  const use = db
    .select({ one: sql`1` })
    .from(fileUses)
    .where(eq(fileUses.fileId, files.id));
  const piece = db
    .select({ one: sql`1` })
    .from(pieceFiles)
    .where(eq(pieceFiles.fileId, files.id));
  const scan = db
    .select({ one: sql`1` })
    .from(sheetScans)
    .where(eq(sheetScans.fileId, files.id));
  const gone = await db
    .delete(files)
    .where(and(lt(files.at, now - KEPT_MS), notExists(use), notExists(piece), notExists(scan)))
    .returning({ id: files.id });
  const entry = db
    .select({ one: sql`1` })
    .from(activityFileUses)
    .where(eq(activityFileUses.fileId, activityFiles.id));
  const unlogged = await db
    .delete(activityFiles)
    .where(and(lt(activityFiles.at, now - KEPT_MS), notExists(entry)))
    .returning({ id: activityFiles.id });
  return gone.length + unlogged.length;
}
