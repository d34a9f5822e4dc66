/** What the evaluation before this one found at the same centre. */
import { EVALUATION_KINDS, FINDING_STATES, SEVERITIES } from '@heping/scoring';
import { z } from 'zod';
import { BodyRef } from './people.ts';
import { Id, LocalizedText, Moment, TenthsValue } from './values.ts';

export const PreviousFinding = z.object({
  id: Id,
  /** e.g. 2025-003 */
  number: z.string(),
  /** empty where it stands on a clause without points */
  indicator: z.string(),
  clauses: z.array(z.string()),
  text: LocalizedText,
  reason: z.string(),
  lost: TenthsValue,
  severity: z.enum(SEVERITIES),
  state: z.enum(FINDING_STATES),
});
export type PreviousFinding = z.infer<typeof PreviousFinding>;

export const Previous = z.object({
  id: Id,
  campaign: z.string(),
  kind: z.enum(EVALUATION_KINDS),
  plannedOn: z.string().nullable(),
  leadBody: BodyRef,
  deliveredAt: Moment,
  publishedAt: Moment.nullable(),
  /** the agreed score of each indicator as it was signed, or revised since; never anybody's ballot */
  scores: z.record(z.string(), TenthsValue),
  reasons: z.record(z.string(), z.string()),
  findings: z.array(PreviousFinding),
});
export type Previous = z.infer<typeof Previous>;

/** null where the centre was not evaluated before, or nothing of it was delivered. */
export const PreviousEvaluation = z.object({ previous: Previous.nullable() });
export type PreviousEvaluation = z.infer<typeof PreviousEvaluation>;
