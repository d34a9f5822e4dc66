/** notice → published: from here the result is for everybody. [PH2, ND3] */
import { tablesOf } from '@heping/db';
import { eq } from 'drizzle-orm';
import { Refused } from '../../refused.ts';
import { isNoticeRunning } from '../../calendar/working-days.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, phaseAfter, sit } from './sitting.ts';
import { soundSheet } from './sound-sheet.ts';

/** Publishes a result; refused while its notice runs, the last day included. */
export const publishResult = (desk: Desk, acting: Acting): Promise<void> =>
  sit(desk, acting, 'publish', async (here) => {
    const { evaluation, campaign, db, now } = here;
    const { noticeEndsOn } = evaluation;
    if (noticeEndsOn !== null && isNoticeRunning(noticeEndsOn, campaign.timeZone, now)) {
      throw new Refused('NOTICE_RUNNING', { until: noticeEndsOn });
    }
    const phase = phaseAfter(here, 'publish');
    await soundSheet(desk, here);
    const { evaluations } = tablesOf(db);
    await decide(here, { action: 'publish', phase }, (tx) =>
      tx.update(evaluations).set({ publishedAt: now }).where(eq(evaluations.id, evaluation.id)),
    );
  });
