/** From a delivered finding to its closure: where it stands, objections, look-backs, repetition. */
import {
  EFFECTS,
  FINDING_SOURCES,
  FINDING_STATES,
  OBJECTION_OUTCOMES,
  OBJECTION_STATES,
  RECTIFICATION_KINDS,
  SEVERITIES,
} from '@heping/scoring';
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import { REPEAT_STATES } from '../lists.ts';
import { checksOf } from './checks.ts';
import type { Decisions } from './decisions.ts';
import type { Places } from './places.ts';
import type { Planning } from './planning.ts';

export function defineRectification(
  k: Kit,
  { people, areas, bodies, centres }: Places,
  { evaluations }: Planning,
  { findings, sheets }: Decisions,
) {
  const { oneOf, notNegative, dateShape } = checksOf(k);
  const evaluationId = () =>
    k
      .text()
      .notNull()
      .references(() => evaluations.id);
  const findingId = () =>
    k
      .text()
      .notNull()
      .references(() => findings.id);
  const person = () => k.text().references(() => people.id);

  /** What the panel suggests beside its deductions, before delivery; delivered ones are findings. */
  const suggestions = k.table(
    'suggestions',
    {
      id: k.text().primaryKey(),
      evaluationId: evaluationId(),
      /** Empty where the clause carries no points. */
      indicator: k.text().notNull().default(''),
      clause: k.text().notNull(),
      text: k.text().notNull(),
      createdBy: person().notNull(),
      createdAt: k.time().notNull(),
      withdrawnAt: k.time(),
      withdrawnBy: person(),
    },
    (t) => [
      // The suggestions of one evaluation.
      k.index('suggestions_evaluation').on(t.evaluationId),
    ],
  );

  /**
   * 整改事项: where a finding stands. The finding itself stays as it was delivered; what the ledger filters and sorts by
   * is repeated here, so that fifty thousand are looked through by index.
   */
  const cases = k.table(
    'cases',
    {
      findingId: findingId().primaryKey(),
      evaluationId: evaluationId(),
      centreId: k
        .text()
        .notNull()
        .references(() => centres.id),
      areaId: k
        .text()
        .notNull()
        .references(() => areas.id),
      leadBodyId: k
        .text()
        .notNull()
        .references(() => bodies.id),
      indicator: k.text().notNull(),
      /** `["5.2.4","5.2.7"]`, and how it came to be: as the finding has them. */
      clauses: k.text().notNull().default('[]'),
      source: k.text({ enum: FINDING_SOURCES }).notNull().default('deduction'),
      severity: k.text({ enum: SEVERITIES }).notNull(),
      /** `2026-001`: within the evaluation and the year of delivery. */
      number: k.text().notNull(),
      state: k.text({ enum: FINDING_STATES }).notNull(),
      /** Goes up with every act: of two at once one is done, the other is told. */
      version: k.int().notNull().default(0),
      deliveredAt: k.time().notNull(),
      respondBy: k.date().notNull(),
      /** 整改方案报送期限; from the response on. */
      planBy: k.date(),
      dueOn: k.date().notNull(),
      /** As it was before any extension. */
      firstDueOn: k.date().notNull(),
      /** 整改类型, from the approved plan on. */
      kind: k.text({ enum: RECTIFICATION_KINDS }),
      /** 责任领导 and 责任人, as the ledger shows them. */
      responsibleId: person(),
      ownerNames: k.text().notNull().default(''),
      /** Percent, as the centre says and as somebody else has seen. */
      reported: k.int().notNull().default(0),
      verified: k.int().notNull().default(0),
      hasOpenObjection: k.bool().notNull().default(false),
      submittedBy: person(),
      submittedAt: k.time(),
      closedBy: person(),
      closedAt: k.time(),
      closeReason: k.text(),
      lookBackOn: k.date(),
      effect: k.text({ enum: EFFECTS }),
      /** 重复: once a person has confirmed that it is the same problem. */
      repeatOf: k.text().references(() => findings.id),
      handledBy: person(),
      remark: k.text().notNull().default(''),
      updatedAt: k.time().notNull(),
    },
    (t) => [
      oneOf('cases_severity', t.severity, SEVERITIES),
      oneOf('cases_state', t.state, FINDING_STATES),
      oneOf('cases_kind', t.kind, RECTIFICATION_KINDS),
      oneOf('cases_effect', t.effect, EFFECTS),
      notNegative('cases_version', t.version),
      dateShape('cases_respond_by', t.respondBy),
      dateShape('cases_due_on', t.dueOn),
      k.check('cases_percent', sql`${t.reported} between 0 and 100 and ${t.verified} between 0 and 100`),
      // The cases of one evaluation.
      k.index('cases_evaluation').on(t.evaluationId),
      // A committee's ledger by state and date, and all of it by date.
      k.index('cases_lead_state').on(t.leadBodyId, t.state, t.dueOn),
      k.index('cases_lead_due').on(t.leadBodyId, t.dueOn),
      // The same of an area.
      k.index('cases_area').on(t.areaId, t.state, t.dueOn),
      // A centre's findings through the years: repetition is looked for by indicator.
      k.index('cases_centre').on(t.centreId, t.indicator),
      // Reminders: what is open, by date.
      k.index('cases_due').on(t.state, t.dueOn),
      k.index('cases_respond').on(t.state, t.respondBy),
      k.index('cases_plan').on(t.state, t.planBy),
      // Look-backs that are still to be held, by date.
      k
        .index('cases_look_back')
        .on(t.lookBackOn)
        .where(sql`${t.lookBackOn} is not null and ${t.effect} is null`),
      k.index('cases_repeat_of').on(t.repeatOf),
      // The ledger: all it counts, filters and sorts by, in the order of its first view, without a look at the rows.
      k
        .index('cases_ledger')
        .on(
          t.dueOn,
          t.state,
          t.areaId,
          t.leadBodyId,
          t.centreId,
          t.severity,
          t.closedAt,
          t.indicator,
          t.responsibleId,
          t.clauses,
          t.source,
          t.findingId,
        ),
    ],
  );

  /** 复核申请 */
  const objections = k.table(
    'objections',
    {
      id: k.text().primaryKey(),
      findingId: findingId(),
      evaluationId: evaluationId(),
      grounds: k.text().notNull(),
      state: k.text({ enum: OBJECTION_STATES }).notNull(),
      /** Goes up where a proposal is sent back or made anew; a voice speaks of one round. */
      round: k.int().notNull().default(0),
      filedBy: person().notNull(),
      filedAt: k.time().notNull(),
      handlerId: person(),
      proposal: k.text({ enum: OBJECTION_OUTCOMES }),
      /** The score that the proposal gives, in tenths. */
      proposedScore: k.int(),
      proposalReason: k.text(),
      proposedAt: k.time(),
      /** 会议纪要, where a meeting decides. */
      minutes: k.text(),
      documentNumber: k.text(),
      decidedAt: k.time(),
      withdrawnAt: k.time(),
      /** The revision that a granted objection led to. */
      sheetId: k.text().references(() => sheets.id),
    },
    (t) => [
      oneOf('objections_state', t.state, OBJECTION_STATES),
      oneOf('objections_proposal', t.proposal, OBJECTION_OUTCOMES),
      notNegative('objections_proposed_score', t.proposedScore),
      // One objection waits for its decision.
      k
        .uniqueIndex('objections_one_open')
        .on(t.findingId)
        .where(sql`${t.state} in ('filed', 'proposed')`),
      k.index('objections_evaluation').on(t.evaluationId, t.state),
    ],
  );

  /** What officers say to a proposal. Append-only. */
  const objectionVoices = k.table(
    'objection_voices',
    {
      objectionId: k
        .text()
        .notNull()
        .references(() => objections.id),
      round: k.int().notNull(),
      personId: person().notNull(),
      agrees: k.bool().notNull(),
      statement: k.text().notNull().default(''),
      at: k.time().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.objectionId, t.round, t.personId] })],
  );

  /** 回头看. Append-only. */
  const lookBacks = k.table(
    'look_backs',
    {
      id: k.text().primaryKey(),
      findingId: findingId(),
      effect: k.text({ enum: EFFECTS }).notNull(),
      statement: k.text().notNull(),
      personId: person().notNull(),
      at: k.time().notNull(),
    },
    (t) => [
      oneOf('look_backs_effect', t.effect, EFFECTS),
      // One look-back of a closed finding.
      k.uniqueIndex('look_backs_finding').on(t.findingId),
    ],
  );

  /** Whether a finding is an earlier one again: found by the machine, said by a person. */
  const repeats = k.table(
    'repeats',
    {
      findingId: findingId(),
      earlierId: findingId(),
      state: k.text({ enum: REPEAT_STATES }).notNull(),
      decidedBy: person(),
      decidedAt: k.time(),
      reason: k.text(),
    },
    (t) => [
      k.primaryKey({ columns: [t.findingId, t.earlierId] }),
      oneOf('repeats_state', t.state, REPEAT_STATES),
      k.index('repeats_earlier').on(t.earlierId),
    ],
  );

  return {
    suggestions,
    cases,
    objections,
    objectionVoices,
    lookBacks,
    repeats,
  };
}
