/** Bringing files and looking at them. The body of an upload is the file itself; its name comes in a header. [FS2] */
import { Readable } from 'node:stream';
import type { Db } from '@heping/db';
import { schemas } from '@heping/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answers, type Api, Bytes, speakZod } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { mayAddTo, mayAddToMeasure, seenFile } from './access.ts';
import { evaluationHome } from './home.ts';
import { fileHouseOf } from './house.ts';
import { keepFile } from './keep.ts';
import { quotaOf } from './quota.ts';
import { sendFile } from './send.ts';

const tags = ['files'];
const HOW =
  'The body is the file itself, of whatever content type; its name comes percent-encoded in the header ' +
  'heping-file-name. JPEG, PNG and WebP pictures up to 10 MB are written anew, without position and camera unless ' +
  'the campaign keeps them; a PDF may have 20 MB and no scripts.';
const One = z.object({ id: schemas.Id });
const OneMeasure = z.object({ measure: schemas.Id });
const OneFile = z.object({ file: schemas.Id });

/** In this scope a body is a stream, whatever it says it is: what it is its bytes decide. It may come slowly. [FS19] */
export function takeStreams(scope: FastifyInstance): Api {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, takesFile: true };
  });
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  return speakZod(scope);
}

/** The body as it comes; one that was never sent is empty. */
export const bodyOf = ({ body }: FastifyRequest): Readable =>
  body instanceof Readable ? body : Readable.from([]);

export function fileRoutes(app: FastifyInstance, api: Api): void {
  const house = fileHouseOf(app);
  const { db } = app.store;

  void api.register(async (scope) => {
    const uploads = takeStreams(scope);

    uploads.post(
      '/evaluations/:id/files',
      {
        schema: {
          tags,
          summary: 'Bring a file to an evaluation, from delivery on 上传文件',
          description: HOW,
          params: One,
          response: answers(schemas.Uploaded),
        },
      },
      async (request) => {
        const visitor = requireVisitor(request);
        const { personId, name } = visitor;
        const evaluationId = request.params.id;
        const stillMay = (reads: Db) => mayAddTo(reads, evaluationId, visitor);
        await stillMay(db);
        const upload = { headers: request.headers, body: bodyOf(request), stillMay };
        const home = evaluationHome({ evaluationId, by: { personId }, personName: name });
        return keepFile(house, { home, ...upload });
      },
    );

    uploads.post(
      '/measures/:measure/files',
      {
        schema: {
          tags,
          summary: 'Bring a file for a measure, also as its owner 为措施上传文件',
          description: HOW,
          params: OneMeasure,
          response: answers(schemas.Uploaded),
        },
      },
      async (request) => {
        const visitor = requireVisitor(request);
        const { personId, name } = visitor;
        const stillMay = (reads: Db) => mayAddToMeasure(reads, request.params.measure, visitor);
        const { evaluationId } = await stillMay(db);
        const upload = { headers: request.headers, body: bodyOf(request), stillMay };
        const home = evaluationHome({ evaluationId, by: { personId }, personName: name });
        return keepFile(house, { home, ...upload });
      },
    );
  });

  api.get(
    '/evaluations/:id/files',
    {
      schema: {
        tags,
        summary: 'How much room the files of an evaluation take 文件用量',
        params: One,
        response: answers(schemas.Quota),
      },
    },
    async (request) => {
      await mayAddTo(db, request.params.id, requireVisitor(request));
      return quotaOf(db, request.params.id);
    },
  );

  api.get(
    '/files/:file',
    {
      schema: {
        tags,
        summary: 'A file, or a small view of a picture 查看文件',
        params: OneFile,
        querystring: schemas.FileView,
        response: answers(Bytes),
      },
    },
    async (request, reply) => {
      const visitor = requireVisitor(request);
      const file = await seenFile(db, request.params.file, visitor);
      const isSmall = request.query.w !== undefined;
      return sendFile(house, { request, reply }, { file, isSmall, by: { personId: visitor.personId } });
    },
  );
}
