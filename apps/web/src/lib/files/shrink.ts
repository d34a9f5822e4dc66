/** A photo as it is sent: at most 2560 points on its longer side, so that it gets through where reception is poor. */
import { SENT_SIDE } from '@heping/protocol';

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

/**
 * The picture made smaller, a HEIC as a JPEG; whatever is none, or cannot be opened here, goes as it is and the server
 * judges it.
 */
export async function shrink(file: File): Promise<Blob> {
  if (!PICTURES.includes(file.type) && !isHeic(file)) return file;
  try {
    const picture = await createImageBitmap(file);
    const isLarge = Math.max(picture.width, picture.height) > SENT_SIDE;
    const isForeign = !KEPT.includes(file.type);
    if (!isLarge && !isForeign && file.size <= SMALL_BYTES) return file;
    const smaller = await draw(picture, file.type === 'image/png' && !isLarge ? 'image/png' : 'image/jpeg');
    return smaller !== null && (isForeign || smaller.size < file.size) ? smaller : file;
  } catch {
    return file;
  }
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
