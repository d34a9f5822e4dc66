/** What is still wrong with a campaign as it stands in the form, each by the field that has to be put right. Pure. */
import type { Campaign } from '@heping/protocol';

export type CampaignFault = 'no-title' | 'no-day' | 'reversed' | 'bad-notice';
export type CampaignField = 'title' | 'periodFrom' | 'periodTo' | 'noticeDays';

const NOTICE_MOST = 60;

/** A day that does not exist is an empty one: its own field is wrong, not its neighbour. */
export function campaignFaults(
  draft: Pick<Campaign, CampaignField>,
): Readonly<Record<CampaignField, CampaignFault | null>> {
  const { title, periodFrom, periodTo, noticeDays } = draft;
  const isReversed = periodFrom !== '' && periodTo < periodFrom;
  return {
    title: title.trim() === '' ? 'no-title' : null,
    periodFrom: periodFrom === '' ? 'no-day' : null,
    periodTo: periodTo === '' ? 'no-day' : isReversed ? 'reversed' : null,
    noticeDays: noticeDays >= 0 && noticeDays <= NOTICE_MOST ? null : 'bad-notice',
  };
}
