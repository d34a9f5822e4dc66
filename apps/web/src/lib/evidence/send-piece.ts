/** One piece to the server, going on where it stopped; by XMLHttpRequest, since fetch tells nothing of what is on its way. */
import { FILE_HASH_HEADER, FILE_NAME_HEADER, type PieceUpload } from '@heping/protocol';
import { api, forWhom } from '#lib/api/client.ts';
import { ApiOffline } from '#lib/api/problem.ts';
import { answerOf } from '#lib/files/send.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Queued } from './queue.ts';

const pathOf = ({ evaluation, slot }: Queued): string => `/evaluations/${evaluation}/evidence/${slot}`;

/** How far it has come. Throws ApiProblem, ApiOffline. */
export const howFar = (piece: Queued): Promise<PieceUpload> =>
  api.get<PieceUpload>(`${pathOf(piece)}?sha256=${piece.sha256}`);

/** Sends what is missing from `from` on. Throws ApiProblem, ApiOffline; what has come until then stays there. */
export function sendFrom(
  piece: Queued,
  {
    bytes,
    from,
    onprogress,
  }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly from: number; onprogress(share: number): void },
): Promise<PieceUpload> {
  const { promise, resolve, reject } = Promise.withResolvers<PieceUpload>();
  const total = bytes.byteLength;
  const request = new XMLHttpRequest();
  request.open('PUT', `/api/v1${pathOf(piece)}`);
  const headers = {
    ...forWhom(pathOf(piece)),
    Accept: 'application/json',
    'Accept-Language': getLocale(),
    'Content-Type': piece.type || 'application/octet-stream',
    'Content-Range': `bytes ${from}-${Math.max(from, total - 1)}/${total}`,
    [FILE_NAME_HEADER]: encodeURIComponent(piece.name),
    [FILE_HASH_HEADER]: piece.sha256,
  };
  for (const [header, value] of Object.entries(headers)) request.setRequestHeader(header, value);
  request.upload.onprogress = ({ loaded }) => onprogress(total > 0 ? (from + loaded) / total : 0);
  request.onload = () => {
    const answer = answerOf<PieceUpload>(request);
    if (answer instanceof Error) reject(answer);
    else resolve(answer);
  };
  request.onerror = () => reject(new ApiOffline());
  request.onabort = () => reject(new ApiOffline());
  request.send(bytes.slice(from));
  return promise;
}
