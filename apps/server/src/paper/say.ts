/** 纸面登记: a panelist says that their ballot stands on paper, and takes that back. [PP1, PP2, PP6] */
import { tablesOf, type Db } from '@heping/db';
import { and, eq, isNull } from 'drizzle-orm';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, requireReason, sit } from '../evaluations/commands/sitting.ts';
import { papersInForce } from '../evaluations/papers-in-force.ts';
import { named, notify } from '../notifications/notify.ts';
import { Refused } from '../refused.ts';
import { checkersFor } from './checkers.ts';

/** A naming tells somebody and stays known: so many of one panelist in one evaluation. */
const MOST_NAMINGS = 8;

/** Names who types it a second time; another one begins anew. Throws PAPER_CHECKER, PAPER_NAMED_OFTEN. */
export const sayOnPaper = (
  desk: Desk,
  acting: Acting,
  { checker }: { readonly checker: string },
): Promise<void> =>
  sit(desk, acting, 'ballot.write', async (here) => {
    const { evaluation, visitor, db, now } = here;
    const owner = visitor.personId;
    const may = await checkersFor(db, here);
    if (!may.some(({ id }) => id === checker)) throw new Refused('PAPER_CHECKER');
    const standing = (await papersInForce(db, evaluation.id)).find(({ personId }) => personId === owner);
    if (standing?.checker.id === checker) return;
    const { paperBallots } = desk.store.tables;
    const earlier = and(eq(paperBallots.evaluationId, evaluation.id), eq(paperBallots.personId, owner));
    if ((await db.$count(paperBallots, earlier)) >= MOST_NAMINGS)
      throw new Refused('PAPER_NAMED_OFTEN', { limit: MOST_NAMINGS });
    await decide(here, { action: 'paper.say', subject: owner, detail: { checker } }, async (tx) => {
      await end(tx, evaluation.id, owner, now);
      const id = desk.newId();
      await tx.insert(paperBallots).values({
        ...{ id, evaluationId: evaluation.id, personId: owner },
        ...{ checkerId: checker, saidAt: now, endedAt: null },
      });
      await notify(tx, {
        people: [checker],
        ...{ kind: 'paper.named', key: id, path: `/evaluations/${evaluation.id}/paper` },
        params: { ...named('person', visitor), ...named('centre', here.centre) },
        ...{ evaluationId: evaluation.id, at: now, by: owner },
      });
    });
  });

/** The ballot is the panelist's own entry and nothing else from now on. By them, or by an officer where they are gone. */
export const takePaperBack = (
  desk: Desk,
  acting: Acting,
  owner: string,
  input: { readonly reason: string },
): Promise<void> =>
  sit(desk, acting, owner === acting.visitor.personId ? 'ballot.write' : 'paper.check', async (here) => {
    const { evaluation, db, now } = here;
    const standing = (await papersInForce(db, evaluation.id)).find(({ personId }) => personId === owner);
    if (standing === undefined) throw new Refused('NOT_FOUND');
    const reason = requireReason(input.reason);
    await decide(here, { action: 'paper.take-back', subject: owner, detail: { reason } }, (tx) =>
      end(tx, evaluation.id, owner, now),
    );
  });

/** What was typed a second time is of no use any more; who was asked stays known. [PP5] */
async function end(tx: Db, evaluation: string, owner: string, now: number): Promise<void> {
  const { paperBallots, paperScores } = tablesOf(tx);
  const isStanding = and(
    eq(paperBallots.evaluationId, evaluation),
    eq(paperBallots.personId, owner),
    isNull(paperBallots.endedAt),
  );
  for (const { id } of await tx.select().from(paperBallots).where(isStanding)) {
    await tx.delete(paperScores).where(eq(paperScores.paperId, id));
    await tx.update(paperBallots).set({ endedAt: now }).where(eq(paperBallots.id, id));
  }
}
