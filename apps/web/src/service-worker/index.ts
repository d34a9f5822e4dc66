/**
 * Opens the app without a network: the shell from here at once, answers of the API from the server first and from here
 * when it does not answer. Kept answers are each person's apart and sealed; only who is present finds theirs.
 */
import { immutable, assets } from '$app/manifest';
import { version } from '$app/env';
import { self } from '$app/service-worker';
import { PERSON_HEADER } from '@heping/protocol';
import { isOurs } from '../lib/api/ours.ts';
import { shelf } from '../lib/device/shelf.ts';
import { Vault } from '../lib/device/vault.ts';
import { answer, type Told } from './answer.ts';
import { Keeper } from './keeper.ts';
import { API, isKeptAnswer, isPage, isRead } from './kept-answers.ts';
import { startsOneOf } from './of-this-build.ts';
import { letsItselfIn } from './own-policy.ts';

const SHELL = `heping-shell-${version}`;
/** What adapter-static calls the one document of every address (svelte.config.js). */
const DOCUMENT = '/200.html';
const keeper = new Keeper(caches, () => new Vault(shelf('vaults'), shelf('present')));

const shellPaths = new Set([...immutable, ...assets].map(({ path }) => `/${path}`.replace(/^\/+/, '/')));

self.addEventListener('install', (event) => {
  event.waitUntil(takeAlong());
});

/** All of one build, or nothing: then the worker before this one stays. */
async function takeAlong(): Promise<void> {
  const shell = await caches.open(SHELL);
  await shell.addAll([...shellPaths, DOCUMENT]);
  if (await isWhole(shell)) return;
  await caches.delete(SHELL);
  throw new Error('what came is not of this build');
}

async function isWhole(shell: Cache): Promise<boolean> {
  for (const path of shellPaths) {
    const file = await shell.match(path);
    if (file === undefined || !isOurs(file)) return false;
  }
  const document = await shell.match(DOCUMENT);
  if (document === undefined || !isOurs(document)) return false;
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
    const client = event.clientId;
    event.respondWith(
      answer(
        { url, asker: request.headers.get(PERSON_HEADER) },
        {
          kept: keeper,
          ask: (inTime) => ask(request, { signal: inTime }),
          tell: (said) => tell(client, said),
        },
      ),
    );
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

async function tell(client: string, message: Told): Promise<void> {
  (await self.clients.get(client))?.postMessage(message);
}
