/** What may be the same problem again: the same centre lost points on the same indicator before. [RP1] */
import { tablesOf, type Db, type Finding } from '@heping/db';
import { and, eq, inArray, ne } from 'drizzle-orm';

export interface Delivered {
  readonly evaluationId: string;
  readonly centreId: string;
  readonly findings: readonly Pick<Finding, 'id' | 'indicator' | 'lost'>[];
}

/**
 * Proposes, in the transaction of a delivery, each new deduction as an earlier finding of the centre again: of any campaign,
 * not withdrawn, and of a chain that was confirmed already its last. A person says whether it is. Answers how many.
 */
export async function proposeRepeats(
  tx: Db,
  { evaluationId, centreId, findings: delivered }: Delivered,
): Promise<number> {
  const deducted = delivered.filter(({ indicator, lost }) => indicator !== '' && lost > 0);
  if (deducted.length === 0) return 0;
  const { cases, findings, repeats } = tablesOf(tx);
  const earlier = await tx
    .select({ id: cases.findingId, indicator: cases.indicator })
    .from(cases)
    .innerJoin(findings, eq(findings.id, cases.findingId))
    .where(
      and(
        eq(cases.centreId, centreId),
        inArray(
          cases.indicator,
          deducted.map(({ indicator }) => indicator),
        ),
        ne(cases.evaluationId, evaluationId),
        ne(cases.state, 'withdrawn'),
        ne(findings.source, 'suggestion'),
      ),
    );
  if (earlier.length === 0) return 0;
  const followed = await tx
    .select({ id: repeats.earlierId })
    .from(repeats)
    .where(
      and(
        eq(repeats.state, 'confirmed'),
        inArray(
          repeats.earlierId,
          earlier.map(({ id }) => id),
        ),
      ),
    );
  const isFollowed = new Set(followed.map(({ id }) => id));
  const proposed = deducted.flatMap(({ id, indicator }) =>
    earlier
      .filter((one) => one.indicator === indicator && !isFollowed.has(one.id))
      .map((one) => ({ findingId: id, earlierId: one.id, state: 'proposed' as const })),
  );
  if (proposed.length > 0) await tx.insert(repeats).values(proposed);
  return proposed.length;
}
