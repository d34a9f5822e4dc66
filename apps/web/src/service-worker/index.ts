/**
 * Opens the app without a network: the shell from here at once, answers of the API from the server first and from here
 * when it does not answer. Kept answers are each person's apart and sealed; only who is present finds theirs.
 */
import { immutable, assets } from '$app/manifest';
import { version } from '$app/env';
import { self } from '$app/service-worker';
import { PERSON_HEADER } from '@heping/protocol';
import { ANSWERED_WITHIN_MS } from '../lib/api/ours.ts';
import { keptAt } from '../lib/device/answers.ts';
import { shelf } from '../lib/device/shelf.ts';
import { Vault } from '../lib/device/vault.ts';
import { heardIn, type Heard } from './heard.ts';
import { Keeper } from './keeper.ts';
import { addressOf, API, isKeptAnswer, isPage, isRead } from './kept-answers.ts';
import { isNoPage, startsOneOf } from './of-this-build.ts';
import { letsItselfIn } from './own-policy.ts';

const SHELL = `heping-shell-${version}`;
/** What adapter-static calls the one document of every address (svelte.config.js). */
const DOCUMENT = '/200.html';
/** With poor reception an answer from here, marked as such, is better than a blank page. */
const PATIENCE = 4_000;

const keeper = new Keeper(caches, () => new Vault(shelf('vaults'), shelf('present')));

const shellPaths = new Set([...immutable, ...assets].map(({ path }) => `/${path}`.replace(/^\/+/, '/')));

self.addEventListener('install', (event) => {
  event.waitUntil(takeAlong());
});

/** All of one build, or nothing: then the worker before this one stays. */
async function takeAlong(): Promise<void> {
  const shell = await caches.open(SHELL);
  await shell.addAll([...shellPaths, DOCUMENT]);
  if (await isOurs(shell)) return;
  await caches.delete(SHELL);
  throw new Error('what came is not of this build');
}

async function isOurs(shell: Cache): Promise<boolean> {
  for (const path of shellPaths) {
    const file = await shell.match(path);
    if (file === undefined || !isNoPage(file)) return false;
  }
  const document = await shell.match(DOCUMENT);
  if (document === undefined) return false;
  const html = await document.text();
  const policy = document.headers.get('content-security-policy');
  const scripts = immutable.map(({ path }) => path);
  return startsOneOf(html, scripts) && letsItselfIn(html, policy);
}

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith('heping-shell-') && name !== SHELL) await caches.delete(name);
      }
      await keeper.forgetPlain();
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && isPage(url)) {
    event.respondWith(fromShell(DOCUMENT, request));
  } else if (request.method === 'GET' && shellPaths.has(url.pathname)) {
    event.respondWith(fromShell(url.pathname, request));
  } else if (isKeptAnswer(request.method, url)) {
    event.respondWith(answer(request, url, event.clientId));
  } else if (isRead(request.method, url)) {
    event.respondWith(ask(request));
  }
});

/** From the server, and for whom it still is. */
async function ask(request: Request, options?: RequestInit): Promise<Response> {
  await keeper.endOldSession((inTime) =>
    fetch(`${API}/sessions/current`, { method: 'DELETE', signal: inTime }),
  );
  return fetch(request, options);
}

async function fromShell(path: string, request: Request): Promise<Response> {
  const shell = await caches.open(SHELL);
  return (await shell.match(path)) ?? fetch(request);
}

/** The server's answer; the kept one when none comes in time, or another's. What comes too late is kept for the next time. */
async function answer(request: Request, url: URL, client: string): Promise<Response> {
  const asker = request.headers.get(PERSON_HEADER);
  const address = addressOf(url);
  const kept = await keeper.find(address, asker);
  const fresh = hear(request, url, asker);
  if (kept === undefined) return (await fresh).response;
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null));
  const first = await Promise.race([fresh.catch(() => null), late]);
  if (first !== null && first.heard !== 'silence') {
    // Before the answer: who else shows it is still waiting for another, or not at all.
    await tell(client, { type: 'fresh', path: address });
    return first.response;
  }
  // A picture never changes: it is not out of date, whenever it came.
  if (url.search !== '') {
    void fresh.catch(() => undefined);
    return kept;
  }
  // The answer to an earlier question may have come meanwhile.
  const now = (await keeper.find(address, asker)) ?? kept;
  await tell(client, { type: 'stale', path: address, keptAt: keptAt(now) });
  void fresh.then(
    async ({ heard }) => {
      if (heard === 'silence') return;
      const answer: unknown = heard === 'answer' ? await (await keeper.find(address, asker))?.json() : undefined;
      await tell(client, { type: 'late', path: address, answer });
    },
    () => undefined,
  );
  return now;
}

/** What the server answers, if it was the server: that is kept, or what was kept goes. [OF9] */
async function hear(
  request: Request,
  url: URL,
  asker: string | null,
): Promise<{ readonly heard: Heard; readonly response: Response }> {
  const response = await ask(request, { signal: AbortSignal.timeout(ANSWERED_WITHIN_MS) });
  const heard = await heardIn(url, response);
  if (heard === 'answer') await keeper.keep(url, response.clone(), asker);
  else if (heard === 'withdrawn') await keeper.drop(addressOf(url), asker);
  return { heard, response };
}

async function tell(client: string, message: unknown): Promise<void> {
  (await self.clients.get(client))?.postMessage(message);
}
