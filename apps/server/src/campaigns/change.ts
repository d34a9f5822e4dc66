import { appendAudit, type Campaign } from '@heping/db';
import type { schemas } from '@heping/protocol';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { campaignOf } from './access.ts';
import { refuseReversed } from './create.ts';

type Change = Partial<z.output<typeof schemas.ChangeCampaign>>;

/** What decides about scores and results: it stands still once somebody has begun to score by it. */
const RULES = ['periodFrom', 'periodTo', 'step', 'ceilingPolicy', 'scoringMode', 'noticeDays'] as const;

/** Throws NOT_FOUND, PERIOD_REVERSED, CAMPAIGN_CLOSED, CAMPAIGN_IN_USE. */
export async function changeCampaign(
  app: FastifyInstance,
  by: Visitor,
  id: string,
  change: Change,
): Promise<void> {
  const { store, clock } = app;
  const { campaigns, evaluations } = store.tables;
  await store.tx(async (db) => {
    const before = await campaignOf(db, id, by);
    if (before.closedAt !== null) throw new Refused('CAMPAIGN_CLOSED', { campaign: before.title });
    refuseReversed({ ...before, ...change });
    const [begun] = await db
      .select({ id: evaluations.id })
      .from(evaluations)
      .where(and(eq(evaluations.campaignId, id), isNotNull(evaluations.openedAt)))
      .limit(1);
    if (begun !== undefined && touchesRules(before, change)) throw new Refused('CAMPAIGN_IN_USE');
    if (Object.keys(change).length === 0) return;
    await db.update(campaigns).set(change).where(eq(campaigns.id, id));
    await appendAudit(db, {
      at: clock(),
      personId: by.personId,
      action: 'campaign.change',
      evaluationId: null,
      subject: id,
      detail: { ...change },
    });
  });
}

const touchesRules = (before: Campaign, change: Change) =>
  RULES.some((rule) => change[rule] !== undefined && change[rule] !== before[rule]);
