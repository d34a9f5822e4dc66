/** 变更记录: the history of an indicator, and the sheet as it stood. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { access, allow, type Access } from '../evaluations/access.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { Turns } from '../turns.ts';
import { readHistory, readStanding } from './read.ts';

const tags = ['evaluations'];
const One = z.object({ id: schemas.Id });

/** Logs are long: of everybody together one is read at a time. [HI5] */
const LINES = { atOnce: 1, ofOne: 1, lineOfOne: 3, line: 60, waitMs: 2_000 } as const;

export function historyRoutes(app: FastifyInstance, api: Api): void {
  const { store } = app;
  const turns = new Turns(LINES);
  /** Reads for somebody when it is their turn. */
  const reading = async <Read>(
    request: FastifyRequest,
    id: string,
    read: (here: Access) => Promise<Read>,
  ) => {
    const visitor = requireVisitor(request);
    const here = await access(store.db, id, visitor);
    allow(here, 'record.read');
    return turns.take(visitor.personId, () => read(here));
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
    async (request) =>
      reading(request, request.params.id, (here) => readHistory(store, here, request.query.at)),
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
    async (request) =>
      reading(request, request.params.id, (here) => readStanding(store, here, request.query.moment)),
  );
}
