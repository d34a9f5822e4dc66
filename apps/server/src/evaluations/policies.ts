import type { Campaign } from '@heping/db';
import type { Policies } from '@heping/protocol';

/** What a campaign decides, out of its row. */
export const policiesOf = (campaign: Campaign): Policies => ({
  step: campaign.step,
  ceilingPolicy: campaign.ceilingPolicy,
  scoringMode: campaign.scoringMode,
  noticeDays: campaign.noticeDays,
  keepsCameraRecord: campaign.keepsCameraRecord,
  responseDays: campaign.responseDays,
  planDays: campaign.planDays,
  severeDays: campaign.severeDays,
  ordinaryDays: campaign.ordinaryDays,
  suggestionDays: campaign.suggestionDays,
  decisionVoices: campaign.decisionVoices,
});
