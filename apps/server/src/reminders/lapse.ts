/** 逾期未反馈，视为接受: a finding whose time for a response is over goes on by the clock. [RM1, FN2] */
import type { Store } from '@heping/db';
import { dayIn, nextFindingState } from '@heping/scoring';
import { and, asc, eq, lt } from 'drizzle-orm';
import type { Desk } from '../evaluations/commands/desk.ts';
import { sitByClock } from '../evaluations/commands/sitting.ts';
import { planDue } from '../findings/open-cases.ts';
import { findingIn, keepAct } from '../rectification/act.ts';
import { findingStanding } from '../rectification/standing.ts';

export interface Due {
  readonly findingId: string;
  readonly evaluationId: string;
}

/** Findings without a response whose last day is over in the campaign's time zone; at most so many, oldest first. */
export function overdueResponses(
  { db, tables }: Store,
  { timeZone, now, most }: { readonly timeZone: string; readonly now: number; readonly most: number },
): Promise<Due[]> {
  const { cases, evaluations, campaigns } = tables;
  return Promise.resolve(
    db
      .select({ findingId: cases.findingId, evaluationId: cases.evaluationId })
      .from(cases)
      .innerJoin(evaluations, eq(evaluations.id, cases.evaluationId))
      .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
      .where(
        and(
          ...[eq(cases.state, 'awaiting-response'), lt(cases.respondBy, dayIn(timeZone, now))],
          ...[eq(cases.hasOpenObjection, false), eq(campaigns.timeZone, timeZone)],
        ),
      )
      .orderBy(asc(cases.respondBy), asc(cases.findingId))
      .limit(most),
  );
}

/** False where somebody was faster, or it does not hold any more. */
export const lapse = (desk: Desk, { evaluationId, findingId }: Due): Promise<boolean> =>
  sitByClock(desk, evaluationId, async (sitting) => {
    const here = await findingIn(sitting, findingId);
    const { today, campaign } = here;
    const standing = findingStanding({ ...here, personId: null }, []);
    const judged = nextFindingState('lapse', standing);
    if (!judged.ok) return false;
    const planBy = planDue(today, campaign);
    await keepAct(here, { act: 'lapse' }, judged.value, {
      change: { planBy },
      detail: { planBy },
    });
    return true;
  });
