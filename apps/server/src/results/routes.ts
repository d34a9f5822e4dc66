/** Results: for those concerned from delivery on, for everybody from publication on. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { access, allow } from '../evaluations/access.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import { readFindings } from '../findings/read.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { readSheets } from '../sheets/read.ts';
import { sheetView } from '../sheets/view.ts';
import { listResults, readResult, type ResultQuestion } from './result.ts';

const tags = ['results'];
const One = z.object({ id: schemas.Id });

export function resultRoutes(app: FastifyInstance, api: Api): void {
  const { db } = app.store;
  const { clock } = app;
  const questionOf = async (evaluation: string, visitor: Visitor | null): Promise<ResultQuestion> => ({
    ...{ evaluation, visitor, now: clock() },
    keys: await app.seal.publicKeys(),
  });

  api.get(
    '/results',
    {
      config: { isPublic: true },
      schema: { tags, summary: 'Published results, public 公布结果', response: answers(schemas.Evaluations) },
    },
    async () => ({ evaluations: await listResults(db, clock()) }),
  );

  api.get(
    '/results/:id',
    {
      config: { isPublic: true },
      schema: {
        tags,
        summary: 'A published result in the form of Appendix A, without private data',
        params: One,
        response: answers(schemas.ResultSheet),
      },
    },
    // Everybody sees the same page here; what somebody may see beyond is at /evaluations/:id/result.
    async ({ params: { id } }) => readResult(db, await questionOf(id, null)),
  );

  api.get(
    '/evaluations/:id/result',
    {
      schema: {
        tags,
        summary: 'The result for panel, officers and, from delivery on, the centre’s leaders 评价结果',
        params: One,
        response: answers(schemas.ResultSheet),
      },
    },
    async (request) => readResult(db, await questionOf(request.params.id, requireVisitor(request))),
  );

  api.get(
    '/evaluations/:id/findings',
    {
      schema: {
        tags,
        summary: 'The findings, from delivery on 问题清单',
        params: One,
        response: answers(schemas.Findings),
      },
    },
    async (request) => {
      const here = await access(db, request.params.id, requireVisitor(request));
      allow(here, 'result.read');
      return { findings: await readFindings(db, { ...here, rubric: rubricOf(here.campaign) }) };
    },
  );

  api.get(
    '/evaluations/:id/sheets',
    {
      schema: {
        tags,
        summary: 'Locked sheets with signatures and changes, newest first 评分表各版',
        params: One,
        response: answers(schemas.Sheets),
      },
    },
    async (request) => {
      const here = await access(db, request.params.id, requireVisitor(request));
      allow(here, 'sheet.read');
      const { evaluation, campaign } = here;
      const rubric = rubricOf(campaign);
      const keys = await app.seal.publicKeys();
      const question = { evaluationId: evaluation.id, rubric, view: sheetView(here), keys };
      return { sheets: await readSheets(db, question) };
    },
  );

  api.get(
    '/keys',
    {
      config: { isPublic: true },
      schema: {
        tags,
        summary: 'Public keys of the server’s signature 公钥',
        response: answers(schemas.Keys),
      },
    },
    async () => ({ keys: (await app.seal.publicKeys()).map((key) => ({ ...key })) }),
  );
}
