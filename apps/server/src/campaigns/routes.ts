/** Campaigns, and the planning of evaluations in them. */
import type { Db } from '@heping/db';
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readEvaluation } from '../evaluations/detail.ts';
import { judgePlan, problemsIn } from '../evaluations/judge-plan.ts';
import { listEvaluations } from '../evaluations/list.ts';
import { planEvaluation } from '../evaluations/plan.ts';
import { localeOf } from '../plugins/locale.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { openCampaignOf } from './access.ts';
import { changeCampaign } from './change.ts';
import { closeCampaign, deleteCampaign, reopenCampaign } from './close.ts';
import { createCampaign } from './create.ts';
import { listCampaigns, readCampaign } from './list.ts';

const tags = ['campaigns'];
const One = z.object({ id: schemas.Id });

export function campaignRoutes(app: FastifyInstance, api: Api): void {
  const { db } = app.store;
  const { clock } = app;

  api.get(
    '/campaigns',
    {
      schema: {
        tags,
        summary: 'Campaigns one has a part in 年度考核评估',
        response: answers(schemas.Campaigns),
      },
    },
    async (request) => ({ campaigns: await listCampaigns(db, requireVisitor(request), clock()) }),
  );

  api.post(
    '/campaigns',
    {
      schema: {
        tags,
        summary: 'Open a campaign, by an officer of its body',
        body: schemas.NewCampaign,
        response: answers(schemas.Campaign),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      const id = await createCampaign(app, visitor, request.body);
      return readCampaign(db, id, visitor, clock());
    },
  );

  api.get(
    '/campaigns/:id',
    { schema: { tags, summary: 'One campaign', params: One, response: answers(schemas.Campaign) } },
    async (request) => readCampaign(db, request.params.id, requireVisitor(request), clock()),
  );

  api.patch(
    '/campaigns/:id',
    {
      schema: {
        tags,
        summary:
          'Change a campaign; its rules only until the first evaluation begins, its days after delivery until the first is delivered',
        params: One,
        body: schemas.ChangeCampaign,
        response: answers(schemas.Campaign),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      await changeCampaign(app, visitor, request.params.id, request.body);
      return readCampaign(db, request.params.id, visitor, clock());
    },
  );

  api.post(
    '/campaigns/:id/close',
    {
      schema: {
        tags,
        summary: 'Close a campaign: nothing more is planned, what is under way goes on 结束',
        params: One,
        response: answers(schemas.Campaign),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      await closeCampaign(app, visitor, request.params.id);
      return readCampaign(db, request.params.id, visitor, clock());
    },
  );

  api.post(
    '/campaigns/:id/reopen',
    {
      schema: {
        tags,
        summary: 'Open a closed campaign again 重新开放',
        params: One,
        response: answers(schemas.Campaign),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      await reopenCampaign(app, visitor, request.params.id);
      return readCampaign(db, request.params.id, visitor, clock());
    },
  );

  api.delete(
    '/campaigns/:id',
    {
      schema: {
        tags,
        summary: 'Delete a campaign in which nothing was ever planned 删除',
        params: One,
        response: answers(schemas.Done),
      },
    },
    async (request) => {
      await deleteCampaign(app, requireVisitor(request), request.params.id);
      return { ok: true as const };
    },
  );

  api.get(
    '/campaigns/:id/evaluations',
    {
      schema: {
        tags,
        summary: 'Its evaluations, as far as one may see them',
        params: One,
        response: answers(schemas.Evaluations),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      await readCampaign(db, request.params.id, visitor, clock());
      return { evaluations: await listEvaluations(db, visitor, clock(), { campaign: request.params.id }) };
    },
  );

  api.post(
    '/campaigns/:id/evaluations',
    {
      schema: {
        tags,
        summary: 'Plan an evaluation; refused with every reason why not 安排评价',
        params: One,
        body: schemas.NewEvaluation,
        response: answers(schemas.Evaluation),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      const campaign = (unit: Db) => openCampaignOf(unit, request.params.id, visitor);
      const id = await planEvaluation(app, visitor, campaign, request.body);
      return readEvaluation(db, id, visitor, clock());
    },
  );

  api.post(
    '/campaigns/:id/evaluations/check',
    {
      schema: {
        tags,
        summary: 'Whether a plan would be saved: every objection at once, nothing is kept',
        params: One,
        body: schemas.NewEvaluation,
        response: answers(schemas.PlanCheck),
      },
    },
    async (request) => {
      const campaign = await openCampaignOf(db, request.params.id, requireVisitor(request));
      return { problems: problemsIn(await judgePlan(db, campaign, request.body), localeOf(request)) };
    },
  );
}
