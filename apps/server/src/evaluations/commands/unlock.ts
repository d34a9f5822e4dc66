/** Back to the table: the chair gives a reason, and what was signed is set aside visibly. [PH2] */
import { tablesOf } from '@heping/db';
import { eq } from 'drizzle-orm';
import { discardSheet } from '../sheet-in-force.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, phaseAfter, requireReason, sit } from './sitting.ts';
import { standingSheet } from './sound-sheet.ts';

/** Unlocks the sheet; its signatures no longer count, the rows stay readable. */
export const unlockSheet = (desk: Desk, acting: Acting, input: { readonly reason: string }): Promise<void> =>
  sit(desk, acting, 'unlock', async (here) => {
    const { evaluation, visitor, db, now } = here;
    const reason = requireReason(input.reason);
    const phase = phaseAfter(here, 'unlock');
    const { id, hash, revision } = (await standingSheet(db, evaluation.id)).sheet;
    const { evaluations } = tablesOf(db);
    await decide(
      here,
      { action: 'unlock', subject: hash, detail: { revision, reason }, phase },
      async (tx) => {
        await discardSheet(tx, id, { at: now, by: visitor.personId, reason });
        await tx.update(evaluations).set({ lockedAt: null }).where(eq(evaluations.id, evaluation.id));
      },
    );
  });
