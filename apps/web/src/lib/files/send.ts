/** One file to the server, with how far it is. */
import { FILE_NAME_HEADER, type Uploaded } from '@heping/protocol';
import type { FilePlace } from './place.ts';
import { transfer } from './transfer.ts';

export interface Sending {
  readonly name: string;
  readonly bytes: Blob;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  onprogress(share: number): void;
}

/** Throws ApiProblem, ApiOffline. */
export async function sendFile(
  { uploadTo, headers = {} }: FilePlace,
  { name, bytes, signal, onprogress }: Sending,
): Promise<Uploaded> {
  const answer = await transfer({
    method: 'POST',
    path: uploadTo,
    headers: {
      ...headers,
      'Content-Type': bytes.type || 'application/octet-stream',
      [FILE_NAME_HEADER]: encodeURIComponent(name),
    },
    ...{ bytes, signal },
    onprogress: (loaded) => onprogress(bytes.size > 0 ? loaded / bytes.size : 0),
  });
  return answer as Uploaded;
}
