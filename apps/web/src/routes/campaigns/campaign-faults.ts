/** What is still wrong with a campaign as it stands in the form, each by the field that has to be put right. Pure. */
import type { Campaign } from '@heping/protocol';
import { DECISION_VOICES, MOST_DAYS, type RectificationDays } from '@heping/scoring';

export type CampaignFault = 'no-title' | 'no-day' | 'reversed' | 'bad-notice' | 'bad-days' | 'bad-voices';
type Days = keyof RectificationDays;
export type CampaignField = 'title' | 'periodFrom' | 'periodTo' | 'noticeDays' | Days | 'decisionVoices';

const NOTICE_MOST = 60;

/** A day that does not exist is an empty one: its own field is wrong, not its neighbour. */
export function campaignFaults(
  draft: Pick<Campaign, CampaignField>,
): Readonly<Record<CampaignField, CampaignFault | null>> {
  const { title, periodFrom, periodTo, noticeDays, decisionVoices } = draft;
  const isReversed = periodFrom !== '' && periodTo < periodFrom;
  const days = (field: Days): CampaignFault | null =>
    draft[field] >= 1 && draft[field] <= MOST_DAYS ? null : 'bad-days';
  const { least, most } = DECISION_VOICES;
  return {
    title: title.trim() === '' ? 'no-title' : null,
    periodFrom: periodFrom === '' ? 'no-day' : null,
    periodTo: periodTo === '' ? 'no-day' : isReversed ? 'reversed' : null,
    noticeDays: noticeDays >= 0 && noticeDays <= NOTICE_MOST ? null : 'bad-notice',
    responseDays: days('responseDays'),
    planDays: days('planDays'),
    severeDays: days('severeDays'),
    ordinaryDays: days('ordinaryDays'),
    suggestionDays: days('suggestionDays'),
    decisionVoices: decisionVoices >= least && decisionVoices <= most ? null : 'bad-voices',
  };
}

/** A whole number as it was typed; anything else is none, and a fault of its field. */
export const wholeNumber = (typed: string): number =>
  /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
