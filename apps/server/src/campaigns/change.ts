import { appendAudit, tablesOf, type Campaign, type Db } from '@heping/db';
import type { schemas } from '@heping/protocol';
import { judgeDay, type Localized } from '@heping/scoring';
import { and, asc, eq, isNotNull, ne } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { listOf, Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { openCampaignOf } from './access.ts';
import { refuseReversed } from './create.ts';

type Change = Partial<z.output<typeof schemas.ChangeCampaign>>;

/**
 * What decides about scores and results: it stands still once somebody has begun to score by it. The title is a name;
 * what was signed keeps the one it was signed under.
 */
const RULES = {
  periodFrom: { zh: '考核周期', en: 'the period' },
  periodTo: { zh: '考核周期', en: 'the period' },
  step: { zh: '评分步长', en: 'the step of scores' },
  ceilingPolicy: { zh: '最高可得分的算法', en: 'the policy of ceilings' },
  scoringMode: { zh: '评分方式', en: 'the way of scoring' },
  noticeDays: { zh: '公示天数', en: 'the days of notice' },
} as const satisfies Partial<Record<keyof Change, Localized>>;
type Rule = keyof typeof RULES;

/** Throws NOT_FOUND, PERIOD_REVERSED, CAMPAIGN_CLOSED, CAMPAIGN_IN_USE, PERIOD_AFTER_DAY. */
export async function changeCampaign(
  app: FastifyInstance,
  by: Visitor,
  id: string,
  change: Change,
): Promise<void> {
  const { store, clock } = app;
  const { campaigns, evaluations } = store.tables;
  await store.tx(async (db) => {
    const before = await openCampaignOf(db, id, by);
    refuseReversed({ ...before, ...change });
    const begun = await db
      .select({ id: evaluations.id })
      .from(evaluations)
      .where(and(eq(evaluations.campaignId, id), isNotNull(evaluations.openedAt)));
    const touched = touchedRules(before, change);
    if (begun.length > 0 && touched.length > 0) {
      throw new Refused('CAMPAIGN_IN_USE', { count: begun.length, rules: listOf(touched) });
    }
    const { periodFrom = before.periodFrom } = change;
    if (periodFrom > before.periodFrom) await refuseAfterDay(db, { ...before, ...change });
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

/** What is planned already stays within the rule: no day before the period. Throws PERIOD_AFTER_DAY. [DA1] */
async function refuseAfterDay(db: Db, { id, periodFrom, periodTo }: Campaign): Promise<void> {
  const { evaluations } = tablesOf(db);
  const [first] = await db
    .select({ day: evaluations.plannedOn })
    .from(evaluations)
    .where(and(eq(evaluations.campaignId, id), ne(evaluations.phase, 'cancelled')))
    .orderBy(asc(evaluations.plannedOn))
    .limit(1);
  const day = first?.day ?? null;
  if (day !== null && judgeDay({ day, periodFrom, periodTo }) === 'DA1') {
    throw new Refused('PERIOD_AFTER_DAY', { day });
  }
}

/** Each label once, in the order of the form. */
function touchedRules(before: Campaign, change: Change): Localized[] {
  const touched = (Object.keys(RULES) as Rule[]).filter(
    (rule) => change[rule] !== undefined && change[rule] !== before[rule],
  );
  return [...new Map(touched.map((rule) => [RULES[rule].zh, RULES[rule]])).values()];
}
