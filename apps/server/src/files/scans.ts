/** Who may look at the scan of a signed paper: who may see the sheet it is of, and never the public. [SN7] */
import { tablesOf, type Db, type SheetScan } from '@heping/db';
import { may } from '@heping/scoring';
import { and, desc, eq } from 'drizzle-orm';
import type { Access } from '../evaluations/access.ts';
import { isOfCentre } from '../sheets/on-site.ts';
import { sheetView } from '../sheets/view.ts';

export async function scanOfFile(db: Db, fileId: string): Promise<SheetScan | undefined> {
  const { sheetScans } = tablesOf(db);
  const [row] = await db.select().from(sheetScans).where(eq(sheetScans.fileId, fileId));
  return row;
}

/**
 * Panel and officers see that of every revision. The centre's leaders that of the one in force, before delivery only a
 * paper that the centre signed or sealed itself, afterwards also those since the one that was delivered.
 */
export async function seesScan(db: Db, here: Access, scan: SheetScan): Promise<boolean> {
  const { roles, evaluation } = here;
  if (!may(roles, 'sheet.read', evaluation.phase)) return false;
  const view = sheetView(here);
  if (view === 'panel') return true;
  const { sheets } = tablesOf(db);
  const [sheet] = await db.select().from(sheets).where(eq(sheets.id, scan.sheetId));
  if (sheet === undefined) return false;
  if (view === 'leader') return sheet.discardedAt === null && isOfCentre(scan);
  return sheet.discardedAt === null || sheet.revision >= (await deliveredRevision(db, evaluation.id));
}

/** The revision that was delivered, as the log tells. */
async function deliveredRevision(db: Db, evaluationId: string): Promise<number> {
  const { auditLog, sheets } = tablesOf(db);
  const [row] = await db
    .select({ revision: sheets.revision })
    .from(auditLog)
    .innerJoin(sheets, and(eq(sheets.evaluationId, auditLog.evaluationId), eq(sheets.hash, auditLog.subject)))
    .where(and(eq(auditLog.evaluationId, evaluationId), eq(auditLog.action, 'deliver')))
    .orderBy(desc(auditLog.seq));
  return row?.revision ?? Infinity;
}
