/**
 * preliminary → notice: the centre gets its result, each deduction as a finding; the notice begins, and the plan can be
 * written. [PH2, FI1, ND1–ND3, PN1]
 */
import { eq } from 'drizzle-orm';
import { findingsFrom } from '../../findings/from-sheet.ts';
import { openCase } from '../../findings/open-cases.ts';
import { NOTHING_MEASURED } from '../../findings/read.ts';
import { Refused } from '../../refused.ts';
import { noticeEnd } from '../../calendar/working-days.ts';
import { readSheetContent } from '../../sheets/content.ts';
import { createDocument } from '../create-document.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, phaseAfter, sit } from './sitting.ts';
import { soundSheet } from './sound-sheet.ts';

/** Delivers an approved result. Refused before it is approved. */
export const deliverResult = (desk: Desk, acting: Acting): Promise<void> =>
  sit(desk, acting, 'deliver', async (here) => {
    const { evaluation, campaign, centre, now } = here;
    if (evaluation.approvedAt === null) throw new Refused('NOT_APPROVED');
    const phase = phaseAfter(here, 'deliver');
    const sheet = await soundSheet(desk, here);
    const drafts = findingsFrom(readSheetContent(sheet));
    const noticeEndsOn = noticeEnd(now, campaign.noticeDays, campaign.timeZone);
    const { evaluations, findings, cases } = desk.store.tables;
    const delivered = drafts.map((draft) => ({ ...draft, id: desk.newId() }));
    const detail = { hash: sheet.hash, findings: drafts.length, noticeEndsOn };
    await decide(here, { action: 'deliver', subject: sheet.hash, detail, phase }, async (tx) => {
      if (delivered.length > 0) {
        await tx.insert(findings).values(
          delivered.map((draft) => ({
            ...draft,
            standard: draft.standard ?? NOTHING_MEASURED,
            actual: draft.actual ?? NOTHING_MEASURED,
            evaluationId: evaluation.id,
            createdAt: now,
          })),
        );
        await tx
          .insert(cases)
          .values(delivered.map((draft) => openCase(draft, { evaluation, campaign, centre, now })));
      }
      await createDocument(tx, { kind: 'plan', evaluation: evaluation.id }, now);
      await tx
        .update(evaluations)
        .set({ deliveredAt: now, noticeEndsOn })
        .where(eq(evaluations.id, evaluation.id));
    });
  });
