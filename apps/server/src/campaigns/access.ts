import { held, tablesOf, type Campaign, type Db } from '@heping/db';
import { eq } from 'drizzle-orm';
import { bodiesOf } from '../people/guard.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';

/**
 * The campaign, for an officer of its body; in a unit of work nobody else changes it until the commit. Throws NOT_FOUND
 * alike for everybody else and for none such.
 */
export async function campaignOf(db: Db, id: string, officer: Visitor): Promise<Campaign> {
  const { campaigns } = tablesOf(db);
  const [campaign] = await held(db, db.select().from(campaigns).where(eq(campaigns.id, id)));
  if (campaign === undefined || !(await bodiesOf(db, officer)).has(campaign.bodyId)) {
    throw new Refused('NOT_FOUND');
  }
  return campaign;
}

/** The campaign for an officer who will plan in it or change it. Throws NOT_FOUND, CAMPAIGN_CLOSED. [CA1] */
export async function openCampaignOf(db: Db, id: string, officer: Visitor): Promise<Campaign> {
  const campaign = await campaignOf(db, id, officer);
  if (campaign.closedAt !== null) throw new Refused('CAMPAIGN_CLOSED', { campaign: campaign.title });
  return campaign;
}
