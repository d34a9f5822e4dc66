/** Photos and files of the panel: they come piece by piece, and go on where they stopped. [FS11–FS15] */
import type { Db } from '@heping/db';
import { schemas } from '@heping/protocol';
import { may } from '@heping/scoring';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { access, allow } from '../evaluations/access.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { pieceHouseOf } from './house.ts';
import { howFar, takePiece } from './keep-piece.ts';
import { readArrived, seenPieces } from './pieces.ts';
import { quotaOf } from './quota.ts';
import { bodyOf, takeStreams } from './routes.ts';

const tags = ['files'];
const One = z.object({ id: schemas.Id });
const OnePiece = One.extend({ slot: schemas.Id });

export function pieceRoutes(app: FastifyInstance, api: Api): void {
  const house = pieceHouseOf(app);
  const { db } = app.store;

  void api.register(async (scope) => {
    takeStreams(scope).put(
      '/evaluations/:id/evidence/:slot',
      {
        schema: {
          tags,
          summary: 'Bring a piece of evidence, or go on with it 上传佐证（可续传）',
          description:
            'The body is the file from where it stopped: `content-range: bytes 1048576-8388607/8388608`. Its name comes ' +
            'in heping-file-name, the SHA-256 of the whole in heping-file-sha256. The slot is the one the record names.',
          params: OnePiece,
          response: answers(schemas.PieceUpload),
        },
      },
      async (request) => {
        const visitor = requireVisitor(request);
        const { id: evaluationId, slot } = request.params;
        const stillMay = async (reads: Db) =>
          allow(await access(reads, evaluationId, visitor), 'evidence.add');
        await stillMay(db);
        return takePiece(house, {
          stillMay,
          ...{ evaluationId, slot, personId: visitor.personId, personName: visitor.name },
          ...{ headers: request.headers, body: bodyOf(request) },
        });
      },
    );
  });

  api.get(
    '/evaluations/:id/evidence/:slot',
    {
      schema: {
        tags,
        summary: 'How far one’s own piece of evidence has come 佐证上传进度',
        params: OnePiece,
        querystring: schemas.PieceHash,
        response: answers(schemas.PieceUpload),
      },
    },
    async (request) => {
      const { personId } = requireVisitor(request);
      const { id: evaluationId, slot } = request.params;
      allow(await access(db, evaluationId, requireVisitor(request)), 'evidence.add');
      return howFar(house, { evaluationId, slot, personId, sha256: request.query.sha256 ?? '' });
    },
  );

  api.get(
    '/evaluations/:id/evidence',
    {
      schema: {
        tags,
        summary: 'The photos and files that have come 已到的佐证',
        params: One,
        response: answers(schemas.ArrivedPieces),
      },
    },
    async (request) => {
      const here = await access(db, request.params.id, requireVisitor(request));
      allow(here, 'evidence.read');
      const pieces = (await seenPieces(db, here)).map(readArrived);
      if (!may(here.roles, 'evidence.add', here.evaluation.phase)) return { pieces };
      return { pieces, quota: await quotaOf(db, here.evaluation.id) };
    },
  );
}
