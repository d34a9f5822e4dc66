/** The same problem through the years: what a finding repeats and what repeats it, in both directions. [RP3] */
import { tablesOf, type Db } from '@heping/db';
import type { Chain } from '@heping/protocol';
import { and, eq, inArray, or } from 'drizzle-orm';
import type { Visitor } from '../sessions/sessions.ts';
import { caseRefs } from './case-refs.ts';

/** Ids of every finding that confirmed links lead to, this one included. */
async function linked(db: Db, findingId: string): Promise<ReadonlySet<string>> {
  const { repeats } = tablesOf(db);
  const found = new Set([findingId]);
  let edge = [findingId];
  while (edge.length > 0) {
    const links = await db
      .select()
      .from(repeats)
      .where(
        and(
          eq(repeats.state, 'confirmed'),
          or(inArray(repeats.findingId, edge), inArray(repeats.earlierId, edge)),
        ),
      );
    const reached = links.flatMap((link) => [link.findingId, link.earlierId]);
    edge = [...new Set(reached)].filter((id) => !found.has(id));
    for (const id of edge) found.add(id);
  }
  return found;
}

/** The chain as its reader may see it, oldest first. */
export async function readChain(db: Db, findingId: string, visitor: Visitor): Promise<Chain> {
  const ids = await linked(db, findingId);
  const cases = await caseRefs(db, [...ids], visitor);
  return {
    cases: cases.map((one) => ({ ...one, isThis: one.finding === findingId })),
    hidden: ids.size - cases.length,
  };
}
