/** The API behind a link: every question says which link it means. A refusal is thrown as ApiProblem, silence as ApiOffline. */
import { LINK_HEADER, type LinkPage } from '@heping/protocol';
import { ask, type Method } from '#lib/api/ask.ts';
import type { FilePlace } from '#lib/files/place.ts';

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
  const request = (method: Method, path: string, body?: object) =>
    ask(method, `/link${path}`, { headers, body });
  return {
    look: () => request('GET', '/measure') as Promise<LinkPage>,
    enter: (code) => request('POST', '/sessions', { token, code }) as Promise<LinkPage>,
    act: (act, body) => request('POST', `/measure/${act}`, body) as Promise<LinkPage>,
    leave: async () => void (await request('DELETE', '/sessions/current')),
    files: { uploadTo: '/link/files', viewAt: '/link/files', headers },
  };
}
