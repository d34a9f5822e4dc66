/** 整改方案: the plan as it was submitted, what is said of it, and everything a page needs around the live document. */
import {
  CENTRE_ROLES,
  FINDING_STATES,
  MEASURE_KINDS,
  MEASURE_STATES,
  PLAN_GAPS,
  RECTIFICATION_KINDS,
} from '@heping/scoring';
import { z } from 'zod';
import { Finding } from './result.ts';
import { Day, Id, Moment, PersonRef, text } from './values.ts';

/** 待审、已退回、已批准、已撤回 */
export const PLAN_STATES = ['submitted', 'returned', 'approved', 'withdrawn'] as const;

/** Who it was by the name they had; null as an id where there is no account. */
const Named = z.object({ id: Id.nullable(), name: z.string(), nameEn: z.string() });

export const SubmittedMeasure = z.object({
  /** finding and slot in the live document, e.g. `3.ab12cd` */
  place: z.string(),
  kind: z.enum(MEASURE_KINDS),
  text: z.string(),
  owner: Named,
  due: Day,
  expected: z.string(),
});
export type SubmittedMeasure = z.infer<typeof SubmittedMeasure>;

export const SubmittedFinding = z.object({
  id: Id,
  finding: z.number().int(),
  number: z.string(),
  cause: z.string(),
  kind: z.enum(RECTIFICATION_KINDS).nullable(),
  responsible: Named.nullable(),
  measures: z.array(SubmittedMeasure),
});
export type SubmittedFinding = z.infer<typeof SubmittedFinding>;

/** What was submitted: everything its hash covers. Canonical JSON (RFC 8785). [PN2] */
export const PlanContent = z.object({
  format: z.literal('heping-plan-1'),
  evaluation: Id,
  revision: z.number().int(),
  findings: z.array(SubmittedFinding),
});
export type PlanContent = z.infer<typeof PlanContent>;

export const PlanSubmission = z.object({
  id: Id,
  revision: z.number().int(),
  hash: z.string(),
  state: z.enum(PLAN_STATES),
  submittedBy: PersonRef,
  submittedAt: Moment,
  /** who decided, or took it back */
  decidedBy: PersonRef.nullable(),
  decidedAt: Moment.nullable(),
  reason: z.string().nullable(),
  content: PlanContent,
});
export type PlanSubmission = z.infer<typeof PlanSubmission>;

/** Where a comment begins and ends in its text: Yjs relative positions, so that it stays with its words. [PN6] */
export const PlanAnchor = z.object({ anchor: z.unknown(), head: z.unknown() });
export type PlanAnchor = z.infer<typeof PlanAnchor>;

export const PlanComment = z.object({
  id: Id,
  revision: z.number().int(),
  finding: z.number().int(),
  /** `cause:3`, `measure:3.ab12cd` */
  root: z.string(),
  /** null: all of it */
  anchor: PlanAnchor.nullable(),
  quote: z.string(),
  text: z.string(),
  by: PersonRef,
  at: Moment,
  settledBy: PersonRef.nullable(),
  settledAt: Moment.nullable(),
});
export type PlanComment = z.infer<typeof PlanComment>;

/** A finding as the plan sees it. */
export const PlanFinding = Finding.extend({
  finding: z.number().int().describe('its number in the live document'),
  state: z.enum(FINDING_STATES),
  hasOpenObjection: z.boolean(),
  respondBy: Day,
  planBy: Day.nullable(),
  /** counted through a year whose holidays are not published yet [ND4] */
  dueOnProvisional: z.boolean(),
  dueOn: Day,
});
export type PlanFinding = z.infer<typeof PlanFinding>;

/** A measure that was approved, as far as the plan has to know it. */
export const ApprovedMeasure = z.object({
  id: Id,
  place: z.string(),
  state: z.enum(MEASURE_STATES),
  dueOn: Day,
});
export type ApprovedMeasure = z.infer<typeof ApprovedMeasure>;

export const RectificationPlan = z.object({
  findings: z.array(PlanFinding),
  measures: z.array(ApprovedMeasure),
  /** the centre's people: leaders first */
  people: z.array(PersonRef.extend({ role: z.enum(CENTRE_ROLES) })),
  /** newest first */
  submissions: z.array(PlanSubmission),
  /** in the order in which they were made */
  comments: z.array(PlanComment),
});
export type RectificationPlan = z.infer<typeof RectificationPlan>;

/** What the details of PLAN_GAPS say. */
export const PlanGapDetail = z.object({
  kind: z.enum(PLAN_GAPS),
  finding: z.number().int(),
  place: z.string().optional(),
  until: z.string().optional(),
});

// commands
/** The revision and hash that were seen: something else is refused. */
const Seen = z.object({ revision: z.number().int().min(1), hash: text(64) });
export const ApprovePlan = Seen;
export const ReturnPlan = Seen.extend({ reason: text(2_000) });
export const WithdrawPlan = z.object({ revision: z.number().int().min(1) });
export const CommentPlan = z.object({
  /** of a cause or of a measure's words, e.g. `cause:3`, `measure:3.k2f9ab` */
  root: z.string().regex(/^(?:cause:\d{1,4}|measure:\d{1,4}\.[a-z0-9]{6})$/),
  anchor: PlanAnchor.nullable().default(null),
  quote: text(500).default(''),
  text: text(2_000),
});
