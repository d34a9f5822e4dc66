/**
 * What is done with bytes that nobody vouches for: an image is read and written anew, so that nothing but its points is
 * kept (no position, no camera, nothing behind its end); a PDF is looked through. Runs in a process of its own. [FS4]
 */
import { readFile, writeFile } from 'node:fs/promises';
import type { FileType } from '@heping/scoring';
import sharp, { type Sharp } from 'sharp';
import { faultOfPdf, type PdfFault } from './pdf.ts';

/** What is asked of the darkroom. */
export interface Job {
  readonly type: FileType;
  /** The shorter side of a small view; null for the file itself. */
  readonly small: number | null;
  readonly from: string;
  readonly to: string;
}

export type UnsafeReason = PdfFault | 'too-many-pixels' | 'too-long';

export type Developed =
  | { readonly ok: true; readonly width: number | null; readonly height: number | null }
  | { readonly ok: false; readonly reason: UnsafeReason };

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

async function lookThrough({ from, to }: Job): Promise<Developed> {
  const bytes = await readFile(from);
  const reason = faultOfPdf(bytes);
  if (reason !== null) return { ok: false, reason };
  await writeFile(to, bytes, { flush: true, mode: 0o600 });
  return { ok: true, width: null, height: null };
}

/** Opened so that a picture with a hole in it is refused, and one of a hundred million points is not begun. */
const open = (path: string) =>
  sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true, pages: 1 })
    .timeout({ seconds: SECONDS })
    .autoOrient();

async function printAnew({ type, from, to }: Job): Promise<Developed> {
  const picture = open(from).resize({
    width: KEPT_SIDE,
    height: KEPT_SIDE,
    fit: 'inside',
    withoutEnlargement: true,
  });
  const { data, info } = await inTypeOf(picture, type).toBuffer({ resolveWithObject: true });
  await writeFile(to, data, { flush: true, mode: 0o600 });
  return { ok: true, width: info.width, height: info.height };
}

async function printSmall({ from, to }: Job, side: number): Promise<Developed> {
  const small = open(from).resize({ width: side, height: side, fit: 'outside', withoutEnlargement: true });
  const { data, info } = await small.webp({ quality: 72 }).toBuffer({ resolveWithObject: true });
  await writeFile(to, data, { mode: 0o600 });
  return { ok: true, width: info.width, height: info.height };
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
