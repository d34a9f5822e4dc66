/** The signed sheet, the result and its findings. */
import { SEVERITIES } from '@heping/scoring';
import { z } from 'zod';
import { Day, Id, LocalizedText, Moment, PersonRef, TenthsValue } from './values.ts';
import { ExceptionRow, PanelMember } from './evaluation.ts';
import { EvaluationRow } from './planning.ts';

/** What is signed: everything the hash covers. Written as canonical JSON (RFC 8785). [SH1] */
export const SheetContent = z.object({
  format: z.literal('heping-sheet-1'),
  evaluation: Id,
  revision: z.number().int(),
  /** hash of the revision before, so that revisions form a chain; null for the first */
  previous: z.string().nullable(),
  /** SHA-256 of the canonical JSON that `GET /rubrics/:code` answers */
  rubric: z.object({ code: z.string(), hash: z.string() }),
  centre: z.object({ id: Id, name: z.string(), tier: z.string() }),
  campaign: z.object({ id: Id, title: z.string(), periodFrom: Day, periodTo: Day }),
  kind: z.string(),
  leadBody: z.object({ id: Id, name: z.string() }),
  isSelfEvaluated: z.boolean(),
  policies: z.record(z.string(), z.union([z.string(), z.number()])),
  panel: z.array(z.object({ id: Id, name: z.string(), isChair: z.boolean(), recused: z.boolean() })),
  /** by requirement code */
  facts: z.record(
    z.string(),
    z.object({
      value: z.union([z.number(), z.boolean(), z.record(z.string(), z.boolean().nullable()), z.null()]),
      notApplicable: z.string().nullable(),
      how: z.string().nullable(),
    }),
  ),
  exceptions: z.array(z.object({ requirement: z.string(), reason: z.string(), by: z.string() })),
  /** in the order of the rubric */
  lines: z.array(
    z.object({
      indicator: z.string(),
      maximum: TenthsValue,
      ceiling: TenthsValue,
      score: TenthsValue,
      reason: z.string(),
      note: z.string(),
      /** SHA-256 of the evidence note’s full rich text */
      evidence: z.string(),
    }),
  ),
  totals: z.array(z.object({ table: z.string(), points: TenthsValue, maximum: TenthsValue })),
});
export type SheetContent = z.infer<typeof SheetContent>;

export const Signature = z.object({
  person: PersonRef,
  kind: z.enum(['sign', 'dissent', 'acknowledge', 'decline']),
  statement: z.string().nullable(),
  hash: z.string(),
  at: Moment,
});
export type Signature = z.infer<typeof Signature>;

/** One difference between two revisions of a sheet. */
export const SheetChange = z.object({
  /** `score`, `reason`, `note`, `fact`, `exception`, `panel`, `other` */
  kind: z.enum(['score', 'reason', 'note', 'fact', 'exception', 'panel', 'other']),
  /** indicator or requirement code */
  at: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type SheetChange = z.infer<typeof SheetChange>;

export const Sheet = z.object({
  id: Id,
  revision: z.number().int(),
  hash: z.string(),
  lockedAt: Moment,
  lockedBy: PersonRef,
  discarded: z.object({ at: Moment, by: PersonRef, reason: z.string() }).nullable(),
  content: SheetContent,
  signatures: z.array(Signature),
  /** against the revision before; empty for the first */
  changes: z.array(SheetChange),
});
export type Sheet = z.infer<typeof Sheet>;
/** All revisions, newest first. */
export const Sheets = z.object({ sheets: z.array(Sheet) });

export const Finding = z.object({
  id: Id,
  number: z.string().describe('e.g. 2026-001'),
  indicator: z.string(),
  text: LocalizedText,
  clauses: z.array(z.string()),
  standard: LocalizedText.nullable(),
  actual: LocalizedText.nullable(),
  maximum: TenthsValue,
  lost: TenthsValue,
  severity: z.enum(SEVERITIES),
  reason: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** The result in the form of Appendix A. */
export const ResultSheet = z.object({
  evaluation: EvaluationRow.extend({
    periodFrom: Day,
    periodTo: Day,
    isSelfEvaluated: z.boolean(),
    deliveredAt: Moment.nullable(),
    noticeEndsOn: z.string().nullable(),
    publishedAt: Moment.nullable(),
    approval: z.object({ at: Moment, minutes: z.string(), documentNumber: z.string() }).nullable(),
  }),
  panel: z.array(PanelMember.pick({ id: true, name: true, nameEn: true, color: true, isChair: true })),
  exceptions: z.array(ExceptionRow),
  sheet: Sheet,
  findings: z.array(Finding),
  serverSignature: z.string().nullable(),
});
export type ResultSheet = z.infer<typeof ResultSheet>;

/** The findings of an evaluation, from delivery on. */
export const Findings = z.object({ findings: z.array(Finding) });
export type Findings = z.infer<typeof Findings>;

/** Who did what and when with one evaluation, oldest first; never a value of a ballot. */
export const LogEntry = z.object({
  seq: z.number().int(),
  at: Moment,
  by: PersonRef.nullable(),
  action: z.string(),
  /** the entry as a sentence without its author */
  text: LocalizedText,
  reason: z.string().nullable(),
  hash: z.string(),
});
export type LogEntry = z.infer<typeof LogEntry>;
export const LogEntries = z.object({ entries: z.array(LogEntry) });
export type LogEntries = z.infer<typeof LogEntries>;

/** The public keys under which the server signs what was signed; the newest last. */
export const Keys = z.object({
  keys: z.array(
    z.object({
      id: z.string().describe('first 16 hex digits of the SHA-256 of the key'),
      algorithm: z.literal('Ed25519'),
      publicKey: z.string().describe('SPKI, PEM'),
    }),
  ),
});
export type Keys = z.infer<typeof Keys>;
