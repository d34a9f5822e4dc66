/** One question to the API. An answer is returned, a refusal is thrown as ApiProblem, silence as ApiOffline. */
import { getLocale } from '#lib/paraglide/runtime.js';
import { ANSWERED_WITHIN_MS, isOurs, isProblem } from './ours.ts';
import { ApiOffline, ApiProblem } from './problem.ts';

export const BASE = '/api/v1';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Ends the waiting earlier than the limit that every question has. [OF10] */
  readonly signal?: AbortSignal | undefined;
}

/** The shape of the answer is the server's promise (protocol/schemas); it is not checked here. */
export async function ask(
  method: Method,
  path: string,
  { headers = {}, body, signal }: Asked = {},
): Promise<unknown> {
  const limit = AbortSignal.timeout(ANSWERED_WITHIN_MS);
  const isCommand = method !== 'GET';
  let response: Response | undefined;
  let text: string;
  try {
    response = await fetch(BASE + path, {
      method,
      headers: {
        Accept: 'application/json',
        'Accept-Language': getLocale(),
        ...headers,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      credentials: 'same-origin',
      cache: 'no-store',
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    text = await response.text();
  } catch (cause) {
    // Without a line it did not leave; given up or cut off, it may be there.
    const isOut = response !== undefined || limit.aborted || signal?.aborted === true;
    throw new ApiOffline(cause, { mayBeDone: isCommand && isOut });
  }
  const answer = isOurs(response) ? parsed(text) : undefined;
  if (response.ok && answer !== undefined) return answer;
  if (isProblem(answer)) throw new ApiProblem(answer, response.status);
  // Somebody's page in the place of an answer: the server behind it was not reached, or not heard. [OF9]
  throw new ApiOffline(new Error(`status ${response.status}, not the server’s`), { mayBeDone: isCommand });
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
