/** Origin on mutations, and the guard that asks for a session unless a route says otherwise. */
import fp from 'fastify-plugin';
import { Refused, slowDown } from '../refused.ts';
import { mayMutate } from '../sessions/origin.ts';
import { Throttle } from '../sessions/throttle.ts';
import { requireVisitor } from './session.ts';

/** One way in under /api/v1, as it was registered. */
export interface Door {
  readonly method: string;
  readonly path: string;
  readonly isPublic: boolean;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every way in, for the test that asks who may pass which. */
    readonly doors: readonly Door[];
  }
  interface FastifyContextConfig {
    /** Answered without a session. Everything else under /api needs one. */
    isPublic?: boolean;
  }
}

const API = '/api/v1';
/** 20 commands a second of one session, averaged, so that a page that saves much at once is not held up (SECURITY C3). */
const COMMANDS = { most: 200, windowMs: 10_000 } as const;
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
export const security = fp(
  async (app) => {
    const doors: Door[] = [];
    app.decorate('doors', doors);
    app.addHook('onRoute', ({ method, url, config }) => {
      if (!url.startsWith(API)) return;
      for (const one of [method].flat().filter((name) => name !== 'HEAD')) {
        doors.push({ method: one, path: url.slice(API.length), isPublic: config?.isPublic === true });
      }
    });
    const commands = new Throttle(COMMANDS);
    /** Throws SLOW_DOWN; what is refused is not counted, so that who waits is let in. */
    function countCommand(session: string): void {
      const now = app.clock();
      const wait = commands.waitFor(session, now);
      if (wait > 0) throw slowDown(wait);
      commands.fail(session, now);
    }

    app.addHook('onRequest', async (request) => {
      const isCommand = !SAFE.has(request.method);
      if (isCommand && !mayMutate(app, request)) throw new Refused('BAD_ORIGIN');
      if (isCommand && request.visitor !== null) countCommand(request.visitor.tokenHash);
      const { url, config } = request.routeOptions;
      if (url?.startsWith(`${API}/`) === true && config.isPublic !== true) requireVisitor(request);
    });
  },
  { name: 'security', dependencies: ['session', 'errors'] },
);
