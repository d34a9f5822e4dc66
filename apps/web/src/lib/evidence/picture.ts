/** The picture of a piece to draw on: from the server, or from this device; null where neither has it now. */
import { isImage, type ArrivedPiece, type Piece } from '@heping/protocol';
import { fileUrl, VIEW_AT } from '#lib/files/place.ts';
import { bytesOf } from './queue.ts';

export async function pictureOf(
  { slot, by: person }: Piece,
  arrived: ArrivedPiece | undefined,
): Promise<ImageBitmap | null> {
  try {
    const bytes = await bytesOf({ person, slot });
    if (bytes !== null) return await createImageBitmap(new Blob([bytes]));
    if (arrived === undefined || !isImage(arrived.file.type)) return null;
    const answer = await fetch(fileUrl(VIEW_AT, arrived.file.id), { credentials: 'same-origin' });
    return answer.ok ? await createImageBitmap(await answer.blob()) : null;
  } catch {
    // No network, or bytes this browser cannot open: the dialog says that there is nothing to draw on.
    return null;
  }
}
