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
import { inTime } from './in-time.ts';
import { readHistory } from './read.ts';
import { readStanding } from './standing.ts';

const tags = ['evaluations'];
const One = z.object({ id: schemas.Id });

/** The clock of a device may go before the server's by so much: its now can be looked at. [HI4] */
const AHEAD_MS = 60_000;

/**
 * Logs are long. One person reads one at a time, and so does one evaluation, of all together two: whoever waits for a
 * long log is read beside, not behind. [HI5]
 */
const OF_PERSON = { atOnce: 60, ofOne: 1, lineOfOne: 3, line: 60, waitMs: 2_000 } as const;
const OF_EVALUATION = { atOnce: 2, ofOne: 1, lineOfOne: 30, line: 60, waitMs: 2_000 } as const;

export function historyRoutes(app: FastifyInstance, api: Api): void {
  const { store } = app;
  const [ofPerson, ofEvaluation] = [new Turns(OF_PERSON), new Turns(OF_EVALUATION)];
  /** Reads for somebody when it is their turn, and the evaluation's. */
  const reading = async <Read>(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    read: (here: Access, ended: AbortSignal) => Promise<Read>,
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
    const turn = async () => {
      const here = await reader();
      return inTime(left, (ended) => read(here, ended));
    };
    return ofPerson.take(visitor.personId, () => ofEvaluation.take(id, turn, left), left);
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
      reading(request, reply, request.params.id, (here, ended) =>
        readHistory(store, here, request.query.at, ended),
      ),
  );

  api.get(
    '/evaluations/:id/standing',
    {
      schema: {
        tags,
        summary: 'The documents as they stood at a moment 当时的评分表',
        params: One,
        querystring: z.object({
          moment: z
            .string()
            .regex(/^\d{1,16}$/)
            .transform(Number)
            .pipe(schemas.Moment.nonnegative()),
        }),
        response: answers(schemas.Standing),
      },
    },
    async (request, reply) =>
      reading(request, reply, request.params.id, async (here, ended) => {
        const { moment } = request.query;
        if (moment > app.clock() + AHEAD_MS) throw new Refused('MOMENT_TO_COME');
        return readStanding(store, here, moment, ended);
      }),
  );
}
