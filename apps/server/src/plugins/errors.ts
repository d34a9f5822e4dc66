/** The one door where what was thrown becomes an answer: refusals as Problems, faults logged once with a reference. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { isStorageFull } from '@heping/db';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { REFUSALS, type Problem, type RefusalCode } from '@heping/protocol';
import { Refused } from '../refused.ts';
import { explain } from './explain.ts';
import { headersOf, NOTHING } from './headers.ts';
import { localeOf } from './locale.ts';

/** Fastify's own refusals of what came, in our words; undefined for anything else. */
function refusedByFastify(
  error: FastifyError,
  request: FastifyRequest,
  app: FastifyInstance,
): Refused | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE':
      return new Refused('NOT_JSON_TYPE', { type: (request.headers['content-type'] ?? '').slice(0, 80) });
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Refused('TOO_LARGE', {
        limit: request.routeOptions.bodyLimit ?? app.initialConfig.bodyLimit ?? 0,
      });
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new Refused('NOT_JSON');
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
    case 'FST_STATIC_FORBIDDEN_PATH':
      return new Refused('NOT_FOUND');
    default:
      return undefined;
  }
}

function toRefused(error: FastifyError, request: FastifyRequest, app: FastifyInstance): Refused | undefined {
  if (error instanceof Refused) return error;
  if (isStorageFull(error)) return new Refused('STORAGE_FULL');
  if (error.validation !== undefined) return explain(error);
  return (
    refusedByFastify(error, request, app) ??
    // Fastify's JSON parser throws a plain SyntaxError for keys like __proto__.
    (error instanceof SyntaxError && error.statusCode === 400 ? new Refused('NOT_JSON') : undefined)
  );
}

/** Whether the connection ended before the request did: nothing failed here, and nobody hears the answer. */
const hasLeft = ({ raw }: FastifyRequest): boolean => raw.destroyed && !raw.complete;

/** What the router refuses before any hook runs: an address that cannot be read leads nowhere. */
export function refuseAddress(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ ...headersOf(reply.server.config), 'content-security-policy': NOTHING });
  void sendRefused(request, reply, new Refused('NOT_FOUND'));
}

const NO_REQUEST: Readonly<Record<string, RefusalCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'TOO_SLOW',
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
};

/** What never became a request: too slow, too long, or no HTTP. In both languages, since nobody knows the reader's. */
export function refuseConnection(
  this: FastifyInstance,
  error: Error & { code?: string },
  socket: Socket,
): void {
  if (socket.destroyed) return;
  const code = NO_REQUEST[error.code ?? ''] ?? 'NOT_HTTP';
  const refused = new Refused(code);
  const problem: Problem = { error: code, message: `${refused.say('zh')} ${refused.say('en')}`, ref: '-' };
  const body = Buffer.from(JSON.stringify(problem));
  const { status } = REFUSALS[code];
  const lines = Object.entries({
    ...headersOf(this.config),
    'content-security-policy': NOTHING,
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(body.length),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  if (socket.writable) {
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`);
    socket.write(body);
  }
  socket.destroySoon();
}

/** Answers with the Problem of a refusal, in the reader's language. */
export function sendRefused(request: FastifyRequest, reply: FastifyReply, refused: Refused): FastifyReply {
  const locale = localeOf(request);
  const details = refused.detailsIn(locale);
  const problem: Problem = {
    error: refused.code,
    message: refused.say(locale),
    ref: request.id,
    ...(details === undefined ? {} : { details: details.map((detail) => ({ ...detail })) }),
  };
  if (refused.retryAfter !== undefined) reply.header('retry-after', refused.retryAfter);
  return reply
    .code(REFUSALS[refused.code].status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer(JSON.stringify)
    .send(problem);
}

/** Keeps what nobody foresaw in the log, and says it as a refusal. */
export function faultOf(request: FastifyRequest, error: unknown): Refused {
  if (isStorageFull(error)) {
    request.log.error({ ref: request.id }, 'storage is full');
    return new Refused('STORAGE_FULL');
  }
  request.log.error({ ref: request.id, route: request.routeOptions.url, err: error }, 'fault');
  return new Refused('FAULT', { ref: request.id });
}

export const errors = fp(
  async (app) => {
    // JSON and nothing else: Fastify also reads text unless told not to.
    app.removeContentTypeParser('text/plain');
    app.setErrorHandler<FastifyError>((error, request, reply) => {
      if (hasLeft(request)) {
        request.log.info({ ref: request.id }, 'left in the middle');
        return sendRefused(request, reply, new Refused('NOT_HTTP'));
      }
      const refused = toRefused(error, request, app);
      if (refused !== undefined) {
        if (refused.code === 'STORAGE_FULL') request.log.error({ ref: request.id }, 'storage is full');
        return sendRefused(request, reply, refused);
      }
      return sendRefused(request, reply, faultOf(request, error));
    });
  },
  { name: 'errors', dependencies: ['session'] },
);
