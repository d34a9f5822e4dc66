/** A finding at its delivery: whose it is, when an answer and when the rectification is due. [DL1, FA4] */
import type { Campaign, Case, Centre, Evaluation, Finding } from '@heping/db';
import { dayIn, daysFor } from '@heping/scoring';
import { afterWorkingDays } from '../calendar/working-days.ts';

export interface Opening {
  readonly evaluation: Pick<Evaluation, 'id' | 'leadBodyId'>;
  readonly campaign: Pick<
    Campaign,
    'timeZone' | 'responseDays' | 'planDays' | 'severeDays' | 'ordinaryDays' | 'suggestionDays'
  >;
  readonly centre: Pick<Centre, 'id' | 'areaId'>;
  readonly now: number;
}

/** What a case repeats of its finding. */
type FoundFinding = Pick<Finding, 'id' | 'number' | 'indicator' | 'clauses' | 'source' | 'severity'>;

/** `2026-001`: within the evaluation, in the year of its delivery. [FI1] */
export const findingNumber = (timeZone: string, at: number, number: number): string =>
  `${dayIn(timeZone, at).slice(0, 4)}-${String(number).padStart(3, '0')}`;

/** The case of a finding that is delivered now; the day of delivery is not counted. [ND2, ND3] */
export function openCase(
  { id, number, indicator, clauses, source, severity }: FoundFinding,
  { evaluation, campaign, centre, now }: Opening,
): Pick<
  Case,
  | 'findingId'
  | 'evaluationId'
  | 'centreId'
  | 'areaId'
  | 'leadBodyId'
  | 'indicator'
  | 'clauses'
  | 'source'
  | 'severity'
  | 'number'
  | 'state'
  | 'deliveredAt'
  | 'respondBy'
  | 'dueOn'
  | 'firstDueOn'
  | 'updatedAt'
> {
  const today = dayIn(campaign.timeZone, now);
  const dueOn = afterWorkingDays(today, daysFor(severity, campaign));
  return {
    findingId: id,
    evaluationId: evaluation.id,
    centreId: centre.id,
    areaId: centre.areaId,
    leadBodyId: evaluation.leadBodyId,
    indicator,
    clauses: JSON.stringify(clauses),
    source,
    severity,
    number: findingNumber(campaign.timeZone, now, number),
    state: 'awaiting-response',
    deliveredAt: now,
    respondBy: afterWorkingDays(today, campaign.responseDays),
    dueOn,
    firstDueOn: dueOn,
    updatedAt: now,
  };
}

/** Until when a plan is due once a finding is answered, or its time is over. [DL1] */
export const planDue = (today: string, { planDays }: Pick<Campaign, 'planDays'>): string =>
  afterWorkingDays(today, planDays);
