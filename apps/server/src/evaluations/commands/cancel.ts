/** An evaluation that will not be finished, with its reason; what was scored stays closed. [PH2, PO3] */
import { tablesOf } from '@heping/db';
import { eq } from 'drizzle-orm';
import type { Acting, Desk } from './desk.ts';
import { decide, phaseAfter, requireReason, sit } from './sitting.ts';

/** Cancels an evaluation before its result is delivered. */
export const cancelEvaluation = (
  desk: Desk,
  acting: Acting,
  input: { readonly reason: string },
): Promise<void> =>
  sit(desk, acting, 'evaluation.cancel', async (here) => {
    const { evaluation, db, now } = here;
    const cancelReason = requireReason(input.reason);
    const phase = phaseAfter(here, 'evaluation.cancel');
    const { evaluations } = tablesOf(db);
    const detail = { reason: cancelReason, from: evaluation.phase };
    await decide(here, { action: 'evaluation.cancel', detail, phase }, (tx) =>
      tx.update(evaluations).set({ cancelledAt: now, cancelReason }).where(eq(evaluations.id, evaluation.id)),
    );
  });
