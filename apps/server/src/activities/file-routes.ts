/** Photos and papers of a centre's log: brought by who keeps it, seen by who reads it, there or by an evaluation. [AL9–AL12] */
import type { Db } from '@heping/db';
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fileHouseOf } from '../files/house.ts';
import { keepFile } from '../files/keep.ts';
import { bodyOf, takeStreams } from '../files/routes.ts';
import { sendFile } from '../files/send.ts';
import { answers, type Api, Bytes } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { keptHere, logHere } from './access.ts';
import { logHome, seenInLog } from './files.ts';
import { seenByEvaluation } from './of-evaluation.ts';

const tags = ['activities'];
const One = z.object({ id: schemas.Id });
const OneFile = One.extend({ file: schemas.Id });

export function activityFileRoutes(app: FastifyInstance, api: Api): void {
  const house = fileHouseOf(app);
  const { db } = app.store;

  void api.register(async (scope) => {
    takeStreams(scope).post(
      '/centres/:id/activity-files',
      {
        schema: {
          tags,
          summary: 'Bring a photo or paper for the log, as to /evaluations/{id}/files 上传台账照片',
          params: One,
          response: answers(schemas.Uploaded),
        },
      },
      async (request) => {
        const visitor = requireVisitor(request);
        const centreId = request.params.id;
        const stillMay = (reads: Db) => keptHere(reads, centreId, visitor);
        await stillMay(db);
        const { personId, name: personName } = visitor;
        const home = logHome({ centreId, personId, personName, now: app.clock() });
        return keepFile(house, { home, headers: request.headers, body: bodyOf(request), stillMay });
      },
    );
  });

  api.get(
    '/centres/:id/activity-files/:file',
    {
      schema: {
        tags,
        summary: 'A photo or paper of the log, for who reads it 查看台账照片',
        params: OneFile,
        querystring: schemas.FileView,
        response: answers(Bytes),
      },
    },
    async (request, reply) => {
      const visitor = requireVisitor(request);
      const { id: centreId, file: id } = request.params;
      await logHere(db, centreId, visitor);
      const { personId } = visitor;
      const file = await seenInLog(db, { centreId, personId }, id);
      return sendFile(
        house,
        { request, reply },
        { file, isSmall: request.query.w !== undefined, by: visitor },
      );
    },
  );

  api.get(
    '/evaluations/:id/activity-files/:file',
    {
      schema: {
        tags,
        summary: 'The same for panel, officers and leaders, of an entry that their evaluation counts',
        params: OneFile,
        querystring: schemas.FileView,
        response: answers(Bytes),
      },
    },
    async (request, reply) => {
      const visitor = requireVisitor(request);
      const { id, file: fileId } = request.params;
      const file = await seenByEvaluation(db, id, visitor, fileId);
      return sendFile(
        house,
        { request, reply },
        { file, isSmall: request.query.w !== undefined, by: visitor },
      );
    },
  );
}
