/** The headers that keep an answer from being misread, on every answer there is (SECURITY C2, F3; OF9). */
import { SERVER_HEADER } from '@heping/protocol';
import fp from 'fastify-plugin';
import type { Config } from '../config.ts';

/** What an answer that is no page may load: nothing. plugins/web.ts says what pages may. */
export const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

const ALWAYS = {
  [SERVER_HEADER]: '1',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // `no-referrer` would make browsers send `Origin: null` (STACK G5).
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'x-dns-prefetch-control': 'off',
  'x-permitted-cross-domain-policies': 'none',
} as const;

/** Without https browsers ignore these and complain. */
const SECURE = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** For whoever answers past the hooks: the router's own refusals, and what is no HTTP at all. */
export const headersOf = ({ isSecure }: Pick<Config, 'isSecure'>): Readonly<Record<string, string>> => ({
  ...ALWAYS,
  ...(isSecure ? SECURE : {}),
});

export const headers = fp(
  async (app) => {
    const own = headersOf(app.config);
    app.addHook('onRequest', async (_request, reply) => {
      reply.headers(own);
    });
    app.addHook('onSend', async (request, reply) => {
      if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', NOTHING);
      if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) {
        reply.header('cache-control', 'no-store');
      }
    });
  },
  { name: 'headers', dependencies: ['db'] },
);
