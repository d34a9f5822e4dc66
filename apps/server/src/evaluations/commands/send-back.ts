/** The committee sends the result back to the panel with a reason; the signed sheet stays readable. [PH2] */
import { tablesOf } from '@heping/db';
import { eq } from 'drizzle-orm';
import { discardSheet } from '../sheet-in-force.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, phaseAfter, requireReason, sit } from './sitting.ts';
import { standingSheet } from './sound-sheet.ts';

/** preliminary → deliberation: the approval is taken back, the sheet and its signatures are set aside. */
export const sendBack = (desk: Desk, acting: Acting, input: { readonly reason: string }): Promise<void> =>
  sit(desk, acting, 'send-back', async (here) => {
    const { evaluation, visitor, db, now } = here;
    const reason = requireReason(input.reason);
    const phase = phaseAfter(here, 'send-back');
    const { id, hash, revision } = (await standingSheet(db, evaluation.id)).sheet;
    const { evaluations, returns } = tablesOf(db);
    const by = visitor.personId;
    await decide(
      here,
      { action: 'send-back', subject: hash, detail: { revision, reason }, phase },
      async (tx) => {
        await tx
          .insert(returns)
          .values({ id: desk.newId(), evaluationId: evaluation.id, reason, by, at: now });
        await discardSheet(tx, id, { at: now, by, reason });
        await tx
          .update(evaluations)
          .set({
            lockedAt: null,
            closedSigningAt: null,
            approvedAt: null,
            approvedBy: null,
            minutes: null,
            documentNumber: null,
          })
          .where(eq(evaluations.id, evaluation.id));
      },
    );
  });
