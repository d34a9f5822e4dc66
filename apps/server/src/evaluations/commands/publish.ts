/** notice → published: from here the result is for everybody; what follows from its findings follows at once. [PH2, PH5, ND3] */
import { tablesOf, type Db } from '@heping/db';
import { eq } from 'drizzle-orm';
import { followingOf, logFollowing, statesAfter } from '../../findings/settle.ts';
import { Refused } from '../../refused.ts';
import { isNoticeRunning } from '../../calendar/working-days.ts';
import { tell } from '../../notifications/notify.ts';
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
    const published = phaseAfter(here, 'publish');
    await soundSheet(desk, here);
    const { evaluations } = tablesOf(db);
    const states = await statesAfter(db, evaluation.id, {});
    const following = followingOf(published, campaign.scoringMode, states);
    const after = (tx: Db) => logFollowing(tx, following, { evaluationId: evaluation.id, at: now });
    const phase = following.phase ?? published;
    await decide(here, { action: 'publish', phase, after }, async (tx) => {
      await tx.update(evaluations).set({ publishedAt: now }).where(eq(evaluations.id, evaluation.id));
      await tell(tx, here, {
        ...{ kind: 'result.published', key: evaluation.id, path: `/evaluations/${evaluation.id}/result` },
        ...{ at: now, by: here.visitor.personId, phase },
      });
    });
  });
