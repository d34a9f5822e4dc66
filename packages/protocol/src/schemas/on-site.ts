/** 现场反馈: words given before a witness, and scans of what was signed by hand. */
import { CENTRE_WORDS, FILE_TYPES, SEALS_OF } from '@heping/scoring';
import { z } from 'zod';
import { Id, Moment, name, PersonRef, text } from './values.ts';

/** Strokes of x, y, x, y, … in a box of 1000 × 400; what is a signature, `drawingFault` says. [DR1] */
export const Drawing = z.object({
  strokes: z.array(z.array(z.number())).describe('x, y, x, y, … whole numbers in a box of 1000 × 400'),
});
export type Drawing = z.infer<typeof Drawing>;

/** A blank one is refused in words (REASON_MISSING), not as a malformed request. */
const TypedReason = text(2_000);

/** What was drawn at the panel's tablet, handed back to the witness. [WD1] */
export const Witness = z.object({
  /** the witness's own, typed once the tablet is theirs again */
  password: z.string().min(1).max(200),
  hash: text(64),
  signer: z.object({
    /** one of the centre's leaders; absent for somebody without an account */
    person: Id.optional(),
    name: name(80),
    post: name(80),
  }),
  declineReason: TypedReason.optional(),
  /** absent only where somebody declines and will not sign that either */
  drawing: Drawing.optional(),
});
export type Witness = z.infer<typeof Witness>;

/** A word given before a witness: no signature of an account, and never shown as one. [WD1, WD4] */
export const WitnessedWord = z.object({
  id: Id,
  kind: z.enum(CENTRE_WORDS),
  /** id null: somebody without an account */
  signer: z.object({ id: Id.nullable(), name: z.string(), nameEn: z.string(), post: z.string() }),
  statement: z.string().nullable(),
  /** false: they declined and would not sign that either */
  isDrawn: z.boolean(),
  /** null where none was drawn, and for the public */
  drawing: Drawing.nullable(),
  witness: PersonRef,
  hash: z.string(),
  at: Moment,
});
export type WitnessedWord = z.infer<typeof WitnessedWord>;

/** Who signed a paper by hand, and whose seal it bears, as whoever keeps the scan says. [SN3] */
export const Carries = z.object({
  panel: z.array(Id).max(30),
  centre: z
    .object({ name: name(80), post: name(80), word: z.enum(CENTRE_WORDS), reason: TypedReason })
    .nullable(),
  seals: z.array(z.enum(SEALS_OF)).max(SEALS_OF.length),
});
export type Carries = z.infer<typeof Carries>;

export const KeepScan = z.object({
  file: Id,
  /** the short hash as it is printed on the paper, or the whole of it */
  code: text(200),
  carries: Carries,
});
export type KeepScan = z.infer<typeof KeepScan>;

export const SheetScan = z.object({
  id: Id,
  /** null for who may not see the paper itself */
  file: z
    .object({
      id: Id,
      name: z.string(),
      type: z.enum(FILE_TYPES),
      size: z.number().int(),
      sha256: z.string(),
    })
    .nullable(),
  carries: Carries,
  by: PersonRef,
  hash: z.string(),
  at: Moment,
});
export type SheetScan = z.infer<typeof SheetScan>;
