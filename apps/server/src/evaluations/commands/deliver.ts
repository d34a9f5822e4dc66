/**
 * preliminary → notice: the centre gets its result, each deduction and suggestion as a finding; the notice begins, and
 * the plan can be written. [PH2, FI1, FI5, ND1–ND3, PN1]
 */
import { dayIn } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { deliveredFindings } from '../../findings/delivered.ts';
import { standingSuggestions } from '../../findings/from-suggestions.ts';
import { openCase } from '../../findings/open-cases.ts';
import { proposeRepeats } from '../../findings/repeats.ts';
import { Refused } from '../../refused.ts';
import { afterWorkingDays, noticeEnd } from '../../calendar/working-days.ts';
import { tell } from '../../notifications/notify.ts';
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
    const suggestions = await standingSuggestions(here.db, evaluation.id);
    const delivered = deliveredFindings(readSheetContent(sheet), suggestions).map((finding) => ({
      ...finding,
      id: desk.newId(),
    }));
    const noticeEndsOn = noticeEnd(now, campaign.noticeDays, campaign.timeZone);
    const { evaluations, findings, cases } = desk.store.tables;
    const detail = {
      ...{ hash: sheet.hash, findings: delivered.length, noticeEndsOn },
      suggestions: suggestions.length,
    };
    await decide(here, { action: 'deliver', subject: sheet.hash, detail, phase }, async (tx) => {
      if (delivered.length > 0) {
        await tx
          .insert(findings)
          .values(delivered.map((finding) => ({ ...finding, evaluationId: evaluation.id, createdAt: now })));
        await tx
          .insert(cases)
          .values(delivered.map((finding) => openCase(finding, { evaluation, campaign, centre, now })));
        await proposeRepeats(tx, { evaluationId: evaluation.id, centreId: centre.id, findings: delivered });
      }
      await createDocument(tx, { kind: 'plan', evaluation: evaluation.id }, now);
      await tx
        .update(evaluations)
        .set({ deliveredAt: now, noticeEndsOn })
        .where(eq(evaluations.id, evaluation.id));
      await tell(tx, here, {
        kind: 'result.delivered',
        key: evaluation.id,
        params: {
          count: delivered.length,
          until: afterWorkingDays(dayIn(campaign.timeZone, now), campaign.responseDays),
        },
        path: `/evaluations/${evaluation.id}/${delivered.length > 0 ? 'findings' : 'result'}`,
        ...{ at: now, by: here.visitor.personId, phase },
      });
    });
  });
