/** Delivered findings with where they stand: responses, objections, and what their reader can do now. */
import {
  DEADLINES,
  EFFECTS,
  FINDING_ACTS,
  FINDING_STATES,
  OBJECTION_OUTCOMES,
  OBJECTION_STATES,
  OBJECTION_STEPS,
  RECTIFICATION_KINDS,
  SEVERITIES,
} from '@heping/scoring';
import { z } from 'zod';
import { FileUses, UsedFile } from './files.ts';
import { Finding } from './result.ts';
import { Day, Id, LocalizedText, Moment, PersonRef, TenthsValue, text } from './values.ts';

/** A last day; provisional where it was counted through a year whose holidays are not published yet. [ND4] */
export const DueDay = z.object({ day: Day, isProvisional: z.boolean() });
export type DueDay = z.infer<typeof DueDay>;

const By = z.object({ by: PersonRef.nullable(), at: Moment });

export const ObjectionVoice = z.object({
  person: PersonRef,
  round: z.number().int(),
  agrees: z.boolean(),
  statement: z.string(),
  at: Moment,
});
export type ObjectionVoice = z.infer<typeof ObjectionVoice>;

/** What a handler proposes; before the decision only those who decide read it. [OJ5] */
export const Proposal = z.object({
  outcome: z.enum(OBJECTION_OUTCOMES),
  score: TenthsValue.nullable(),
  reason: z.string(),
  minutes: z.string(),
  documentNumber: z.string(),
  at: Moment,
});
export type Proposal = z.infer<typeof Proposal>;

/** 复核申请 */
export const Objection = z.object({
  id: Id,
  state: z.enum(OBJECTION_STATES),
  round: z.number().int(),
  grounds: z.string(),
  files: z.array(UsedFile),
  filed: By,
  handler: PersonRef.nullable(),
  proposal: Proposal.nullable(),
  /** of all rounds, oldest first; empty for who may not read them yet */
  voices: z.array(ObjectionVoice),
  /** hash of the revision that the proposal would lead to: what is signed with it; null where nothing changes */
  hash: z.string().nullable(),
  /** the sheet was revised since it was proposed: the handler has to propose it again [OJ7] */
  isStale: z.boolean(),
  decidedAt: Moment.nullable(),
  withdrawnAt: Moment.nullable(),
  /** the revision it led to */
  revision: z.number().int().nullable(),
});
export type Objection = z.infer<typeof Objection>;

/** A step that the reader sees beside an objection; `why` says why it cannot be taken now. */
export const OfferedStep = z.object({ step: z.enum(OBJECTION_STEPS), why: LocalizedText.nullable() });
export type OfferedStep = z.infer<typeof OfferedStep>;

/** 整改事项: a finding as it was delivered, with where it stands. */
export const CaseRow = z.object({
  finding: Finding,
  state: z.enum(FINDING_STATES),
  severity: z.enum(SEVERITIES),
  /** points lost by the sheet in force, and the score it gives: less is lost once an objection was granted */
  lostNow: TenthsValue,
  score: TenthsValue.nullable(),
  ceiling: TenthsValue.nullable(),
  hasOpenObjection: z.boolean(),
  /** which of its dates that still run are over */
  overdue: z.array(z.enum(DEADLINES)),
  deliveredAt: Moment,
  respondBy: DueDay,
  planBy: DueDay.nullable(),
  dueOn: DueDay,
  /** as it was before any extension */
  firstDueOn: Day,
  lookBackOn: DueDay.nullable(),
  kind: z.enum(RECTIFICATION_KINDS).nullable(),
  responsible: PersonRef.nullable(),
  ownerNames: z.string(),
  handledBy: PersonRef.nullable(),
  reported: z.number().int(),
  verified: z.number().int(),
  submitted: By.nullable(),
  closed: By.extend({ reason: z.string() }).nullable(),
  effect: z.enum(EFFECTS).nullable(),
  /** 重复: the earlier finding that it is again */
  repeatOf: z.object({ id: Id, number: z.string(), evaluation: Id, isReadable: z.boolean() }).nullable(),
  remark: z.string(),
  /** newest first */
  objections: z.array(Objection),
  /** acts that the reader can do now, given a reason where one is needed */
  possible: z.array(z.enum(FINDING_ACTS)),
  /** steps towards a decision, for officers, while an objection is open */
  steps: z.array(OfferedStep),
});
export type CaseRow = z.infer<typeof CaseRow>;

/** All findings of an evaluation from delivery on. */
export const Cases = z.object({
  today: Day,
  /** who decides objections here: how many voices, and how many officers could give one */
  deciders: z.object({ needed: z.number().int(), eligible: z.number().int() }),
  cases: z.array(CaseRow),
});
export type Cases = z.infer<typeof Cases>;

/** What happened to one finding, oldest first. */
export const CaseEvent = z.object({
  seq: z.number().int(),
  at: Moment,
  by: PersonRef.nullable(),
  action: z.string(),
  text: LocalizedText,
  reason: z.string().nullable(),
});
export type CaseEvent = z.infer<typeof CaseEvent>;
export const CaseHistory = z.object({ events: z.array(CaseEvent) });
export type CaseHistory = z.infer<typeof CaseHistory>;

export const FileObjection = z.object({ grounds: text(4000), files: FileUses });
/** A handler's proposal, signed: outcome with its reason, in part with the score, in a meeting with its minutes. */
export const Propose = z.object({
  password: z.string().min(1).max(200),
  outcome: z.enum(OBJECTION_OUTCOMES),
  score: TenthsValue.optional(),
  reason: text(4000),
  minutes: text(4000).optional(),
  documentNumber: text(80).optional(),
});
/** Another officer's voice for it, signed under what was shown. */
export const Agree = z.object({
  password: z.string().min(1).max(200),
  round: z.number().int().min(0),
  /** of the revision it would lead to; null where nothing changes */
  hash: text(64).nullable(),
});
export const SendProposalBack = z.object({ round: z.number().int().min(0), reason: text(2000) });
