/** Acceptance of a finding, its look-back, and what it repeats. */
import { EFFECTS, FINDING_ACTS, FINDING_STATES, SEVERITIES } from '@heping/scoring';
import { z } from 'zod';
import { FileUses, UsedFile } from './files.ts';
import { Why } from './measures.ts';
import { Day, Id, Moment, PersonRef, text } from './values.ts';

/** A finding of this or another evaluation, as the reader may see it. */
export const CaseRef = z.object({
  finding: Id,
  evaluation: Id,
  /** `2026-001` */
  number: z.string(),
  campaign: z.string(),
  indicator: z.string(),
  severity: z.enum(SEVERITIES),
  reason: z.string(),
  state: z.enum(FINDING_STATES),
  deliveredAt: Moment,
  closedAt: Moment.nullable(),
  effect: z.enum(EFFECTS).nullable(),
});
export type CaseRef = z.infer<typeof CaseRef>;

/** Whether a finding is an earlier one again: found by the machine, said by a person. */
export const RepeatRow = z.object({
  earlier: CaseRef,
  state: z.enum(['proposed', 'confirmed', 'denied']),
  decision: z.object({ by: PersonRef, at: Moment, reason: z.string() }).nullable(),
});
export type RepeatRow = z.infer<typeof RepeatRow>;

export const Acceptance = z.object({
  finding: Id,
  state: z.enum(FINDING_STATES),
  /** today in the campaign's time zone */
  today: Day,
  timeZone: z.string(),
  reported: z.number().int(),
  verified: z.number().int(),
  /** by whom the submission that stands was made, with what the centre says of it */
  submitted: z
    .object({ by: PersonRef, at: Moment, statement: z.string(), files: z.array(UsedFile) })
    .nullable(),
  /** newest first */
  returns: z.array(z.object({ by: PersonRef, at: Moment, reason: z.string() })),
  closed: z.object({ by: PersonRef, at: Moment, reason: z.string(), files: z.array(UsedFile) }).nullable(),
  lookBackOn: Day.nullable(),
  lookBack: z
    .object({
      effect: z.enum(EFFECTS),
      statement: z.string(),
      by: PersonRef,
      at: Moment,
      files: z.array(UsedFile),
      /** the finding it opened */
      opened: CaseRef.nullable(),
    })
    .nullable(),
  repeats: z.array(RepeatRow),
  /** whether the reader may say that it is, or is not, an earlier one again */
  mayDecideRepeats: z.boolean(),
  /** what the reader can do now, and what they could but for something that is said */
  acts: z.array(z.object({ act: z.enum(FINDING_ACTS), why: Why.nullable() })),
  /** measures that closing would verify in the same step */
  reportedMeasures: z.array(Id),
});
export type Acceptance = z.infer<typeof Acceptance>;

/** The findings that were confirmed to be the same through the years, oldest first. */
export const Chain = z.object({
  cases: z.array(CaseRef.extend({ isThis: z.boolean() })),
  /** how many more there are that are not the reader's to see */
  hidden: z.number().int(),
});
export type Chain = z.infer<typeof Chain>;

// acts
const Reason = text(2_000);
/** Which submission was seen: what was submitted anew meanwhile is neither accepted nor returned unseen. */
const SubmittedAt = Moment.describe('of the submission that was seen: `submitted.at`');
export const SubmitFinding = z.object({ statement: Reason.optional(), files: FileUses });
export const ReturnFinding = z.object({
  submittedAt: SubmittedAt,
  reason: Reason,
  /** measures that go back with it */
  measures: z
    .array(z.object({ id: Id, reason: Reason }))
    .max(100)
    .default([]),
});
export const CloseFinding = z.object({
  submittedAt: SubmittedAt,
  /** 验收意见 */
  reason: Reason,
  lookBackOn: Day.optional(),
  /** verify every reported measure in the same step */
  verifyReported: z.boolean().default(false),
  files: FileUses,
});
export const LookBack = z.object({ effect: z.enum(EFFECTS), statement: Reason, files: FileUses });
export const DecideRepeat = z.object({ earlier: Id, reason: Reason });
