/**
 * What is done with bytes that nobody vouches for: an image is read and written anew, so that nothing but its points is
 * kept (nothing behind its end, nothing its camera wrote unless the campaign keeps that); a PDF is looked through, and what
 * cameras wrote into its pictures emptied. Runs in a process of its own. [FS4, FS17]
 */
import { readFile, writeFile } from 'node:fs/promises';
// By these doors the process that opens hostile bytes loads neither schemas nor documents.
import { deviceOf, readExif, writeExif, type Exif } from '@heping/protocol/exif';
import { withExif } from '@heping/protocol/jpeg-exif';
import type { CameraRecord, FileType } from '@heping/scoring';
import sharp, { type Sharp } from 'sharp';
import { emptyCameraRecords } from './pdf-pictures.ts';
import { faultOfPdf, type PdfFault } from './pdf.ts';

/** What is asked of the darkroom. */
export interface Job {
  readonly type: FileType;
  /** The shorter side of a small view; null for the file itself. */
  readonly small: number | null;
  /** Whether what its camera wrote stays; never in a small view. */
  readonly keepsCameraRecord: boolean;
  readonly from: string;
  readonly to: string;
}

export type UnsafeReason = PdfFault | 'too-many-pixels' | 'too-long';

export interface Print {
  readonly width: number | null;
  readonly height: number | null;
  readonly camera: CameraRecord | null;
}

export type Developed =
  ({ readonly ok: true } & Print) | { readonly ok: false; readonly reason: UnsafeReason };

/** 50 megapixels: more than cameras of telephones give. */
const MOST_PIXELS = 50_000_000;
/** A scanned page of A3 can be read at it. */
const KEPT_SIDE = 4096;
const SECONDS = 10;

sharp.cache(false);
sharp.concurrency(1);
// Other readers of the library (SVG, PDF, TIFF …) are never tried, whatever the bytes say.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });

export async function develop(job: Job): Promise<Developed> {
  if (job.type === 'application/pdf') return lookThrough(job);
  try {
    return await (job.small === null ? printAnew(job) : printSmall(job, job.small));
  } catch (error) {
    const reason = unsafeBy(error);
    if (reason === null) throw error;
    return { ok: false, reason };
  }
}

async function lookThrough({ from, to, keepsCameraRecord }: Job): Promise<Developed> {
  const bytes = await readFile(from);
  const reason = faultOfPdf(bytes);
  if (reason !== null) return { ok: false, reason };
  if (!keepsCameraRecord) emptyCameraRecords(bytes);
  await writeFile(to, bytes, { flush: true, mode: 0o600 });
  return { ok: true, width: null, height: null, camera: null };
}

/** Opened so that a picture with a hole in it is refused, and one of a hundred million points is not begun. */
const open = (path: string) =>
  sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true, pages: 1 })
    .timeout({ seconds: SECONDS })
    .autoOrient();

async function printAnew({ type, from, to, keepsCameraRecord }: Job): Promise<Developed> {
  const picture = open(from).resize({
    width: KEPT_SIDE,
    height: KEPT_SIDE,
    fit: 'inside',
    withoutEnlargement: true,
  });
  const { data, info } = await inTypeOf(picture, type).toBuffer({ resolveWithObject: true });
  const exif = keepsCameraRecord ? await exifOf(from) : null;
  // Cameras write JPEG; of the other types the record stands beside the file alone.
  const isWritten = exif !== null && type === 'image/jpeg';
  const bytes = isWritten ? withExif(data, writeExif(exif)) : data;
  await writeFile(to, bytes, { flush: true, mode: 0o600 });
  return { ok: true, width: info.width, height: info.height, camera: exif && recordIn(exif) };
}

/** What can be believed of what its camera wrote. The library finds the block in every type; we read it. */
async function exifOf(path: string): Promise<Exif | null> {
  const { exif } = await sharp(path).metadata();
  return exif === undefined ? null : readExif(exif);
}
function recordIn({ takenAt, position, make, model }: Exif): CameraRecord {
  const device = deviceOf({ make, model });
  return { takenAt, position, ...(device === undefined ? {} : { device }) };
}

async function printSmall({ from, to }: Job, side: number): Promise<Developed> {
  const small = open(from).resize({ width: side, height: side, fit: 'outside', withoutEnlargement: true });
  const { data, info } = await small.webp({ quality: 72 }).toBuffer({ resolveWithObject: true });
  await writeFile(to, data, { mode: 0o600 });
  return { ok: true, width: info.width, height: info.height, camera: null };
}

function inTypeOf(picture: Sharp, type: FileType): Sharp {
  switch (type) {
    case 'image/png':
      return picture.png();
    case 'image/webp':
      return picture.webp({ quality: 86 });
    default:
      return picture.jpeg({ quality: 86 });
  }
}

/** The library says everything in one kind of error; what the disk says carries a code and is a fault. */
function unsafeBy(error: unknown): UnsafeReason | null {
  if (!(error instanceof Error) || 'code' in error) return null;
  if (/pixel limit/i.test(error.message)) return 'too-many-pixels';
  return /timeout/i.test(error.message) ? 'too-long' : 'unreadable';
}
