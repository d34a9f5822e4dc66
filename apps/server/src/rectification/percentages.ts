/** A finding's percentages follow from its measures, in the transaction that changes one of them. [ME4, MA3] */
import { tablesOf, type Db } from '@heping/db';
import { percentOf } from '@heping/scoring';
import { eq, sql } from 'drizzle-orm';
import { measuresOf } from './standing.ts';

/** Writes to the case what its measures make, as they stand in this transaction; whoever judged it before is fenced off. */
export async function recount(
  tx: Db,
  { findingId, now }: { readonly findingId: string; readonly now: number },
): Promise<void> {
  const { cases } = tablesOf(tx);
  const measures = await measuresOf(tx, findingId);
  await tx
    .update(cases)
    .set({
      reported: percentOf(measures.map(({ state, reported }) => ({ state, percent: reported }))),
      verified: percentOf(measures.map(({ state, verified }) => ({ state, percent: verified }))),
      version: sql`${cases.version} + 1`,
      updatedAt: now,
    })
    .where(eq(cases.findingId, findingId));
}
