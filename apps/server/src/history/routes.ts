/** 变更记录: the history of an indicator, and the sheet as it stood. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { access, allow, type Access } from '../evaluations/access.ts';
import { leftSignal } from '../plugins/left.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { Refused } from '../refused.ts';
import { Turns } from '../turns.ts';
import { readHistory } from './read.ts';
import { readStanding } from './standing.ts';

const tags = ['evaluations'];
const One = z.object({ id: schemas.Id });

/** The clock of a device may go before the server's by so much: its now can be looked at. [HI4] */
const AHEAD_MS = 60_000;

/** Logs are long: of everybody together one is read at a time. [HI5] */
const LINES = { atOnce: 1, ofOne: 1, lineOfOne: 3, line: 60, waitMs: 2_000 } as const;

export function historyRoutes(app: FastifyInstance, api: Api): void {
  const { store } = app;
  const turns = new Turns(LINES);
  /** Reads for somebody when it is their turn. */
  const reading = async <Read>(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    read: (here: Access, left: AbortSignal) => Promise<Read>,
  ) => {
    const visitor = requireVisitor(request);
    const reader = async () => {
      const here = await access(store.db, id, visitor);
      allow(here, 'record.read');
      return here;
    };
    await reader();
    const left = leftSignal(reply);
    // Asked again: waiting takes its time, and a seat may be gone by then.
    return turns.take(visitor.personId, async () => read(await reader(), left), left);
  };

  api.get(
    '/evaluations/:id/history',
    {
      schema: {
        tags,
        summary: 'Who changed what of one indicator, newest first 变更记录',
        params: One,
        querystring: z.object({ at: z.string().regex(/^[A-Z0-9.]{1,20}$/) }),
        response: answers(schemas.History),
      },
    },
    async (request, reply) =>
      reading(request, reply, request.params.id, (here, left) =>
        readHistory(store, here, request.query.at, left),
      ),
  );

  api.get(
    '/evaluations/:id/standing',
    {
      schema: {
        tags,
        summary: 'The documents as they stood at a moment 当时的评分表',
        params: One,
        querystring: z.object({ moment: z.coerce.number().pipe(schemas.Moment.nonnegative()) }),
        response: answers(schemas.Standing),
      },
    },
    async (request, reply) =>
      reading(request, reply, request.params.id, async (here, left) => {
        const { moment } = request.query;
        if (moment > app.clock() + AHEAD_MS) throw new Refused('MOMENT_TO_COME');
        return readStanding(store, here, moment, left);
      }),
  );
}
