/** Officers are told which findings may be earlier ones again, since a person has to say so. [NT1, RP1] */
import { tablesOf, type Centre, type Db } from '@heping/db';
import { and, eq, inArray } from 'drizzle-orm';
import { tell } from '../notifications/notify.ts';
import type { Around } from '../notifications/recipients.ts';

export interface Proposing extends Around {
  readonly centre: Pick<Centre, 'id' | 'runByBodyId' | 'name' | 'nameEn'>;
  readonly visitor: { readonly personId: string };
  readonly now: number;
}

/** Of these findings, in the transaction that proposed them: once for each, with the earlier ones by number. */
export async function tellRepeats(
  tx: Db,
  here: Proposing,
  opened: readonly { readonly id: string }[],
): Promise<void> {
  const { cases, repeats } = tablesOf(tx);
  const ids = opened.map(({ id }) => id);
  const rows = await tx
    .select({ id: repeats.findingId, earlier: cases.number })
    .from(repeats)
    .innerJoin(cases, eq(cases.findingId, repeats.earlierId))
    .where(and(inArray(repeats.findingId, ids), eq(repeats.state, 'proposed')));
  if (rows.length === 0) return;
  const numbers = await tx
    .select({ id: cases.findingId, number: cases.number })
    .from(cases)
    .where(inArray(cases.findingId, ids));
  for (const { id, number } of numbers) {
    const earlier = rows.filter((row) => row.id === id).map((row) => row.earlier);
    if (earlier.length === 0) continue;
    await tell(tx, here, {
      ...{ kind: 'repeat.proposed', key: id, path: `/evaluations/${here.evaluation.id}/findings/${id}` },
      params: { number, earlier: earlier.join('、') },
      ...{ at: here.now, by: here.visitor.personId },
    });
  }
}
