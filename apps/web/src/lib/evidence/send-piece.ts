/** One piece to the server, going on where it stopped. */
import { FILE_HASH_HEADER, FILE_NAME_HEADER, type PieceUpload } from '@heping/protocol';
import { api } from '#lib/api/client.ts';
import { ApiOffline } from '#lib/api/problem.ts';
import { transfer } from '#lib/files/transfer.ts';
import type { Queued } from './queue.ts';

const pathOf = ({ evaluation, slot }: Queued): string => `/evaluations/${evaluation}/evidence/${slot}`;

/** How far it has come. Throws ApiProblem, ApiOffline. */
export const howFar = async (piece: Queued): Promise<PieceUpload> =>
  heard(await api.get(`${pathOf(piece)}?sha256=${piece.sha256}`));

/** Sends what is missing from `from` on. Throws ApiProblem, ApiOffline; what has come until then stays there. */
export async function sendFrom(
  piece: Queued,
  {
    bytes,
    from,
    onprogress,
  }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly from: number; onprogress(share: number): void },
): Promise<PieceUpload> {
  const total = bytes.byteLength;
  const answer = await transfer({
    method: 'PUT',
    path: pathOf(piece),
    headers: {
      'Content-Type': piece.type || 'application/octet-stream',
      'Content-Range': `bytes ${from}-${Math.max(from, total - 1)}/${total}`,
      [FILE_NAME_HEADER]: encodeURIComponent(piece.name),
      [FILE_HASH_HEADER]: piece.sha256,
    },
    bytes: bytes.slice(from),
    onprogress: (loaded) => onprogress(total > 0 ? (from + loaded) / total : 0),
  });
  return heard(answer);
}

/** At its word the bytes go from here: another's JSON in its place is no word. [DQ2, OF9] */
function heard(answer: unknown): PieceUpload {
  if (typeof answer === 'object' && answer !== null && 'file' in answer) return answer as PieceUpload;
  throw new ApiOffline(new Error('it does not say whether the piece is there'));
}
