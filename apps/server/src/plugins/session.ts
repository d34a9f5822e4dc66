/** Who is asking: `app.sessions` for every door, `request.visitor` for HTTP. */
import type { IncomingMessage } from 'node:http';
import { PERSON_HEADER } from '@heping/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { AppOptions } from '../config.ts';
import { Refused } from '../refused.ts';
import { isOwnOrigin } from '../sessions/origin.ts';
import { hashPassword, PASSWORD_COST } from '../sessions/password.ts';
import { createSessions, type Sessions, type Visitor } from '../sessions/sessions.ts';
import { cookieName } from '../sessions/token.ts';

export type { Visitor } from '../sessions/sessions.ts';

declare module 'fastify' {
  interface FastifyInstance {
    sessions: Sessions & {
      /** Whether `Origin` is there and allowed. For upgrades; HTTP is checked by plugins/security.ts. */
      checkOrigin(request: IncomingMessage | FastifyRequest): boolean;
      hashPassword(password: string): Promise<string>;
    };
  }
  interface FastifyRequest {
    visitor: Visitor | null;
  }
}

/** Whether a page that says whose it is says this visitor. Who says nothing is whoever the session says. [SK10] */
const isFor = (visitor: Visitor | null, said: string | string[] | undefined): boolean =>
  said === undefined || said === visitor?.personId;

/** The visitor, or the refusal LOGIN. */
export function requireVisitor(request: FastifyRequest): Visitor {
  if (request.visitor === null) throw new Refused('LOGIN');
  return request.visitor;
}

/** Administration is invisible to everybody else: the same 404 as for what does not exist (C4). */
export function requireAdministrator(request: FastifyRequest): Visitor {
  const visitor = requireVisitor(request);
  if (!visitor.isAdministrator) throw new Refused('NOT_FOUND');
  return visitor;
}

export const session = fp<AppOptions>(
  async (app: FastifyInstance, { passwordCost = PASSWORD_COST }) => {
    app.decorate('sessions', {
      ...createSessions(app.store, { clock: () => app.clock(), cookie: cookieName(app.config) }),
      checkOrigin: (request: IncomingMessage | FastifyRequest) => isOwnOrigin(app, request),
      hashPassword: (password: string) => hashPassword(password, passwordCost),
    });
    app.decorateRequest('visitor', null);
    app.addHook('onRequest', async (request) => {
      if (request.url.startsWith('/api/')) {
        const visitor = await app.sessions.authenticate(request.headers.cookie);
        request.visitor = isFor(visitor, request.headers[PERSON_HEADER]) ? visitor : null;
      }
    });
  },
  { name: 'session', dependencies: ['db'] },
);
