/** The signed sheet, the result and its findings. */
import {
  CEILING_POLICIES,
  EVALUATION_KINDS,
  FACT_KINDS,
  FILE_TYPES,
  FINDING_SOURCES,
  METHODS,
  OBJECTION_OUTCOMES,
  PIECE_KINDS,
  PROOFS,
  SCORING_MODES,
  SEVERITIES,
  STEPS,
  STRENGTHS,
} from '@heping/scoring';
import { z } from 'zod';
import { Day, Id, LocalizedText, Moment, PersonRef, TenthsValue } from './values.ts';
import { ExceptionRow, PanelMember } from './evaluation.ts';
import { Drawing, SheetScan, WitnessedWord } from './on-site.ts';
import { BodyRef, CentreRef } from './people.ts';
import { EvaluationRow } from './planning.ts';

/** A requirement as it was asked of this centre when the sheet was locked. [SH4] */
export const SheetRequirement = z.object({
  code: z.string(),
  title: LocalizedText,
  kind: z.enum(FACT_KINDS),
  unit: LocalizedText.nullable(),
  /** whose ceiling it can lower */
  indicators: z.array(z.string()),
  clause: z.string(),
  strength: z.enum(STRENGTHS),
  quantity: LocalizedText,
  /** in the unit of the fact; null for a checklist and for yes or no */
  least: z.number().int().nullable(),
  items: z.array(z.object({ code: z.string(), title: LocalizedText, clause: z.string() })),
});
export type SheetRequirement = z.infer<typeof SheetRequirement>;

/** Fields beside a fact or an item, the filled ones by name. */
const Details = z.record(z.string(), z.union([z.string(), z.number()]));
/** One reading of a fact or an item, whose it is, and how it was got. */
const Reading = z.object({
  value: z.union([z.number(), z.boolean(), z.null()]),
  by: z.string(),
  beside: Details.optional(),
});

/** Readings between which a person chose: the one that stands, and those that do not. [SH7] */
export const SheetReading = z.object({
  key: z.string().describe('floor-area, zones-service.reception'),
  values: z.array(Reading),
  taken: Reading.shape.value,
  by: z.string(),
});
export type SheetReading = z.infer<typeof SheetReading>;

/** A checklist as it was asked of this centre, and what was found. [SH7] */
export const SheetChecklist = z.object({
  code: z.string(),
  title: LocalizedText,
  /** null where the standard gives no points */
  indicator: z.string().nullable(),
  proof: z.enum(PROOFS),
  fields: z.array(z.string()),
  items: z.array(
    z.object({
      code: z.string(),
      title: LocalizedText,
      clause: z.string(),
      there: z.boolean().nullable(),
      /** empty for the public */
      notApplicable: z.string().nullable(),
      details: Details,
      /** two people marked it differently and nobody had settled it at the lock */
      contested: z.array(Reading).optional(),
    }),
  ),
});
export type SheetChecklist = z.infer<typeof SheetChecklist>;

/** One line of an evidence note: how deep it lies, its bullet or number, its text in runs of one form. [SH3] */
export const NoteLine = z.object({
  depth: z.number().int(),
  mark: z.string().describe('"•", "3." or nothing'),
  runs: z.array(z.object({ text: z.string(), bold: z.boolean(), struck: z.boolean() })),
});
export type NoteLine = z.infer<typeof NoteLine>;

/** A photo or file beside the notes, as the record named it when the sheet was locked. [SH8] */
export const SheetPiece = z.object({
  slot: z.string(),
  /** of the panel */
  by: Id,
  kind: z.enum(PIECE_KINDS),
  taken: Moment.describe('milliseconds UTC by the clock of the device'),
  name: z.string(),
  /** null: the usual way of the indicator it serves */
  method: z.enum(METHODS).nullable(),
  caption: z.string().nullable(),
  where: z.string().nullable(),
  item: z.string().nullable(),
  /** slots: the picture that was drawn on, and the one of before */
  of: z.string().nullable(),
  before: z.string().nullable(),
  serves: z.array(z.string()),
  /** its bytes by their hash, as they were sent and as they are kept; null where they were still on a device */
  file: z.object({ id: Id, type: z.enum(FILE_TYPES), cameAs: z.string(), sha256: z.string() }).nullable(),
});
export type SheetPiece = z.infer<typeof SheetPiece>;

/** What the committee decided on an objection, in the revision of the sheet that it led to. [RV2] */
export const SheetDecision = z.object({
  objection: Id,
  /** of the objection: a proposal that was sent back is not this one */
  round: z.number().int(),
  finding: Id,
  number: z.string().describe('of the finding, e.g. 2026-001'),
  indicator: z.string(),
  outcome: z.enum(OBJECTION_OUTCOMES).exclude(['uphold']),
  before: TenthsValue,
  after: TenthsValue,
  proposedAt: Moment,
  /** empty for the public, like the minutes */
  reason: z.string(),
  minutes: z.string(),
  documentNumber: z.string(),
});
export type SheetDecision = z.infer<typeof SheetDecision>;

/** What is signed: everything the hash covers, and everything a result shows. Canonical JSON (RFC 8785). [SH1, SH4] */
export const SheetContent = z.object({
  format: z.literal('heping-sheet-2'),
  evaluation: Id,
  revision: z.number().int(),
  /** hash of the revision before, so that revisions form a chain; null for the first */
  previous: z.string().nullable(),
  /** SHA-256 of the canonical JSON that `GET /rubrics/:code` answers */
  rubric: z.object({ code: z.string(), hash: z.string() }),
  centre: CentreRef,
  campaign: z.object({ id: Id, title: z.string(), periodFrom: Day, periodTo: Day }),
  kind: z.enum(EVALUATION_KINDS),
  leadBody: BodyRef,
  jointBodies: z.array(BodyRef),
  isSelfEvaluated: z.boolean(),
  plannedOn: Day,
  openedAt: Moment.nullable(),
  revealedAt: Moment.nullable(),
  policies: z.object({
    step: z.union([z.literal(STEPS[0]), z.literal(STEPS[1]), z.literal(STEPS[2])]),
    ceilingPolicy: z.enum(CEILING_POLICIES),
    scoringMode: z.enum(SCORING_MODES),
    noticeDays: z.number().int(),
  }),
  /** every seat, who stepped back too */
  panel: z.array(
    z.object({
      id: Id,
      name: z.string(),
      nameEn: z.string(),
      isChair: z.boolean(),
      recused: z.boolean(),
      /** indicators they stepped back from on their own ballot */
      recusedFrom: z.array(z.string()),
    }),
  ),
  /** what the standard asks of this tier, in the order of the rubric */
  requirements: z.array(SheetRequirement),
  /** by requirement code */
  facts: z.record(
    z.string(),
    z.object({
      value: z.union([z.number(), z.boolean(), z.record(z.string(), z.boolean().nullable()), z.null()]),
      notApplicable: z.string().nullable(),
      how: z.string().nullable(),
      /** what goes with it; left out where there is nothing [SH7] */
      details: Details.optional(),
    }),
  ),
  /** sheets that were locked before there were any have none [SH7] */
  checklists: z.array(SheetChecklist).optional(),
  /** left out where nothing was disputed [SH7] */
  readings: z.array(SheetReading).optional(),
  exceptions: z.array(
    z.object({
      id: Id,
      requirement: z.string(),
      reason: z.string(),
      by: z.object({ id: Id, name: z.string(), nameEn: z.string() }),
      at: Moment,
    }),
  ),
  /** in the order of the rubric */
  lines: z.array(
    z.object({
      indicator: z.string(),
      maximum: TenthsValue,
      /** the clauses that speak of this tier */
      clauses: z.array(z.string()),
      ceiling: TenthsValue,
      score: TenthsValue,
      /** of the finding it becomes; null where nothing is lost */
      severity: z.enum(SEVERITIES).nullable(),
      reason: z.string(),
      /** the evidence note as plain text, and as it is to be shown */
      note: z.string(),
      noteLines: z.array(NoteLine),
      /** SHA-256 of the evidence note’s full rich text */
      evidence: z.string(),
    }),
  ),
  totals: z.array(z.object({ table: z.string(), points: TenthsValue, maximum: TenthsValue })),
  /** photos and files in the order of being taken; absent where there were none, as on sheets of older servers [SH8] */
  pieces: z.array(SheetPiece).optional(),
  /** how notes were got, by indicator, where the panel said so [SH8] */
  noteMethods: z.record(z.string(), z.enum(METHODS)).optional(),
  /** only where a decision on an objection led to this revision; the panel signs without one [RV2] */
  decision: SheetDecision.optional(),
});
export type SheetContent = z.infer<typeof SheetContent>;

/** What around an evaluation is not as its audit log tells; the page says it in words. [SE4] */
export const HISTORY_FAULTS = [
  'missing',
  'phase',
  'decision',
  'plan',
  'seats',
  'exceptions',
  'returns',
  'objections',
  'suggestions',
] as const;
export type HistoryFault = (typeof HISTORY_FAULTS)[number];

/** What does not hold of a kept sheet; the page says it in words. [SE4] */
export const SHEET_FAULTS = [
  'content',
  'chain',
  'signatures',
  'seal',
  'audit',
  ...HISTORY_FAULTS,
  'findings',
  'ballots',
  'rubric',
] as const;
export type SheetFault = (typeof SHEET_FAULTS)[number];

export const Signature = z.object({
  person: PersonRef,
  kind: z.enum(['sign', 'dissent', 'acknowledge', 'decline']),
  statement: z.string().nullable(),
  /** drawn by hand beside the password; left out where there is none, and for the public */
  drawing: Drawing.optional(),
  hash: z.string(),
  at: Moment,
});
export type Signature = z.infer<typeof Signature>;

/** One difference between two revisions of a sheet. */
export const SheetChange = z.object({
  kind: z.enum(['score', 'reason', 'severity', 'note', 'evidence', 'fact', 'exception', 'panel', 'other']),
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
  /** the close of signing; a reason where somebody had not signed */
  closed: z.object({ at: Moment, by: PersonRef, reason: z.string().nullable() }).nullable(),
  /** what does not hold of it now; empty when everything does */
  faults: z.array(z.enum(SHEET_FAULTS)),
  content: SheetContent,
  signatures: z.array(Signature),
  /** the centre's word, given before a witness at the panel's tablet; no signatures [WD1] */
  witnessed: z.array(WitnessedWord),
  /** papers that were signed by hand and sealed [SN1] */
  scans: z.array(SheetScan),
  /** against the revision before; empty for the first */
  changes: z.array(SheetChange),
});
export type Sheet = z.infer<typeof Sheet>;
/** All revisions, newest first. */
export const Sheets = z.object({ sheets: z.array(Sheet) });

export const Finding = z.object({
  id: Id,
  number: z.string().describe('e.g. 2026-001'),
  source: z.enum(FINDING_SOURCES),
  /** empty where a suggestion stands on a clause without points */
  indicator: z.string(),
  text: LocalizedText,
  clauses: z.array(z.string()),
  standard: LocalizedText.nullable(),
  actual: LocalizedText.nullable(),
  /** 0 for a clause without points */
  maximum: TenthsValue,
  lost: TenthsValue,
  severity: z.enum(SEVERITIES),
  reason: z.string(),
  /** the evidence note; empty for the public */
  evidence: z.array(NoteLine),
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
    /** counted through a year whose holidays are not published yet */
    noticeEndsOnProvisional: z.boolean(),
    publishedAt: Moment.nullable(),
    approval: z.object({ at: Moment, minutes: z.string(), documentNumber: z.string() }).nullable(),
  }),
  panel: z.array(PanelMember.pick({ id: true, name: true, nameEn: true, color: true, isChair: true })),
  exceptions: z.array(ExceptionRow),
  sheet: Sheet,
  /** the sheet that was delivered, where an objection has led to another revision since; null where it is in force */
  delivered: Sheet.nullable(),
  /** what objections changed since delivery, oldest first */
  decisions: z.array(SheetDecision.extend({ revision: z.number().int(), decidedAt: Moment })),
  findings: z.array(Finding),
  /** what the server signed at the close of signing, as it was signed, and its signature */
  seal: z.object({ statement: z.string(), signature: z.string() }).nullable(),
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
