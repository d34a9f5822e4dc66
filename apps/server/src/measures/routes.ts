/** Measures of an evaluation, and each by itself: acts answer the measure as it is afterwards. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { access, allow } from '../evaluations/access.ts';
import { deskOf } from '../evaluations/commands/desk.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { actOnMeasure } from './act.ts';
import type { MeasureActing } from './approach.ts';
import type { GivenMeasureAct, MeasureDoing } from './doing.ts';
import { readMeasurePage, readMeasures } from './read.ts';

const tags = ['rectification'];
const One = z.object({ measure: schemas.Id });

const SUMMARIES: Readonly<Record<GivenMeasureAct, string>> = {
  note: 'What was done, and how much of it 填报进展',
  report: 'Report it done 报告完成',
  check: 'How much of it was seen to be done 核验进度',
  verify: 'Seen to be done 核验通过',
  return: 'Not done yet, with a reason 退回',
  'ask-extension': 'Ask for more time, with a reason 申请延期',
  'grant-extension': 'Grant more time 同意延期',
  'refuse-extension': 'Refuse more time 不同意延期',
};

export function measureRoutes(app: FastifyInstance, api: Api): void {
  const desk = deskOf(app);
  const { db } = app.store;

  api.get(
    '/evaluations/:id/measures',
    {
      schema: {
        tags,
        summary: 'The measures of an evaluation, or of one finding 整改措施',
        params: z.object({ id: schemas.Id }),
        querystring: z.object({ finding: schemas.Id.optional() }),
        response: answers(schemas.Measures),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      const here = await access(db, request.params.id, visitor);
      allow(here, 'case.read');
      const around = { ...here, actor: { kind: 'person', visitor }, now: desk.clock() } as const;
      return { measures: await readMeasures(db, around, request.query) };
    },
  );

  const actingIn = (request: FastifyRequest<{ Params: { measure: string } }>): MeasureActing => ({
    measure: request.params.measure,
    actor: { kind: 'person', visitor: requireVisitor(request) },
  });

  api.get(
    '/measures/:measure',
    {
      schema: {
        tags,
        summary: 'One measure, for whoever owns it or has a role in its evaluation 一项措施',
        params: One,
        response: answers(schemas.MeasurePage),
      },
    },
    async (request) => readMeasurePage(db, actingIn(request), desk.clock()),
  );

  for (const act of Object.keys(SUMMARIES) as GivenMeasureAct[])
    api.post(
      `/measures/:measure/${act}`,
      {
        schema: {
          tags,
          summary: SUMMARIES[act],
          params: One,
          body: schemas.MEASURE_BODIES[act],
          response: answers(schemas.MeasurePage),
        },
      },
      async (request) => {
        const acting = actingIn(request);
        const body: Omit<MeasureDoing, 'act'> = request.body;
        await actOnMeasure(desk, acting, { ...body, act });
        return readMeasurePage(db, acting, desk.clock());
      },
    );
}
