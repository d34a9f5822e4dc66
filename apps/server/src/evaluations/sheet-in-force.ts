/** The locked sheet that stands, and what becomes of one that no longer does. */
import { tablesOf, type Db, type Sheet } from '@heping/db';
import { and, desc, eq, isNull } from 'drizzle-orm';

/** The sheet in force of an evaluation; none while the panel deliberates. */
export async function sheetInForce(db: Db, evaluationId: string): Promise<Sheet | undefined> {
  const { sheets } = tablesOf(db);
  const [sheet] = await db
    .select()
    .from(sheets)
    .where(and(eq(sheets.evaluationId, evaluationId), isNull(sheets.discardedAt)));
  return sheet;
}

/** The sheet of a phase in which there is one; anything else is a fault. */
export async function lockedSheet(db: Db, evaluationId: string): Promise<Sheet> {
  const sheet = await sheetInForce(db, evaluationId);
  if (sheet === undefined) throw new Error(`evaluation ${evaluationId}: expected a locked sheet, found none`);
  return sheet;
}

/** The newest revision, discarded or not: the next one follows it. */
export async function latestSheet(db: Db, evaluationId: string): Promise<Sheet | undefined> {
  const { sheets } = tablesOf(db);
  const [sheet] = await db
    .select()
    .from(sheets)
    .where(eq(sheets.evaluationId, evaluationId))
    .orderBy(desc(sheets.revision))
    .limit(1);
  return sheet;
}

export interface Discarding {
  readonly at: number;
  readonly by: string;
  readonly reason: string;
}

/** Sets a sheet and the signatures under it aside, visibly: the rows stay. Inside a command’s transaction. */
export async function discardSheet(tx: Db, sheetId: string, { at, by, reason }: Discarding): Promise<void> {
  const { sheets, signatures } = tablesOf(tx);
  await tx
    .update(signatures)
    .set({ discardedAt: at })
    .where(and(eq(signatures.sheetId, sheetId), isNull(signatures.discardedAt)));
  await tx
    .update(sheets)
    .set({ discardedAt: at, discardedBy: by, discardReason: reason })
    .where(eq(sheets.id, sheetId));
}
