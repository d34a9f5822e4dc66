/** Measures of an approved plan: what was reported and seen of them, and what can be done with them now. */
import {
  FINDING_STATES,
  MEASURE_ACTS,
  MEASURE_KINDS,
  MEASURE_STATES,
  SEVERITIES,
  type MeasureAct,
} from '@heping/scoring';
import { z } from 'zod';
import { FileUses, UsedFile } from './files.ts';
import { Day, Id, LocalizedText, Moment, PersonRef, text } from './values.ts';

/** Why something is not possible now: a refusal, for a sentence in the reader's language. */
export const Why = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), LocalizedText])),
});
export type Why = z.infer<typeof Why>;

export const ProgressNote = z.object({
  id: Id,
  kind: z.enum(['note', 'report', 'check', 'verify', 'return']),
  percent: z.number().int().nullable(),
  text: z.string(),
  /** null: an owner by link */
  person: PersonRef.nullable(),
  name: z.string(),
  at: Moment,
  files: z.array(UsedFile),
});
export type ProgressNote = z.infer<typeof ProgressNote>;

export const ExtensionRow = z.object({
  id: Id,
  until: Day,
  reason: z.string(),
  state: z.enum(['asked', 'granted', 'refused']),
  askedBy: PersonRef.nullable(),
  askedByName: z.string(),
  askedAt: Moment,
  decision: z.object({ by: PersonRef.nullable(), at: Moment, reason: z.string() }).nullable(),
});
export type ExtensionRow = z.infer<typeof ExtensionRow>;

/** One measure with everything that was said of it. */
export const MeasureSheet = z.object({
  id: Id,
  finding: Id,
  kind: z.enum(MEASURE_KINDS),
  text: z.string(),
  owner: PersonRef.nullable(),
  ownerName: z.string(),
  dueOn: Day,
  firstDueOn: Day,
  /** counted through a year whose holidays are not published yet */
  dueOnProvisional: z.boolean(),
  isOverdue: z.boolean(),
  expected: z.string(),
  state: z.enum(MEASURE_STATES),
  /** percent, as is said */
  reported: z.number().int(),
  /** percent, as somebody else has seen */
  verified: z.number().int(),
  reportedBy: z.object({ name: z.string(), at: Moment }).nullable(),
  verifiedBy: z.object({ person: PersonRef, at: Moment }).nullable(),
  /** oldest first; of a list of measures the newest of each */
  notes: z.array(ProgressNote),
  noteCount: z.number().int().describe('how many there are in all'),
  /** oldest first */
  extensions: z.array(ExtensionRow),
  keepsCameraRecord: z.boolean().describe('photos brought for it keep when and where they were taken'),
  /** what the reader can do now, and what they could but for something that is said */
  acts: z.array(z.object({ act: z.enum(MEASURE_ACTS), why: Why.nullable() })),
});
export type MeasureSheet = z.infer<typeof MeasureSheet>;
export const Measures = z.object({ measures: z.array(MeasureSheet) });

/** One measure and what it is about, for whoever owns it and is nothing else to the evaluation. */
export const MeasurePage = z.object({
  measure: MeasureSheet,
  centre: z.object({ id: Id, name: z.string(), nameEn: z.string() }),
  campaign: z.object({ title: z.string(), timeZone: z.string() }),
  finding: z.object({
    id: Id,
    number: z.string(),
    state: z.enum(FINDING_STATES),
    severity: z.enum(SEVERITIES),
    reason: z.string(),
    dueOn: Day,
  }),
  evaluation: Id,
  /** whether the reader sees more of the evaluation than this measure */
  seesEvaluation: z.boolean(),
});
export type MeasurePage = z.infer<typeof MeasurePage>;

// acts
const Words = text(4_000);
const Percent = z.number().int().min(0).max(99);
/** A reason as it was typed: a blank one is refused in words. */
const Reason = text(2_000);

export const MEASURE_BODIES = {
  note: z.object({ percent: Percent.optional(), text: Words.optional(), files: FileUses }),
  report: z.object({ text: Words, files: FileUses }),
  check: z.object({ percent: Percent, text: Words.optional(), files: FileUses }),
  verify: z.object({ text: Words.optional(), files: FileUses }),
  return: z.object({ reason: Reason, files: FileUses }),
  'ask-extension': z.object({ until: Day, reason: Reason }),
  /** `extension` is the one that was shown; another one is refused as CHANGED. */
  'grant-extension': z.object({ extension: Id, reason: Reason }),
  'refuse-extension': z.object({ extension: Id, reason: Reason }),
} as const satisfies Record<Exclude<MeasureAct, 'drop'>, z.ZodObject>;
