/** Ending a campaign, opening it again, and taking away one that was never used. [CA1–CA3] */
import { appendAudit, tablesOf, type AuditDetail, type Campaign, type Db } from '@heping/db';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { campaignOf, openCampaignOf } from './access.ts';

/** Throws NOT_FOUND, CAMPAIGN_CLOSED. */
export async function closeCampaign(app: FastifyInstance, by: Visitor, id: string): Promise<void> {
  const colleagues = await act(app, by, 'campaign.close', async (db) => {
    const campaign = await openCampaignOf(db, id, by);
    await db.update(tablesOf(db).campaigns).set({ closedAt: app.clock() }).where(is(db, id));
    return { campaign };
  });
  app.notices.workChanged(colleagues);
}

/** Throws NOT_FOUND, CAMPAIGN_OPEN. */
export async function reopenCampaign(app: FastifyInstance, by: Visitor, id: string): Promise<void> {
  const colleagues = await act(app, by, 'campaign.reopen', async (db) => {
    const campaign = await campaignOf(db, id, by);
    if (campaign.closedAt === null) throw new Refused('CAMPAIGN_OPEN', { campaign: campaign.title });
    await db.update(tablesOf(db).campaigns).set({ closedAt: null }).where(is(db, id));
    return { campaign };
  });
  app.notices.workChanged(colleagues);
}

/** Nobody's work lies in it, so nobody is told. Throws NOT_FOUND, CAMPAIGN_NOT_EMPTY. */
export async function deleteCampaign(app: FastifyInstance, by: Visitor, id: string): Promise<void> {
  await act(app, by, 'campaign.delete', async (db) => {
    const campaign = await campaignOf(db, id, by);
    const { campaigns, evaluations } = tablesOf(db);
    const { length: count } = await db
      .select({ id: evaluations.id })
      .from(evaluations)
      .where(eq(evaluations.campaignId, id));
    if (count > 0) throw new Refused('CAMPAIGN_NOT_EMPTY', { campaign: campaign.title, count });
    await db.delete(campaigns).where(is(db, id));
    return { campaign, detail: { title: campaign.title, body: campaign.bodyId } };
  });
}

const is = (db: Db, id: string) => eq(tablesOf(db).campaigns.id, id);

interface Done {
  readonly campaign: Campaign;
  /** What the log keeps of it beside its id. */
  readonly detail?: AuditDetail;
}

/** In one unit of work with its entry in the log. Answers the officers of the body. */
function act(
  { store, clock }: FastifyInstance,
  by: Visitor,
  action: string,
  work: (db: Db) => Promise<Done>,
): Promise<string[]> {
  return store.tx(async (db) => {
    const { campaign, detail = {} } = await work(db);
    const { officers } = tablesOf(db);
    const colleagues = await db.select().from(officers).where(eq(officers.bodyId, campaign.bodyId));
    await appendAudit(db, {
      at: clock(),
      personId: by.personId,
      action,
      evaluationId: null,
      subject: campaign.id,
      detail,
    });
    return colleagues.map(({ personId }) => personId);
  });
}
