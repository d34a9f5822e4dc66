/** Bytes on their way to the API, and how far they are; by XMLHttpRequest, since fetch tells nothing of that. */
import { SERVER_HEADER } from '@heping/protocol';
import { forWhom } from '#lib/api/client.ts';
import { isProblem } from '#lib/api/ours.ts';
import { ApiOffline, ApiProblem } from '#lib/api/problem.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

/**
 * Bytes that have not moved for so long, or an answer to all of them that has not come, do not come any more: over a
 * network that swallows what is sent, everything behind them would wait for ever. [OF10]
 */
const STILL_MS = 60_000;

export interface Transfer {
  readonly method: 'POST' | 'PUT';
  /** Behind `/api/v1`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Blob | Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal;
  /** How many have left. */
  onprogress(loaded: number): void;
}

/** What the server answers; its shape is the server's promise (protocol/schemas). Throws ApiProblem, ApiOffline. */
export function transfer({ method, path, headers, bytes, signal, onprogress }: Transfer): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const request = new XMLHttpRequest();
  let still: ReturnType<typeof setTimeout> | undefined;
  const moved = () => {
    clearTimeout(still);
    still = setTimeout(() => request.abort(), STILL_MS);
  };
  const end = (answer: unknown) => {
    clearTimeout(still);
    if (answer instanceof Error) reject(answer);
    else resolve(answer);
  };
  request.open(method, `/api/v1${path}`);
  const all = { ...forWhom(path), ...headers, Accept: 'application/json', 'Accept-Language': getLocale() };
  for (const [header, value] of Object.entries(all)) request.setRequestHeader(header, value);
  request.upload.onprogress = ({ loaded }) => {
    moved();
    onprogress(loaded);
  };
  request.onload = () => end(answerOf(request));
  request.onerror = request.onabort = () => end(new ApiOffline());
  signal?.addEventListener('abort', () => request.abort());
  moved();
  request.send(bytes);
  return promise;
}

function answerOf(request: XMLHttpRequest): unknown {
  const { status, responseText } = request;
  const answer = request.getResponseHeader(SERVER_HEADER) === null ? undefined : parsed(responseText);
  if (status === 200 && answer !== undefined) return answer;
  if (isProblem(answer)) return new ApiProblem(answer, status);
  return new ApiOffline(new Error(`status ${status}`));
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
