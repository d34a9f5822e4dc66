/** What the log may say: method, path, status, reference. Never bodies, queries, cookies, tokens or values (C16). */
import type { FastifyServerOptions } from 'fastify';
import type { AppOptions } from '../config.ts';

const REDACTED = ['req.headers', 'headers', 'cookie', 'authorization', 'password', '*.password', '*.cookie'];

type LoggedError = {
  readonly type: string;
  readonly code?: unknown;
  readonly message: string;
  readonly stack: string;
  readonly cause?: LoggedError;
};

/** A failed query's message carries its parameters, which may be anybody's score: it is left out. */
function describe(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: '' };
  const carriesValues = 'query' in error || 'params' in error;
  return {
    type: error.name,
    ...('code' in error ? { code: error.code } : {}),
    message: carriesValues ? 'a query failed' : error.message,
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  };
}

/** Fastify's logger options for what was asked; silent when nothing was. */
export function logging(wanted: AppOptions['logger']): NonNullable<FastifyServerOptions['logger']> {
  if (wanted === undefined || wanted === false) return false;
  return {
    ...(wanted === true ? {} : wanted),
    redact: { paths: REDACTED, remove: true },
    serializers: {
      req: ({ method, url }: { readonly method: string; readonly url: string }) => ({
        method,
        // A link’s token stands in the address of its page.
        path: (url.split('?')[0] ?? '').replace(/^\/m\/.*/, '/m/…'),
      }),
      res: ({ statusCode }: { readonly statusCode: number }) => ({ statusCode }),
      err: describe,
    },
  };
}
