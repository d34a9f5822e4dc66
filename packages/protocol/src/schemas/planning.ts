/** Campaigns and the planning of evaluations. */
import {
  CEILING_POLICIES,
  DECISION_VOICES,
  EVALUATION_KINDS,
  MOST_DAYS,
  PHASES,
  RECTIFICATION_DAYS,
  SCORING_MODES,
  STEPS,
} from '@heping/scoring';
import { z } from 'zod';
import { Day, Id, Moment, name, PersonRef, text } from './values.ts';
import { BodyRef, CentreRef } from './people.ts';

const workingDays = (usual: number) => z.number().int().min(1).max(MOST_DAYS).default(usual);

/** What a campaign decides about the time after delivery, in working days. [DL1, OB1] */
export const RectificationPolicies = z.object({
  responseDays: workingDays(RECTIFICATION_DAYS.responseDays).describe('working days for a response'),
  planDays: workingDays(RECTIFICATION_DAYS.planDays).describe('working days for the plan'),
  severeDays: workingDays(RECTIFICATION_DAYS.severeDays),
  ordinaryDays: workingDays(RECTIFICATION_DAYS.ordinaryDays),
  suggestionDays: workingDays(RECTIFICATION_DAYS.suggestionDays),
  decisionVoices: z
    .number()
    .int()
    .min(DECISION_VOICES.least)
    .max(DECISION_VOICES.most)
    .default(DECISION_VOICES.least)
    .describe('officers who decide an objection; from three on a meeting with minutes'),
});

/** What a campaign decides: step, ceilings, mode, notice, photos, and the time after delivery. */
export const Policies = RectificationPolicies.extend({
  step: z
    .union([z.literal(STEPS[0]), z.literal(STEPS[1]), z.literal(STEPS[2])])
    .default(5)
    .describe('tenths of a point'),
  ceilingPolicy: z.enum(CEILING_POLICIES).default('discretion'),
  scoringMode: z.enum(SCORING_MODES).default('independent'),
  noticeDays: z.number().int().min(0).max(60).default(5).describe('working days, 0 = no notice'),
  keepsCameraRecord: z
    .boolean()
    .default(false)
    .describe('photos keep when and where they were taken, for everybody who may open them'),
});
export type Policies = z.infer<typeof Policies>;

export const NewCampaign = Policies.extend({
  body: Id,
  title: name(120).min(1),
  periodFrom: Day,
  periodTo: Day,
  rubric: text(64).default('huzhou'),
});
export type NewCampaign = z.input<typeof NewCampaign>;
/** What is not said stays as it is: no default speaks for it. */
export const ChangeCampaign = NewCampaign.omit({ body: true, rubric: true })
  .extend({
    step: Policies.shape.step.removeDefault(),
    ceilingPolicy: Policies.shape.ceilingPolicy.removeDefault(),
    scoringMode: Policies.shape.scoringMode.removeDefault(),
    noticeDays: Policies.shape.noticeDays.removeDefault(),
    keepsCameraRecord: Policies.shape.keepsCameraRecord.removeDefault(),
    responseDays: Policies.shape.responseDays.removeDefault(),
    planDays: Policies.shape.planDays.removeDefault(),
    severeDays: Policies.shape.severeDays.removeDefault(),
    ordinaryDays: Policies.shape.ordinaryDays.removeDefault(),
    suggestionDays: Policies.shape.suggestionDays.removeDefault(),
    decisionVoices: Policies.shape.decisionVoices.removeDefault(),
  })
  .partial();

/** What an officer of its body may do with a campaign. [CA1–CA3] */
export const CAMPAIGN_ACTS = ['plan', 'change', 'close', 'reopen', 'delete'] as const;
export type CampaignAct = (typeof CAMPAIGN_ACTS)[number];

export const Campaign = Policies.extend({
  id: Id,
  title: z.string(),
  body: BodyRef,
  periodFrom: Day,
  periodTo: Day,
  rubric: z.string(),
  timeZone: z.string(),
  createdAt: Moment,
  /** evaluations by phase */
  counts: z.partialRecord(z.enum(PHASES), z.number().int()),
  closedAt: Moment.nullable(),
  /** what the reader may do with it now */
  may: z.array(z.enum(CAMPAIGN_ACTS)),
});
export type Campaign = z.infer<typeof Campaign>;

export const PanelSeat = z.object({ person: Id, isChair: z.boolean().default(false) });
export const NewEvaluation = z.object({
  centre: Id,
  kind: z.enum(EVALUATION_KINDS),
  plannedOn: Day,
  jointBodies: z.array(Id).max(5).default([]),
  panel: z.array(PanelSeat).max(30),
});
export type NewEvaluation = z.input<typeof NewEvaluation>;
export const NewPanel = z.object({ panel: z.array(PanelSeat).max(30), plannedOn: Day.optional() });

/** One line of a list of evaluations. */
export const EvaluationRow = z.object({
  id: Id,
  campaign: z.object({ id: Id, title: z.string() }),
  centre: CentreRef,
  kind: z.enum(EVALUATION_KINDS),
  leadBody: BodyRef,
  plannedOn: Day,
  phase: z.enum(PHASES),
  chair: PersonRef.nullable(),
  panelSize: z.number().int(),
  /** what the reader is to this evaluation */
  roles: z.array(z.string()),
  /** what waits for the reader here, if anything: an action of the policy table */
  waitsFor: z.string().nullable(),
  step: z
    .union([z.literal(STEPS[0]), z.literal(STEPS[1]), z.literal(STEPS[2])])
    .describe('tenths of a point: how points are written'),
  noticeDays: z.number().int().describe('working days, 0 = no notice'),
  totals: z
    .array(z.object({ table: z.string(), points: z.number().int(), maximum: z.number().int() }))
    .nullable()
    .describe('only where the reader may read the result'),
  sentBack: z
    .object({ at: Moment, reason: z.string() })
    .optional()
    .describe('the committee sent it back and it lies with the panel again; for the panel and its committee'),
  isAltered: z.literal(true).optional().describe('the signed sheet is not what its hash says'),
});
export type EvaluationRow = z.infer<typeof EvaluationRow>;

/** Whether a planned panel and lead body would be allowed, before anything is saved. */
export const PlanCheck = z.object({
  problems: z.array(
    z.object({ error: z.string(), message: z.string(), person: Id.optional(), field: z.string() }),
  ),
});
export type PlanCheck = z.infer<typeof PlanCheck>;

export const Campaigns = z.object({ campaigns: z.array(Campaign) });
export type Campaigns = z.infer<typeof Campaigns>;
/** Lists of evaluations, `GET /me/work` too: there what waits for the reader comes first. */
export const Evaluations = z.object({ evaluations: z.array(EvaluationRow) });
export type Evaluations = z.infer<typeof Evaluations>;
