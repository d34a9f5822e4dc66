/**
 * A photo as it is sent: at most 2560 points on its longer side, so that it gets through where reception is poor. What its
 * camera wrote leaves the device only where the campaign keeps it. [DQ6]
 */
import { SENT_SIDE } from '@heping/protocol';
import { readExif, writeExif } from '@heping/protocol/exif';
import { exifIn, JPEG_HEAD_BYTES, withExif, writtenIn } from '@heping/protocol/jpeg-exif';

/** Below that a picture that is small enough is sent as it is. */
const SMALL_BYTES = 1_500_000;
const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif'];
/** What the server takes as it is. */
const KEPT = PICTURES.slice(0, 3);

/** How telephones of one maker keep photos: some browsers open it, and none has to. */
export const isHeic = ({ type, name }: Pick<File, 'type' | 'name'>): boolean =>
  /hei[cf]/i.test(type) || /\.hei[cf]$/i.test(name);

/** The size that fits, in whole points. */
export function fitted(width: number, height: number, side = SENT_SIDE): { width: number; height: number } {
  const share = Math.min(1, side / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * share)),
    height: Math.max(1, Math.round(height * share)),
  };
}

/** What the campaign decides. */
export interface Sent {
  readonly keepsCameraRecord: boolean;
}

/**
 * The picture made smaller, a HEIC as a JPEG, one with a camera's record drawn anew where that goes; whatever is none, or
 * cannot be opened here, goes as it is and the server judges it.
 */
export async function shrink(file: File, { keepsCameraRecord }: Sent): Promise<Blob> {
  if (!PICTURES.includes(file.type) && !isHeic(file)) return file;
  try {
    const head = new Uint8Array(await file.slice(0, JPEG_HEAD_BYTES).arrayBuffer());
    const picture = await createImageBitmap(file);
    const isLarge = Math.max(picture.width, picture.height) > SENT_SIDE;
    const mustDraw = !KEPT.includes(file.type) || (!keepsCameraRecord && writtenIn(head).length > 0);
    if (!isLarge && !mustDraw && file.size <= SMALL_BYTES) return file;
    const smaller = await draw(picture, file.type === 'image/png' && !isLarge ? 'image/png' : 'image/jpeg');
    if (smaller === null || (!mustDraw && smaller.size >= file.size)) return file;
    return keepsCameraRecord ? await recorded(smaller, head) : smaller;
  } catch {
    return file;
  }
}

/** The drawn picture with the record of its original; a canvas keeps none, and has turned it already. */
async function recorded(drawn: Blob, original: Uint8Array): Promise<Blob> {
  const block = exifIn(original);
  const exif = block === null ? null : readExif(block);
  if (exif === null || drawn.type !== 'image/jpeg') return drawn;
  const bytes = withExif(new Uint8Array(await drawn.arrayBuffer()), writeExif(exif));
  return new Blob([bytes], { type: drawn.type });
}

async function draw(picture: ImageBitmap, type: string): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, fitted(picture.width, picture.height));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  // What a JPEG cannot leave open is paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done) => canvas.toBlob(done, type, 0.88));
}
