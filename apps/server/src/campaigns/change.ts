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
type Rules = Readonly<Partial<Record<keyof Change, Localized>>>;

/**
 * What decides about scores and results: it stands still once somebody has begun to score by it. The title is a name;
 * what was signed keeps the one it was signed under.
 */
const SCORING_RULES = {
  periodFrom: { zh: '考核周期', en: 'the period' },
  periodTo: { zh: '考核周期', en: 'the period' },
  step: { zh: '评分步长', en: 'the step of scores' },
  ceilingPolicy: { zh: '最高可得分的算法', en: 'the policy of ceilings' },
  scoringMode: { zh: '评分方式', en: 'the way of scoring' },
  noticeDays: { zh: '公示天数', en: 'the days of notice' },
} as const satisfies Rules;

/** Photos come from the beginning on, and whoever brought one was told what becomes of it: one rule for all of them. */
const PHOTO_RULES = {
  keepsCameraRecord: { zh: '照片的相机记录', en: 'what photos keep of their camera' },
} as const satisfies Rules;

/**
 * What decides about the time after delivery. No score rests on it and no sheet holds it, so it can be set while panels
 * score; it stands still once the first result was delivered, since its days are then in a notice that a centre holds,
 * and every centre of a campaign is given the same.
 */
const DELIVERY_RULES = {
  responseDays: { zh: '反馈期限', en: 'the days for a response' },
  planDays: { zh: '整改方案报送期限', en: 'the days for the plan' },
  severeDays: { zh: '整改期限', en: 'the days for putting right' },
  ordinaryDays: { zh: '整改期限', en: 'the days for putting right' },
  suggestionDays: { zh: '整改期限', en: 'the days for putting right' },
  decisionVoices: { zh: '复核决定的人数', en: 'how many decide an objection' },
} as const satisfies Rules;

/** Throws NOT_FOUND, PERIOD_REVERSED, CAMPAIGN_CLOSED, CAMPAIGN_IN_USE, CAMPAIGN_DELIVERED, PERIOD_AFTER_DAY. [CA4–CA6] */
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
    const own = await db
      .select({ deliveredAt: evaluations.deliveredAt })
      .from(evaluations)
      .where(and(eq(evaluations.campaignId, id), isNotNull(evaluations.openedAt)));
    const delivered = own.filter(({ deliveredAt }) => deliveredAt !== null).length;
    refuseTouched(
      'CAMPAIGN_IN_USE',
      own.length,
      touchedRules({ ...SCORING_RULES, ...PHOTO_RULES }, before, change),
    );
    refuseTouched('CAMPAIGN_DELIVERED', delivered, touchedRules(DELIVERY_RULES, before, change));
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
function touchedRules(rules: Rules, before: Campaign, change: Change): Localized[] {
  const touched = (Object.entries(rules) as [keyof Change, Localized][]).filter(
    ([rule]) => change[rule] !== undefined && change[rule] !== before[rule],
  );
  return [...new Map(touched.map(([, label]) => [label.zh, label])).values()];
}

/** Refused where evaluations go by these rules already. */
function refuseTouched(code: 'CAMPAIGN_IN_USE' | 'CAMPAIGN_DELIVERED', count: number, touched: Localized[]) {
  if (count > 0 && touched.length > 0) throw new Refused(code, { count, rules: listOf(touched) });
}
