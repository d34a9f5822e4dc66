/** Rubrics as published: a standard is for everybody to read. */
import { canonicalJson } from '@heping/db';
import { schemas } from '@heping/protocol';
import { publishRubric, type RubricFile } from '@heping/scoring';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RUBRICS } from './rubric.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { Refused } from '../refused.ts';

interface Published {
  readonly rubric: RubricFile;
  readonly etag: string;
}

/** A rubric changes with the code only: made once, on the first question. */
function publish(): ReadonlyMap<string, Published> {
  return new Map(
    RUBRICS.map((rubric) => {
      const file = publishRubric(rubric);
      const hash = createHash('sha256').update(canonicalJson(file)).digest('base64url');
      return [rubric.code, { rubric: file, etag: `"${hash}"` }];
    }),
  );
}

export function rubricRoutes(api: Api): void {
  let published: ReadonlyMap<string, Published> | undefined;

  api.get(
    '/rubrics/:code',
    {
      config: { isPublic: true },
      schema: {
        tags: ['rubrics'],
        summary: 'A rubric with its requirements; points as printed (8.5) 评分细则',
        params: z.object({ code: z.string().max(64) }),
        response: answers(schemas.PublishedRubric),
      },
    },
    async (request, reply) => {
      published ??= publish();
      const found = published.get(request.params.code);
      if (found === undefined) throw new Refused('NOT_FOUND');
      reply.header('cache-control', 'public, max-age=300').header('etag', found.etag);
      if (request.headers['if-none-match'] === found.etag) return reply.code(304).send(undefined as never);
      // As scoring wrote it, down to the byte that the signed sheet hashes.
      reply.type('application/json; charset=utf-8').serializer(JSON.stringify);
      return reply.send(found.rubric as z.infer<typeof schemas.PublishedRubric>);
    },
  );
}
