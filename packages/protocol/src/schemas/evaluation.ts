/** One evaluation from planning to signing. */
import { SUMMONS_VIEWS } from '../notices.ts';
import { ACTIONS, PHASES, ROLES } from '@heping/scoring';
import { z } from 'zod';
import { Id, Moment, PersonRef, TenthsValue, text } from './values.ts';
import { Drawing } from './on-site.ts';
import { EvaluationRow, Policies } from './planning.ts';
import { BodyRef } from './people.ts';

export const PanelMember = PersonRef.extend({
  isChair: z.boolean(),
  recused: z.object({ at: Moment, reason: z.string() }).nullable(),
  /** "31 of 40 done": all another person may know before the reveal */
  progress: z.object({ scored: z.number().int(), total: z.number().int() }).nullable(),
  /** the ballot stands on paper: who types it a second time; for panel and officers */
  paper: PersonRef.nullable(),
});
export type PanelMember = z.infer<typeof PanelMember>;

export const ExceptionRow = z.object({
  id: Id,
  requirement: z.string(),
  reason: z.string(),
  by: PersonRef,
  at: Moment,
});
export type ExceptionRow = z.infer<typeof ExceptionRow>;

export const Evaluation = EvaluationRow.omit({ chair: true, panelSize: true, totals: true }).extend({
  epoch: z.number().int(),
  roles: z.array(z.enum(ROLES)),
  /** what the reader may do now, from the policy table */
  may: z.array(z.enum(ACTIONS)),
  policies: Policies,
  rubric: z.string(),
  periodFrom: z.string(),
  periodTo: z.string(),
  jointBodies: z.array(BodyRef),
  isSelfEvaluated: z.boolean(),
  panel: z.array(PanelMember),
  leaders: z.array(PersonRef),
  exceptions: z.array(ExceptionRow),
  /** 自评: who handed it in and when; null while it is not */
  selfAssessment: z.object({ at: Moment, by: PersonRef }).nullable(),
  openedAt: Moment.nullable(),
  revealedAt: Moment.nullable(),
  revealReason: z.string().nullable(),
  lockedAt: Moment.nullable(),
  closedSigningAt: Moment.nullable(),
  /** why signing was closed while somebody had not signed */
  closeReason: z.string().nullable(),
  approval: z
    .object({ at: Moment, by: PersonRef, minutes: z.string(), documentNumber: z.string() })
    .nullable(),
  deliveredAt: Moment.nullable(),
  noticeEndsOn: z.string().nullable(),
  /** counted through a year whose holidays are not published yet */
  noticeEndsOnProvisional: z.boolean(),
  publishedAt: Moment.nullable(),
  cancelled: z.object({ at: Moment, reason: z.string() }).nullable(),
  /** sent back by the committee, newest first */
  returns: z.array(z.object({ at: Moment, by: PersonRef, reason: z.string() })),
});
export type Evaluation = z.infer<typeof Evaluation>;

// commands
/** A reason as it was typed: a blank one is refused in words (REASON_MISSING), not as a malformed request. */
const TypedReason = text(2_000);
/** Hex digits of a SHA-256; any other text is simply not the hash that was shown. */
const TypedHash = text(64);
export const OptionalReason = z.object({ reason: TypedReason.optional() });
export const WithReason = z.object({ reason: TypedReason });
export const Recuse = z.object({ reason: TypedReason });
export const GrantException = z.object({ requirement: text(80), reason: TypedReason });
export const Summon = z.object({ indicator: text(16), view: z.enum(SUMMONS_VIEWS).optional() });
export type Summon = z.infer<typeof Summon>;
/** `hash` is what the person saw; signing something else is refused as CHANGED. */
export const Sign = z.object({
  password: z.string().min(1).max(200),
  hash: TypedHash,
  /** a dissent with its statement; absent for a plain signature */
  dissent: TypedReason.optional(),
});
export const Acknowledge = z.object({
  password: z.string().min(1).max(200),
  hash: TypedHash,
  /** declining with its reason; absent for an acknowledgement */
  declineReason: TypedReason.optional(),
  /** drawn by hand beside the password [SG5] */
  drawing: Drawing.optional(),
});
export const Approve = z.object({
  hash: TypedHash,
  minutes: text(2_000).default(''),
  documentNumber: text(80).default(''),
});

/** Ballots after the reveal: frozen rows. */
export const Ballots = z.object({
  ballots: z.array(
    z.object({
      person: PersonRef,
      scores: z.record(z.string(), TenthsValue.nullable()),
      recused: z.array(z.string()),
      remarks: z.record(z.string(), z.string()),
    }),
  ),
});
export type Ballots = z.infer<typeof Ballots>;

/** What adopting did: each indicator with its score and the rule used. */
export const Adopted = z.object({
  adopted: z.array(
    z.object({ indicator: z.string(), score: TenthsValue, rule: z.enum(['trimmed-mean', 'mean']) }),
  ),
});
export type Adopted = z.infer<typeof Adopted>;

/** What is missing before the sheet can be locked for signing. */
export const Gaps = z.object({
  gaps: z.array(
    z.object({
      kind: z.enum(['score', 'reason', 'conflict', 'fact', 'over-ceiling']),
      indicator: z.string(),
      requirement: z.string().optional(),
    }),
  ),
});
export type Gaps = z.infer<typeof Gaps>;

export const PhaseName = z.enum(PHASES);
