/** 工作台账: a centre's log for who keeps and who oversees it, and as an evaluation sees it. */
import { setImmediate as rest } from 'node:timers/promises';
import { schemas } from '@heping/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newId } from '../ids.ts';
import { leftSignal } from '../plugins/left.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { Turns } from '../turns.ts';
import { logHere } from './access.ts';
import { addActivity, correctActivity, withdrawActivity, type Keeping, type LogDesk } from './keep.ts';
import { evaluationsCounting, readEvaluationActivities } from './of-evaluation.ts';
import { readActivity, readKept, readLog } from './read.ts';

const tags = ['activities'];
const One = z.object({ id: schemas.Id });
const Entry = One.extend({ activity: schemas.Id });

/** Logs are long: of everybody together two questions are answered at a time, of one person one. [AL7] */
const LINES = { atOnce: 2, ofOne: 1, lineOfOne: 8, line: 100, waitMs: 1_000 } as const;

export function activityRoutes(app: FastifyInstance, api: Api): void {
  const { store } = app;
  const { db } = store;
  const desk: LogDesk = { store, clock: () => app.clock(), newId };
  const keepingIn = (request: FastifyRequest<{ Params: { id: string } }>): Keeping => ({
    centre: request.params.id,
    visitor: requireVisitor(request),
  });
  const turns = new Turns(LINES);
  /** Reads for somebody when it is their turn. */
  const reading = <Read>(
    request: FastifyRequest,
    reply: FastifyReply,
    read: (left: AbortSignal) => Promise<Read>,
  ): Promise<Read> => {
    const left = leftSignal(reply);
    const turn = async () => {
      // Those who wait in line are not answered in one breath: SQLite never rests.
      await rest();
      return read(left);
    };
    return turns.take(requireVisitor(request).personId, turn, left);
  };
  const kept = async ({ centre, visitor }: Keeping, activity: string) =>
    readKept(db, await logHere(db, centre, visitor), activity);

  /** Whoever looks at it from an evaluation is told. [AL14] */
  const changed = async (keeping: Keeping, activity: string) => {
    app.notices.logChanged(await evaluationsCounting(db, keeping.centre));
    return kept(keeping, activity);
  };

  api.get(
    '/centres/:id/activities',
    {
      schema: {
        tags,
        summary: 'The log of a centre’s year, for its leaders, staff and officers 工作台账',
        params: One,
        querystring: schemas.ActivityFilter,
        response: answers(schemas.ActivityLog),
      },
    },
    async (request, reply) => {
      const { centre, visitor } = keepingIn(request);
      return reading(request, reply, async (left) =>
        readLog(db, await logHere(db, centre, visitor), request.query, { now: app.clock(), left }),
      );
    },
  );

  api.post(
    '/centres/:id/activities',
    {
      schema: {
        tags,
        summary: 'Log something that happened, by the centre’s leaders and staff 登记',
        params: One,
        body: schemas.NewActivity,
        response: answers(schemas.KeptActivity),
      },
    },
    async (request) => {
      const keeping = keepingIn(request);
      return changed(keeping, await addActivity(desk, keeping, request.body));
    },
  );

  api.get(
    '/centres/:id/activities/:activity',
    {
      schema: {
        tags,
        summary: 'One entry with its versions, the newest ones first',
        params: Entry,
        querystring: schemas.VersionsFilter,
        response: answers(schemas.ActivityPage),
      },
    },
    async (request, reply) => {
      const { centre, visitor } = keepingIn(request);
      return reading(request, reply, async () =>
        readActivity(db, await logHere(db, centre, visitor), request.params.activity, request.query),
      );
    },
  );

  api.put(
    '/centres/:id/activities/:activity',
    {
      schema: {
        tags,
        summary: 'Correct an entry by a later version 更正',
        params: Entry,
        body: schemas.CorrectActivity,
        response: answers(schemas.KeptActivity),
      },
    },
    async (request) => {
      const keeping = keepingIn(request);
      await correctActivity(desk, keeping, request.params.activity, request.body);
      return changed(keeping, request.params.activity);
    },
  );

  api.post(
    '/centres/:id/activities/:activity/withdraw',
    {
      schema: {
        tags,
        summary: 'Withdraw an entry, with a reason; it stays to be read 撤回',
        params: Entry,
        body: schemas.WithdrawActivity,
        response: answers(schemas.KeptActivity),
      },
    },
    async (request) => {
      const keeping = keepingIn(request);
      await withdrawActivity(desk, keeping, request.params.activity, request.body);
      return changed(keeping, request.params.activity);
    },
  );

  api.get(
    '/evaluations/:id/activities',
    {
      schema: {
        tags,
        summary: 'What the centre’s log says of the period, for panel, officers and leaders',
        params: One,
        querystring: schemas.EvaluationActivityFilter,
        response: answers(schemas.EvaluationActivities),
      },
    },
    async (request, reply) =>
      reading(request, reply, (left) =>
        readEvaluationActivities(db, request.params.id, requireVisitor(request), request.query, left),
      ),
  );
}
