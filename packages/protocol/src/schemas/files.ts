import { FILE_ROLES, FILE_TYPES } from '@heping/scoring';
import { z } from 'zod';
import { MOST_FILES } from '../files.ts';
import { Id, Moment } from './values.ts';

/** What a photo's camera wrote, where the campaign keeps it. [FS17] */
export const CameraRecord = z.object({
  takenAt: z.string().nullable().describe('by the clock of the camera, without a zone: 2026-11-30T14:05:22'),
  position: z
    .object({ latitude: z.number(), longitude: z.number() })
    .nullable()
    .describe('degrees, north and east of zero'),
  device: z.string().optional().describe('make and model; absent where it is not known'),
});

/** A kept file, as whoever may see it reads it; its bytes are at `GET /files/:file`. */
export const KeptFile = z.object({
  id: Id,
  type: z.enum(FILE_TYPES),
  /** As the person called it. */
  name: z.string(),
  size: z.number().int().describe('bytes as they are kept'),
  /** Of an image. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  camera: CameraRecord.optional(),
  /** Who brought it; an owner by link has no account. */
  by: z.string(),
  at: Moment,
});
export type KeptFile = z.infer<typeof KeptFile>;

/** A file with what it shows, before, after, or something else that proves; who brought it in Latin letters, too, where known. */
export const UsedFile = KeptFile.extend({ role: z.enum(FILE_ROLES), byEn: z.string() });
export type UsedFile = z.infer<typeof UsedFile>;

/** Bytes that are taken, and how many there may be. */
export const Quota = z.object({ used: z.number().int(), most: z.number().int() });
export type Quota = z.infer<typeof Quota>;

export const Uploaded = z.object({ file: KeptFile, quota: Quota });
export type Uploaded = z.infer<typeof Uploaded>;

/** A file that one uploaded before, and what it shows. */
export const FileUse = z.object({ id: Id, role: z.enum(FILE_ROLES) });
export type FileUse = z.infer<typeof FileUse>;

/** Files to be tied to what one says with them. */
export const FileUses = z
  .array(FileUse)
  .max(MOST_FILES)
  .default([])
  .describe('files uploaded by the same person to the same evaluation');

/** In hex. */
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** How far a piece of evidence has come: its file once it is whole, the bytes that are there before. */
export const PieceUpload = z.object({ file: KeptFile.nullable(), received: z.number().int(), quota: Quota });
export type PieceUpload = z.infer<typeof PieceUpload>;
/** Of the whole piece, as its device says. */
export const PieceHash = z.object({ sha256: Sha256.optional() });

/** A piece of evidence whose bytes have come; what it shows stands in the record, under its slot. */
export const ArrivedPiece = z.object({
  slot: z.string(),
  by: Id,
  cameAs: Sha256.describe('SHA-256 of the bytes as their device sent them'),
  file: KeptFile,
});
export type ArrivedPiece = z.infer<typeof ArrivedPiece>;
export const ArrivedPieces = z.object({
  pieces: z.array(ArrivedPiece),
  quota: Quota.optional().describe('of the evaluation, for who may bring a piece'),
});
export type ArrivedPieces = z.infer<typeof ArrivedPieces>;

/** `?w=320` asks for a small view. */
export const FileView = z.object({ w: z.enum(['320']).optional() });
