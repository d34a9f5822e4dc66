/** A year’s campaigns, their evaluations, and who sits on which panel. */
import {
  CEILING_POLICIES,
  DECISION_VOICES,
  EVALUATION_KINDS,
  PHASES,
  RECTIFICATION_DAYS,
  SCORING_MODES,
  STEPS,
} from '@heping/scoring';
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import type { Places } from './places.ts';
import { checksOf } from './checks.ts';

export function definePlanning(k: Kit, { people, bodies, centres }: Places) {
  const { oneOf, notNegative, dateShape, idShape } = checksOf(k);

  const campaigns = k.table(
    'campaigns',
    {
      id: k.text().primaryKey(),
      bodyId: k
        .text()
        .notNull()
        .references(() => bodies.id),
      title: k.text().notNull(),
      /** 考核周期 */
      periodFrom: k.date().notNull(),
      periodTo: k.date().notNull(),
      rubricCode: k.text().notNull(),
      /** Step of a score, in tenths: 10, 5 or 1. */
      step: k.int().$type<(typeof STEPS)[number]>().notNull(),
      ceilingPolicy: k.text({ enum: CEILING_POLICIES }).notNull(),
      scoringMode: k.text({ enum: SCORING_MODES }).notNull(),
      /** 公示: working days. */
      noticeDays: k.int().notNull(),
      /** Working days after delivery (scoring, RectificationDays). */
      responseDays: k.int().notNull().default(RECTIFICATION_DAYS.responseDays),
      planDays: k.int().notNull().default(RECTIFICATION_DAYS.planDays),
      severeDays: k.int().notNull().default(RECTIFICATION_DAYS.severeDays),
      ordinaryDays: k.int().notNull().default(RECTIFICATION_DAYS.ordinaryDays),
      suggestionDays: k.int().notNull().default(RECTIFICATION_DAYS.suggestionDays),
      /** How many officers decide an objection. */
      decisionVoices: k.int().notNull().default(DECISION_VOICES.least),
      /** 相机记录: whether photos keep when and where they were taken (FS17). */
      keepsCameraRecord: k.bool().notNull().default(false),
      timeZone: k.text().notNull(),
      createdBy: k
        .text()
        .notNull()
        .references(() => people.id),
      createdAt: k.time().notNull(),
      closedAt: k.time(),
    },
    (t) => [
      oneOf('campaigns_step', t.step, STEPS),
      oneOf('campaigns_ceiling_policy', t.ceilingPolicy, CEILING_POLICIES),
      oneOf('campaigns_scoring_mode', t.scoringMode, SCORING_MODES),
      dateShape('campaigns_period_from', t.periodFrom),
      dateShape('campaigns_period_to', t.periodTo),
      k.check('campaigns_period', sql`${t.periodFrom} <= ${t.periodTo}`),
      notNegative('campaigns_notice_days', t.noticeDays),
      // A committee opens its own campaigns.
      k.index('campaigns_body').on(t.bodyId),
    ],
  );

  const evaluations = k.table(
    'evaluations',
    {
      id: k.text().primaryKey(),
      campaignId: k
        .text()
        .notNull()
        .references(() => campaigns.id),
      centreId: k
        .text()
        .notNull()
        .references(() => centres.id),
      kind: k.text({ enum: EVALUATION_KINDS }).notNull(),
      leadBodyId: k
        .text()
        .notNull()
        .references(() => bodies.id),
      plannedOn: k.date(),
      phase: k.text({ enum: PHASES }).notNull().default('planned'),
      /** Goes up with every change of phase; fences the log against late writes. */
      epoch: k.int().notNull().default(0),
      /** The lead body also runs the centre (4.2.2 with 7.2.3); printed with the result. */
      selfEvaluated: k.bool().notNull().default(false),
      openedAt: k.time(),
      revealedAt: k.time(),
      revealReason: k.text(),
      lockedAt: k.time(),
      closedSigningAt: k.time(),
      approvedAt: k.time(),
      approvedBy: k.text().references(() => people.id),
      minutes: k.text(),
      documentNumber: k.text(),
      deliveredAt: k.time(),
      noticeEndsOn: k.date(),
      publishedAt: k.time(),
      cancelledAt: k.time(),
      cancelReason: k.text(),
      createdBy: k
        .text()
        .notNull()
        .references(() => people.id),
      createdAt: k.time().notNull(),
      archiveNumber: k.text(),
      /** 问题整改通知单: its number, addressee and day. */
      findingsNumber: k.text(),
      findingsAddressee: k.text(),
      findingsIssuedAt: k.time(),
      findingsIssuedBy: k.text().references(() => people.id),
    },
    (t) => [
      idShape('evaluations_id_shape', t.id),
      oneOf('evaluations_kind', t.kind, EVALUATION_KINDS),
      oneOf('evaluations_phase', t.phase, PHASES),
      notNegative('evaluations_epoch', t.epoch),
      dateShape('evaluations_planned_on', t.plannedOn),
      dateShape('evaluations_notice_ends_on', t.noticeEndsOn),
      // One 日常评价 per campaign and centre (4.3.8, 7.4.1); a cancelled one makes room for another.
      k
        .uniqueIndex('evaluations_one_regular')
        .on(t.campaignId, t.centreId)
        .where(sql`${t.kind} = 'regular' and ${t.phase} <> 'cancelled'`),
      // The campaign's board, by phase.
      k.index('evaluations_campaign').on(t.campaignId, t.phase),
      // A centre's evaluations through the years.
      k.index('evaluations_centre').on(t.centreId),
      // An officer's list: what their body leads.
      k.index('evaluations_lead').on(t.leadBodyId, t.phase),
    ],
  );

  const evaluationId = () =>
    k
      .text()
      .notNull()
      .references(() => evaluations.id);

  const jointBodies = k.table(
    'joint_bodies',
    {
      evaluationId: evaluationId(),
      bodyId: k
        .text()
        .notNull()
        .references(() => bodies.id),
    },
    (t) => [
      k.primaryKey({ columns: [t.evaluationId, t.bodyId] }),
      // What a body takes part in beside its own.
      k.index('joint_bodies_body').on(t.bodyId),
    ],
  );

  const panelMembers = k.table(
    'panel_members',
    {
      evaluationId: evaluationId(),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
      isChair: k.bool().notNull().default(false),
      recusedAt: k.time(),
      recuseReason: k.text(),
    },
    (t) => [
      k.primaryKey({ columns: [t.evaluationId, t.personId] }),
      // A panelist's own list: where they sit.
      k.index('panel_members_person').on(t.personId),
    ],
  );

  return { campaigns, evaluations, jointBodies, panelMembers };
}

export type Planning = ReturnType<typeof definePlanning>;
