/** The API's answers that the service worker keeps on this device: each person's apart, sealed. [OF3] */
import { SERVER_HEADER } from '@heping/protocol';
import type { Vault } from './vault.ts';

const ANSWERS = 'heping-answers|';
/** Of versions that kept them as they came. */
export const PLAIN_ANSWERS = 'heping-answers';
const KEPT_AT = 'x-heping-kept-at';
/** What lies beside the sealed answer in the clear: how to read it, and nothing of what it says. The rest names files and their hashes. */
const SAID: readonly string[] = ['content-type', 'content-security-policy', 'x-content-type-options'];

type Key = Pick<Vault, 'seal' | 'unseal'>;
const about = (person: string, path: string) => `answer|${person}|${path}`;
const answersOf = (storage: CacheStorage, person: string): Promise<Cache> =>
  storage.open(`${ANSWERS}${person}`);

/** When a kept answer came from the server, ms. */
export const keptAt = (answer: Response): number => Number(answer.headers.get(KEPT_AT));

export async function keepAnswer(
  storage: CacheStorage,
  key: Key,
  person: string,
  path: string,
  { headers: sent, body }: { readonly headers: Headers; readonly body: Uint8Array },
): Promise<void> {
  const headers = new Headers([...sent].filter(([name]) => SAID.includes(name)));
  headers.set(KEPT_AT, String(Date.now()));
  const sealed = await key.seal(body, about(person, path));
  await (await answersOf(storage, person)).put(path, new Response(sealed, { headers }));
}

/** As it came; undefined where none is kept, or it does not open. */
export async function keptAnswer(
  storage: CacheStorage,
  key: Key,
  person: string,
  path: string,
): Promise<Response | undefined> {
  const kept = await (await answersOf(storage, person)).match(path);
  if (kept === undefined) return undefined;
  const body = await key.unseal(new Uint8Array(await kept.arrayBuffer()), about(person, path));
  if (body === null) return undefined;
  const headers = new Headers(kept.headers);
  // It was the server's when it was sealed.
  headers.set(SERVER_HEADER, '1');
  return new Response(body, { headers });
}

/** Whether one is kept, without opening it. */
export async function hasAnswer(storage: CacheStorage, person: string, path: string): Promise<boolean> {
  return (await (await answersOf(storage, person)).match(path)) !== undefined;
}

export async function dropAnswer(storage: CacheStorage, person: string, path: string): Promise<void> {
  await (await answersOf(storage, person)).delete(path);
}

/** Of whom answers are kept here. */
export async function answered(): Promise<readonly string[]> {
  if (typeof caches === 'undefined') return [];
  return (await caches.keys())
    .filter((name) => name.startsWith(ANSWERS))
    .map((name) => name.slice(ANSWERS.length));
}
export async function forgetAnswers(person: string): Promise<void> {
  if (typeof caches !== 'undefined') await caches.delete(`${ANSWERS}${person}`);
}
