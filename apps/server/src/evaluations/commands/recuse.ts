/** 回避: a panelist steps back from the whole evaluation and leaves its aggregates. [CI1, CI2] */
import { tablesOf } from '@heping/db';
import { PANEL_LEAST } from '@heping/scoring';
import { and, eq } from 'drizzle-orm';
import { Refused } from '../../refused.ts';
import { seatsOf, sitting } from '../seats.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, requireReason, sit } from './sitting.ts';

/** Refused where fewer than two would be left, and for the chair, whom the committee has to replace first. */
export async function recuse(desk: Desk, acting: Acting, input: { readonly reason: string }): Promise<void> {
  const { personId } = acting.visitor;
  await sit(desk, acting, 'recuse', async (here) => {
    const { evaluation, centre, roles, db, now } = here;
    const reason = requireReason(input.reason);
    if (roles.includes('chair')) throw new Refused('CHAIR_RECUSES');
    const left = sitting(await seatsOf(db, { evaluation, centre })).filter(({ id }) => id !== personId);
    if (left.length < PANEL_LEAST) {
      throw new Refused('TOO_FEW_LEFT', { count: left.length, least: PANEL_LEAST });
    }
    const { panelMembers } = tablesOf(db);
    await decide(here, { action: 'recuse', subject: personId, detail: { reason } }, (tx) =>
      tx
        .update(panelMembers)
        .set({ recusedAt: now, recuseReason: reason })
        .where(and(eq(panelMembers.evaluationId, evaluation.id), eq(panelMembers.personId, personId))),
    );
  });
  // Their sockets lose the right to write within a second.
  await desk.corridor.revalidate(personId);
}
