/** Findings of this and other evaluations, as far as they are the reader's to see. [RP3] */
import { tablesOf, type Db } from '@heping/db';
import type { CaseRef } from '@heping/protocol';
import { may } from '@heping/scoring';
import { eq, inArray } from 'drizzle-orm';
import { rolesIn, standingOf } from '../evaluations/roles.ts';
import type { Visitor } from '../sessions/sessions.ts';

/** Those of these findings that somebody may see, oldest first. */
export async function caseRefs(db: Db, ids: readonly string[], visitor: Visitor): Promise<CaseRef[]> {
  if (ids.length === 0) return [];
  const { cases, findings, evaluations, campaigns, centres } = tablesOf(db);
  const rows = await db
    .select({
      kept: cases,
      finding: findings,
      evaluation: evaluations,
      campaign: campaigns,
      centre: centres,
    })
    .from(cases)
    .innerJoin(findings, eq(findings.id, cases.findingId))
    .innerJoin(evaluations, eq(evaluations.id, cases.evaluationId))
    .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
    .innerJoin(centres, eq(centres.id, evaluations.centreId))
    .where(inArray(cases.findingId, [...ids]));
  const standing = await standingOf(db, visitor);
  return rows
    .filter(({ evaluation, centre }) =>
      may(rolesIn(standing, evaluation, centre), 'case.read', evaluation.phase),
    )
    .map(({ kept, finding, campaign }) => ({
      finding: kept.findingId,
      evaluation: kept.evaluationId,
      number: kept.number,
      campaign: campaign.title,
      indicator: kept.indicator,
      severity: kept.severity,
      reason: finding.reason,
      state: kept.state,
      deliveredAt: kept.deliveredAt,
      closedAt: kept.closedAt,
      effect: kept.effect,
    }))
    .toSorted((one, other) => one.deliveredAt - other.deliveredAt || (one.number < other.number ? -1 : 1));
}
