/** 审定: the committee approves the signed sheet, by whom, with minutes and document number. [PH2] */
import { eq } from 'drizzle-orm';
import { Refused } from '../../refused.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, sit } from './sitting.ts';
import { soundSheet } from './sound-sheet.ts';

export interface ApproveInput {
  readonly hash: string;
  readonly minutes?: string | undefined;
  readonly documentNumber?: string | undefined;
}

/** Approves what was seen; until delivery minutes and number can be put right, which is logged again. */
export const approveResult = (
  desk: Desk,
  acting: Acting,
  { hash, minutes = '', documentNumber = '' }: ApproveInput,
): Promise<void> =>
  sit(desk, acting, 'approve', async (here) => {
    const { evaluation, visitor, now } = here;
    const sheet = await soundSheet(desk, here);
    if (sheet.hash !== hash) throw new Refused('CHANGED');
    const isSame =
      evaluation.approvedAt !== null &&
      evaluation.approvedBy === visitor.personId &&
      evaluation.minutes === minutes &&
      evaluation.documentNumber === documentNumber;
    if (isSame) return;
    const { evaluations } = desk.store.tables;
    const detail = { hash, minutes, documentNumber };
    await decide(here, { action: 'approve', subject: hash, detail }, (tx) =>
      tx
        .update(evaluations)
        .set({ approvedAt: now, approvedBy: visitor.personId, minutes, documentNumber })
        .where(eq(evaluations.id, evaluation.id)),
    );
  });
