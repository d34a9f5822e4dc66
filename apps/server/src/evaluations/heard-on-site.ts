/** Whose word was given on the spot, for lists: who signed the sheet in force by hand, and whether the centre was heard. */
import { tablesOf, type Db } from '@heping/db';
import { and, eq, isNull, type SQL } from 'drizzle-orm';

export interface HeardOnSite {
  /** evaluation → people of the panel */
  readonly byHand: ReadonlyMap<string, readonly string[]>;
  /** evaluations whose centre gave its word before a witness or on a paper */
  readonly heard: ReadonlySet<string>;
}

export async function heardOnSite(db: Db, chosen: SQL | undefined): Promise<HeardOnSite> {
  const { evaluations, sheets, sheetScans, witnessedWords } = tablesOf(db);
  const isInForce = and(chosen, isNull(sheets.discardedAt));
  const [words, scans] = await Promise.all([
    db
      .selectDistinct({ evaluationId: sheets.evaluationId })
      .from(witnessedWords)
      .innerJoin(sheets, eq(sheets.id, witnessedWords.sheetId))
      .innerJoin(evaluations, eq(evaluations.id, sheets.evaluationId))
      .where(isInForce),
    db
      .select({ evaluationId: sheets.evaluationId, carries: sheetScans.carries })
      .from(sheetScans)
      .innerJoin(sheets, eq(sheets.id, sheetScans.sheetId))
      .innerJoin(evaluations, eq(evaluations.id, sheets.evaluationId))
      .where(isInForce),
  ]);
  const signed = scans.filter(({ carries }) => carries.centre !== null);
  return {
    byHand: new Map(
      [...Map.groupBy(scans, ({ evaluationId }) => evaluationId)].map(([id, papers]) => [
        id,
        papers.flatMap(({ carries }) => carries.panel),
      ]),
    ),
    heard: new Set([...words, ...signed].map(({ evaluationId }) => evaluationId)),
  };
}
