/**
 * The one way to the API. An answer is returned, a refusal is thrown as ApiProblem, silence as ApiOffline. When the session
 * is over, the request waits for the person to sign in again and is then repeated: the page never loses what it asked.
 */
import { PERSON_HEADER } from '@heping/protocol';
import { ask, type Method } from './ask.ts';
import { ApiProblem } from './problem.ts';

export { BASE } from './ask.ts';
export { ApiOffline, ApiProblem, explain } from './problem.ts';

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

async function request<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  try {
    return (await ask(method, path, { headers: forWhom(path), body, signal })) as T;
  } catch (error) {
    const isSignedOut = error instanceof ApiProblem && error.is('LOGIN');
    if (isSignedOut && (await signInAgain())) return request<T>(method, path, body, signal);
    throw error;
  }
}

/** Ends this person's session. Where the browser holds another's by now, the server leaves that one alone. [SK10] */
export const endSessionOf = (person: string, inTime: AbortSignal): Promise<unknown> =>
  ask('DELETE', '/sessions/current', { headers: { [PERSON_HEADER]: person }, signal: inTime });

export const api = {
  /** `signal` drops a question that something overtook, or is waited for less long than others. */
  get: <T>(path: string, signal?: AbortSignal) => request<T>('GET', path, undefined, signal),
  post: <T>(path: string, body: unknown = {}, signal?: AbortSignal) => request<T>('POST', path, body, signal),
  put: <T>(path: string, body: unknown) => request<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown) => request<T>('PATCH', path, body),
  delete: <T>(path: string, signal?: AbortSignal) => request<T>('DELETE', path, undefined, signal),
};

/** `?tier=village&q=…` out of what is set. */
export function query(params: Readonly<Record<string, string | null | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) search.set(name, value);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
