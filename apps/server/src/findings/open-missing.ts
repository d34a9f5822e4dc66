/** Findings that were delivered before there were cases get theirs, as if it had been opened at their delivery. [FA4] */
import { appendAudit, type Store } from '@heping/db';
import { eq, isNull } from 'drizzle-orm';
import { openCase } from './open-cases.ts';

/** Answers how many were opened; a second time none are. */
export async function openMissingCases({ tx, tables }: Store, now: number): Promise<number> {
  const { findings, cases, evaluations, campaigns, centres } = tables;
  return tx(async (db) => {
    const rows = await db
      .select({ finding: findings, evaluation: evaluations, campaign: campaigns, centre: centres })
      .from(findings)
      .leftJoin(cases, eq(cases.findingId, findings.id))
      .innerJoin(evaluations, eq(evaluations.id, findings.evaluationId))
      .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
      .innerJoin(centres, eq(centres.id, evaluations.centreId))
      .where(isNull(cases.findingId));
    for (const { finding, ...around } of rows)
      await db.insert(cases).values(openCase(finding, { ...around, now: finding.createdAt }));
    if (rows.length > 0)
      await appendAudit(db, {
        at: now,
        personId: null,
        action: 'cases.open',
        evaluationId: null,
        subject: 'cases',
        detail: { findings: rows.length },
      });
    return rows.length;
  });
}
