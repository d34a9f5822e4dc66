/** One file to the server, with how far it is; by XMLHttpRequest, since fetch tells nothing of what is on its way. */
import { FILE_NAME_HEADER, type Problem, type Uploaded } from '@heping/protocol';
import { forWhom } from '#lib/api/client.ts';
import { ApiOffline, ApiProblem } from '#lib/api/problem.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { FilePlace } from './place.ts';

export interface Sending {
  readonly name: string;
  readonly bytes: Blob;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  onprogress(share: number): void;
}

/** Throws ApiProblem, ApiOffline. */
export function sendFile({ uploadTo, headers = {} }: FilePlace, sending: Sending): Promise<Uploaded> {
  const { promise, resolve, reject } = Promise.withResolvers<Uploaded>();
  const { name, bytes, signal, onprogress } = sending;
  const request = new XMLHttpRequest();
  request.open('POST', `/api/v1${uploadTo}`);
  const all = {
    ...forWhom(uploadTo),
    ...headers,
    Accept: 'application/json',
    'Accept-Language': getLocale(),
    'Content-Type': bytes.type || 'application/octet-stream',
    [FILE_NAME_HEADER]: encodeURIComponent(name),
  };
  for (const [header, value] of Object.entries(all)) request.setRequestHeader(header, value);
  request.upload.onprogress = ({ loaded, total }) => onprogress(total > 0 ? loaded / total : 0);
  request.onload = () => {
    const answer = answerOf<Uploaded>(request);
    if (answer instanceof Error) reject(answer);
    else resolve(answer);
  };
  request.onerror = () => reject(new ApiOffline());
  request.onabort = () => reject(new ApiOffline());
  signal.addEventListener('abort', () => request.abort());
  request.send(bytes);
  return promise;
}

/** What the server said, or why there is no answer: ApiProblem, ApiOffline. */
export function answerOf<T>(request: XMLHttpRequest): T | ApiProblem | ApiOffline {
  const answer = read(request.responseText);
  // The shape of an answer is the server's promise (protocol/schemas).
  if (request.status === 200 && answer !== null) return answer as T;
  if (isProblem(answer)) return new ApiProblem(answer, request.status);
  return new ApiOffline(new Error(`status ${request.status}`));
}

function read(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'error' in value && 'message' in value;
