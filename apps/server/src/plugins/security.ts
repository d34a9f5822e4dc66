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
/**
 * 20 commands and 20 questions a second of one person, and 30 of each of an address without a session, averaged, so that a page that saves or asks much at once is not held up (SECURITY C3).
 */
const PACE = { most: 200, windowMs: 10_000 } as const;
const PUBLIC_PACE = { most: 150, windowMs: 5_000 } as const;
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
    const commands = new Throttle(PACE);
    const questions = new Throttle(PACE);
    const publicQuestions = new Throttle(PUBLIC_PACE);
    const publicCommands = new Throttle(PUBLIC_PACE);
    /** Throws SLOW_DOWN; what is refused is not counted, so that who waits is let in. */
    function count(throttle: Throttle, key: string): void {
      const now = app.clock();
      const wait = throttle.waitFor(key, now);
      if (wait > 0) throw slowDown(wait);
      throttle.fail(key, now);
    }

    app.addHook('onRequest', async (request) => {
      const isCommand = !SAFE.has(request.method);
      if (isCommand && !mayMutate(app, request)) throw new Refused('BAD_ORIGIN');
      const { visitor, ip, routeOptions } = request;
      const { url, config } = routeOptions;
      const isQuestion = !isCommand && url?.startsWith('/api/') === true;
      if (visitor !== null && isCommand) count(commands, visitor.personId);
      else if (visitor !== null && isQuestion) count(questions, visitor.personId);
      else if (isQuestion) count(publicQuestions, ip);
      else if (isCommand && url !== undefined) count(publicCommands, ip);
      if (url?.startsWith(`${API}/`) === true && config.isPublic !== true) requireVisitor(request);
    });
  },
  { name: 'security', dependencies: ['session', 'errors'] },
);
