/** What is told of a plan: to officers that it waits, to leaders what became of it, and to owners what is theirs. [NT1] */
import { tablesOf, type Db, type Measure } from '@heping/db';
import { eq } from 'drizzle-orm';
import type { Sitting } from '../evaluations/commands/sitting.ts';
import { shortened } from '../measures/tell.ts';
import { named, notify, tell } from '../notifications/notify.ts';

/** Inside the act's transaction. */
export const tellPlan = (
  tx: Db,
  here: Sitting,
  kind: 'plan.submitted' | 'plan.returned' | 'plan.approved',
  revision: number,
): Promise<readonly string[]> => {
  const { evaluation, visitor, now } = here;
  return tell(tx, here, {
    ...{ kind, key: `${evaluation.id}:${revision}`, path: `/evaluations/${evaluation.id}/plan` },
    params: { ...named('person', visitor), revision },
    ...{ at: now, by: visitor.personId },
  });
};

/** Each measure that this approval gave to somebody with an account, who did not own it before. */
export async function tellOwners(
  tx: Db,
  { evaluation, centre, visitor, now }: Sitting,
  submissionId: string,
  before: readonly Measure[],
): Promise<void> {
  const { measures } = tablesOf(tx);
  const owned = new Map(before.map(({ id, ownerId }) => [id, ownerId]));
  const approved = await tx.select().from(measures).where(eq(measures.submissionId, submissionId));
  for (const { id, ownerId, state, text, dueOn } of approved) {
    if (ownerId === null || state === 'dropped' || owned.get(id) === ownerId) continue;
    await notify(tx, {
      ...{
        people: [ownerId],
        kind: 'measure.assigned',
        key: `${id}:${submissionId}`,
        path: `/measures/${id}`,
      },
      params: { ...named('centre', centre), measure: shortened(text), until: dueOn },
      ...{ evaluationId: evaluation.id, at: now, by: visitor.personId },
    });
  }
}
