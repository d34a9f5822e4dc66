/** The one door where what was thrown becomes an answer: refusals as Problems, faults logged once with a reference. */
import { isStorageFull } from '@heping/db';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { REFUSALS, type Problem } from '@heping/protocol';
import { Refused } from '../refused.ts';
import { explain } from './explain.ts';
import { localeOf } from './locale.ts';

/** Fastify's own refusals of what came, in our words; undefined for anything else. */
function refusedByFastify(
  error: FastifyError,
  request: FastifyRequest,
  app: FastifyInstance,
): Refused | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
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

/** What the router refuses before any hook runs: an address that cannot be read leads nowhere. */
export function refuseAddress(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void sendRefused(request, reply, new Refused('NOT_FOUND'));
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

export const errors = fp(
  async (app) => {
    // JSON and nothing else: Fastify also reads text unless told not to.
    app.removeContentTypeParser('text/plain');
    app.setErrorHandler<FastifyError>((error, request, reply) => {
      const refused = toRefused(error, request, app);
      if (refused !== undefined) {
        if (refused.code === 'STORAGE_FULL') request.log.error({ ref: request.id }, 'storage is full');
        return sendRefused(request, reply, refused);
      }
      request.log.error({ ref: request.id, route: request.routeOptions.url, err: error }, 'fault');
      return sendRefused(request, reply, new Refused('FAULT', { ref: request.id }));
    });
  },
  { name: 'errors', dependencies: ['session'] },
);
