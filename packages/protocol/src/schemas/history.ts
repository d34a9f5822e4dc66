/** 变更记录: what people changed in the documents of an evaluation, read out of their log. [HI1–HI4, HI7] */
import { FILE_TYPES, METHODS, SEVERITIES } from '@heping/scoring';
import { z } from 'zod';
import { DOCUMENT_KINDS } from '../documents.ts';
import { NoteLine, SheetPiece } from './result.ts';
import { Id, Moment, PersonRef, TenthsValue } from './values.ts';

/** What a key held: a number, yes or no, a text; null where there was nothing. */
const HeldValue = z.union([z.number(), z.boolean(), z.string(), z.null()]);

/** What a change was where its values do not say it: a piece of evidence was brought, one of several readings was chosen. */
export const HISTORY_ACTS = ['brought', 'chosen'] as const;
export type HistoryAct = (typeof HISTORY_ACTS)[number];

export const HistoryLine = z.object({
  at: Moment,
  /** of a text that was written at for a while: the last of it */
  until: Moment,
  /** null: the server itself */
  by: PersonRef.nullable(),
  document: z.enum(DOCUMENT_KINDS),
  /** whose ballot */
  ballotOf: PersonRef.nullable(),
  /** `facts:floor-area`, `scores:A1.2.2`, `reason:A1.2.2` */
  place: z.string(),
  /** what the piece of evidence is called that the place speaks of */
  piece: z.string().nullable(),
  act: z.enum(HISTORY_ACTS).nullable(),
  before: HeldValue,
  after: HeldValue,
});
export type HistoryLine = z.infer<typeof HistoryLine>;

/** Newest first. */
export const History = z.object({
  lines: z.array(HistoryLine),
  /** there is more, which is older */
  isCut: z.boolean(),
});
export type History = z.infer<typeof History>;

const Texts = z.record(z.string(), z.string());
const Scores = z.record(z.string(), TenthsValue.nullable());

/** A photo or file as the record named it then, those that had been taken out included. [HI7] */
export const StandingPiece = SheetPiece.extend({
  /** null: nobody who has a seat now */
  by: PersonRef.nullable(),
  isRemoved: z.boolean(),
  /** its bytes, which never change; they may have come later than the moment; null where they have not come */
  file: z.object({ id: Id, type: z.enum(FILE_TYPES), at: Moment }).nullable(),
});
export type StandingPiece = z.infer<typeof StandingPiece>;

/** The documents as they stood at a moment; null for one that the reader may not see. */
export const Standing = z.object({
  at: Moment,
  record: z
    .object({
      /** every key of the facts that held something */
      facts: z.record(z.string(), HeldValue),
      /** the evidence notes, by indicator */
      notes: z.record(z.string(), z.array(NoteLine)),
      /** how a note was got, by indicator, where the panel said so */
      noteMethods: z.record(z.string(), z.enum(METHODS)),
      /** in the order of being taken */
      pieces: z.array(StandingPiece),
    })
    .nullable(),
  consensus: z
    .object({
      agreed: Scores,
      severities: z.record(z.string(), z.enum(SEVERITIES).nullable()),
      reasons: Texts,
    })
    .nullable(),
  ballots: z.array(
    z.object({ person: PersonRef, scores: Scores, recused: z.array(z.string()), remarks: Texts }),
  ),
});
export type Standing = z.infer<typeof Standing>;
