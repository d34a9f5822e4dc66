/** “Come to this indicator”: a hint to everyone at the table; nothing is kept of it. [NO1] */
import type { SummonsView } from '@heping/protocol';
import { findIndicator } from '@heping/scoring';
import { Refused } from '../../refused.ts';
import { rubricOf } from '../../rubrics/rubric.ts';
import type { Acting, Desk } from './desk.ts';
import { mayAct } from './sitting.ts';

/** The chair brings everyone to an indicator. */
export async function summon(
  desk: Desk,
  acting: Acting,
  indicator: string,
  view?: SummonsView,
): Promise<void> {
  const { campaign } = await mayAct(desk, acting, 'summon');
  if (findIndicator(rubricOf(campaign), indicator) === undefined) {
    throw new Refused('INDICATOR_UNKNOWN', { indicator: indicator.slice(0, 20) });
  }
  desk.notices.summon(acting.evaluation, indicator, acting.visitor, view);
}
