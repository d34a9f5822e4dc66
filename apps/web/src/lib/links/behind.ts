/** The API behind a link: every question says which link it means. A refusal is thrown as ApiProblem, silence as ApiOffline. */
import { LINK_HEADER, type LinkPage, type Problem } from '@heping/protocol';
import { ApiOffline, ApiProblem } from '#lib/api/problem.ts';
import type { FilePlace } from '#lib/files/place.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

export interface BehindLink {
  /** The measure, where the code was entered in this browser before. */
  look(): Promise<LinkPage>;
  enter(code: string): Promise<LinkPage>;
  act(act: 'note' | 'report' | 'ask-extension', body: object): Promise<LinkPage>;
  leave(): Promise<void>;
  readonly files: Omit<FilePlace, 'keepsCameraRecord'>;
}

export function behindLink(token: string): BehindLink {
  const headers = { [LINK_HEADER]: token };
  const ask = (method: string, path: string, body?: object) => request(method, path, headers, body);
  return {
    look: () => ask('GET', '/measure') as Promise<LinkPage>,
    enter: (code) => ask('POST', '/sessions', { token, code }) as Promise<LinkPage>,
    act: (act, body) => ask('POST', `/measure/${act}`, body) as Promise<LinkPage>,
    leave: async () => void (await ask('DELETE', '/sessions/current')),
    files: { uploadTo: '/link/files', viewAt: '/link/files', headers },
  };
}

async function request(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`/api/v1/link${path}`, {
    method,
    headers: {
      ...headers,
      Accept: 'application/json',
      'Accept-Language': getLocale(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    credentials: 'same-origin',
    cache: 'no-store',
    body: body === undefined ? null : JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new ApiOffline(cause);
  });
  const answer = (await response.json().catch(() => null)) as unknown;
  // The shape of an answer is the server's promise (protocol/schemas); it is not checked a second time here.
  if (response.ok) return answer;
  if (typeof answer !== 'object' || answer === null || !('message' in answer))
    throw new ApiOffline(new Error(`status ${response.status}`));
  throw new ApiProblem(answer as Problem, response.status);
}
