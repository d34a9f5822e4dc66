/**
 * The one way to the API. An answer is returned, a refusal is thrown as ApiProblem, silence as ApiOffline. When the session
 * is over, the request waits for the person to sign in again and is then repeated: the page never loses what it asked.
 */
import { getLocale } from '#lib/paraglide/runtime.js';
import { PERSON_HEADER, type Problem } from '@heping/protocol';
import { ApiOffline, ApiProblem } from './problem.ts';

export { ApiOffline, ApiProblem, explain } from './problem.ts';

export const BASE = '/api/v1';
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** For whom this page asks; the session says, the client cannot know. Signing in and out is for nobody yet. [SK10] */
export const asks: { as: string | null } = { as: null };
export const forWhom = (path: string): Record<string, string> =>
  asks.as === null || path.startsWith('/sessions') ? {} : { [PERSON_HEADER]: asks.as };

/** Resolves when the person has signed in again, with false when they would not. */
type SignInAgain = () => Promise<boolean>;
let signInAgain: SignInAgain = () => Promise.resolve(false);

/** The session says how it is renewed; the client cannot know. */
export function onSignedOut(renew: SignInAgain) {
  signInAgain = renew;
}

async function send(
  method: Method,
  path: string,
  body: unknown,
  signal: AbortSignal | null = null,
): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'Accept-Language': getLocale(),
    ...forWhom(path),
  };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    return await fetch(BASE + path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      body: body === undefined ? null : JSON.stringify(body),
      signal,
    });
  } catch (cause) {
    throw new ApiOffline(cause);
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'error' in value && 'message' in value;
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A proxy's page in the place of an answer: the server behind it was not reached.
    throw new ApiOffline(new Error(`status ${response.status}, not JSON`));
  }
}

async function request<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(method, path, body, signal);
  const answer = await read(response);
  // The shape of an answer is the server's promise (protocol/schemas); it is not checked a second time here.
  if (response.ok) return answer as T;
  if (!isProblem(answer)) throw new ApiOffline(new Error(`status ${response.status}`));
  if (answer.error === 'LOGIN' && (await signInAgain())) return request<T>(method, path, body, signal);
  throw new ApiProblem(answer, response.status);
}

export const api = {
  /** `signal` drops a question that something overtook. */
  get: <T>(path: string, signal?: AbortSignal) => request<T>('GET', path, undefined, signal),
  post: <T>(path: string, body: unknown = {}) => request<T>('POST', path, body),
  put: <T>(path: string, body: unknown) => request<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown) => request<T>('PATCH', path, body),
  delete: <T>(path: string) => request<T>('DELETE', path),
};

/** `?tier=village&q=…` out of what is set. */
export function query(params: Readonly<Record<string, string | null | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) search.set(name, value);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
