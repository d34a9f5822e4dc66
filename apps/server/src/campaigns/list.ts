import { tablesOf, type Db } from '@heping/db';
import type { Campaign, CampaignAct } from '@heping/protocol';
import { PHASES } from '@heping/scoring';
import { desc, eq } from 'drizzle-orm';
import { bodyRef } from '../areas/refs.ts';
import { listEvaluations } from '../evaluations/list.ts';
import { bodiesOf } from '../people/guard.ts';
import { Refused } from '../refused.ts';
import { policiesOf } from '../evaluations/policies.ts';
import type { Visitor } from '../sessions/sessions.ts';

/**
 * Campaigns of one's own bodies, all of them for administrators, and those with an evaluation one may see. Counted is
 * what one may see. Newest first.
 */
export async function listCampaigns(db: Db, visitor: Visitor, now: number): Promise<Campaign[]> {
  const { campaigns, bodies } = tablesOf(db);
  const [own, seen, rows] = await Promise.all([
    bodiesOf(db, visitor),
    listEvaluations(db, visitor, now),
    db
      .select({ campaign: campaigns, body: bodies })
      .from(campaigns)
      .innerJoin(bodies, eq(bodies.id, campaigns.bodyId))
      .orderBy(desc(campaigns.periodFrom), desc(campaigns.createdAt)),
  ]);
  const evaluations = Map.groupBy(seen, (row) => row.campaign.id);
  return rows
    .filter(
      ({ campaign: { id, bodyId } }) => visitor.isAdministrator || own.has(bodyId) || evaluations.has(id),
    )
    .map(({ campaign, body }): Campaign => ({
      id: campaign.id,
      title: campaign.title,
      body: bodyRef(body),
      periodFrom: campaign.periodFrom,
      periodTo: campaign.periodTo,
      rubric: campaign.rubricCode,
      ...policiesOf(campaign),
      timeZone: campaign.timeZone,
      createdAt: campaign.createdAt,
      counts: countsOf(evaluations.get(campaign.id) ?? []),
      closedAt: campaign.closedAt,
      may: own.has(campaign.bodyId) ? actsIn(campaign, evaluations.get(campaign.id) ?? []) : [],
    }));
}

/** What its officers, who see every evaluation in it, may do with it. [CA1–CA3] */
const actsIn = (
  { closedAt }: { readonly closedAt: number | null },
  rows: readonly unknown[],
): CampaignAct[] => [
  ...(closedAt === null ? (['plan', 'change', 'close'] as const) : (['reopen'] as const)),
  ...(rows.length === 0 ? (['delete'] as const) : []),
];

/** Throws NOT_FOUND. */
export async function readCampaign(db: Db, id: string, visitor: Visitor, now: number): Promise<Campaign> {
  const found = (await listCampaigns(db, visitor, now)).find((campaign) => campaign.id === id);
  if (found === undefined) throw new Refused('NOT_FOUND');
  return found;
}

function countsOf(rows: readonly { readonly phase: (typeof PHASES)[number] }[]): Campaign['counts'] {
  const counted = PHASES.map((phase) => [phase, rows.filter((row) => row.phase === phase).length] as const);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}
