/** The built pages: files as they are, and one document for every address that is a page. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Refused } from '../refused.ts';
import { sendRefused } from './errors.ts';
import { localeOf } from './locale.ts';

/** What adapter-static may call its document for every address. */
const FALLBACKS = ['app.html', 'fallback.html', '200.html', 'index.html'];
const NOT_PAGES = /^\/(?:api|sync|socket\.io)(?:[/?]|$)/;
const IMMUTABLE = '/_app/immutable/';

/** What pages may load: only their own. Kit's inline start script is let in by its hash. */
function policyFor(html: string): string {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'self'",
    ["script-src 'self'", ...scripts].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "object-src 'none'",
  ].join('; ');
}

interface Document {
  readonly html: string;
  readonly policy: string;
}

/**
 * The document as it is on disk now, with the policy that lets its own script in: a build may come while this runs, and
 * a document under another one's policy is a blank page. While there is none, the last one holds.
 */
function documentAt(path: string): () => Document {
  const read = (): Document => {
    const html = readFileSync(path, 'utf8');
    return { html, policy: policyFor(html) };
  };
  const built = () => {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? null : `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
  };
  let of = built();
  let document = read();
  return () => {
    const now = built();
    if (now !== null && now !== of) {
      document = read();
      of = now;
    }
    return document;
  };
}

const NOT_BUILT = {
  zh: '页面尚未构建：请运行 npm run build，然后重新启动。接口在 /api/docs。',
  en: 'The pages are not built yet: run npm run build and start again. The API is at /api/docs.',
};

/** A browser going to an address, not a page asking for a file. */
function isNavigation({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const path = url.split('?')[0] ?? '';
  if (NOT_PAGES.test(path) || path.startsWith('/_app/')) return false;
  const mode = headers['sec-fetch-mode'];
  if (mode !== undefined) return mode === 'navigate';
  return !/\.[a-z0-9]{2,11}$/i.test(path) && /text\/html|\*\/\*/.test(headers.accept ?? '*/*');
}

async function servePages(app: FastifyInstance, root: string, fallback: string): Promise<void> {
  const current = documentAt(join(root, fallback));

  function sendDocument(reply: FastifyReply): FastifyReply {
    const { html, policy } = current();
    return reply
      .code(200)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-security-policy', policy)
      .send(html);
  }

  /** The page for an address that is one; a file that is not there is not there. */
  function answerPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (!isNavigation(request)) return sendRefused(request, reply, new Refused('NOT_FOUND'));
    return sendDocument(reply);
  }

  app.setNotFoundHandler(answerPage);
  // By its name the service worker takes it along.
  app.get(`/${fallback}`, { schema: { hide: true } }, (_request, reply) => sendDocument(reply));
  await app.register(async (files) => {
    // A folder, a hidden file, a path out of the folder: for whoever asks there is no such file.
    files.setErrorHandler<FastifyError>((error, request, reply) => {
      if (error.statusCode === undefined || error.statusCode >= 500) throw error;
      return answerPage(request, reply);
    });
    await files.register(fastifyStatic, {
      root,
      index: false,
      cacheControl: false,
      preCompressed: true,
      dotfiles: 'ignore',
      setHeaders(reply, path) {
        const isImmutable = path.replaceAll('\\', '/').includes(IMMUTABLE);
        reply.header('cache-control', isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache');
        // A worker takes its policy from its own answer.
        reply.header('content-security-policy', current().policy);
      },
    });
  });
}

export const web = fp(
  async (app) => {
    const { webDir } = app.config;
    const fallback = FALLBACKS.find((name) => webDir !== null && existsSync(join(webDir, name)));
    if (webDir !== null && fallback !== undefined) return servePages(app, webDir, fallback);
    app.setNotFoundHandler((request, reply) => {
      if (!isNavigation(request)) return sendRefused(request, reply, new Refused('NOT_FOUND'));
      const locale = localeOf(request);
      return reply
        .code(503)
        .type('text/html; charset=utf-8')
        .send(
          `<!doctype html><html lang="${locale}"><title>合评 Heping</title><p>${NOT_BUILT[locale]}</p></html>`,
        );
    });
  },
  { name: 'web', dependencies: ['security'] },
);
