/** Links for owners without an account: those who give them, and those who come by one. [OL1–OL6] */
import type { Db } from '@heping/db';
import { schemas } from '@heping/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { deskOf } from '../evaluations/commands/desk.ts';
import { seenByLink } from '../files/access.ts';
import { evaluationHome } from '../files/home.ts';
import { fileHouseOf } from '../files/house.ts';
import { keepFile } from '../files/keep.ts';
import { bodyOf, takeStreams } from '../files/routes.ts';
import { sendFile } from '../files/send.ts';
import { actOnMeasure } from '../measures/act.ts';
import { approachMeasure } from '../measures/approach.ts';
import type { MeasureDoing } from '../measures/doing.ts';
import { answers, Bytes, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { slowDown } from '../refused.ts';
import { Throttle } from '../sessions/throttle.ts';
import { makeLink, readLinks, revokeLink, type LinkActing } from './make.ts';
import { readLinkPage } from './page.ts';
import { beginLinkSession, endLinkSession, linksIn, requireLink, type LinkVisitor } from './sessions.ts';

const tags = ['links'];
const OneMeasure = z.object({ measure: schemas.Id });
const OneLink = OneMeasure.extend({ link: schemas.Id });
const OneFile = z.object({ file: schemas.Id });

/** What one person does by hand in a minute: what they say, and the photos that they bring with it. [OL6] */
const PACE = { most: 10, windowMs: 60_000 } as const;
const FILE_PACE = { most: 30, windowMs: 60_000 } as const;
/** The longest note with all the files it may name. */
const BODY_LIMIT = 32 << 10;
const ACTS = {
  note: 'What was done, and how much of it 填报进展',
  report: 'Report it done 报告完成',
  'ask-extension': 'Ask for more time, with a reason 申请延期',
} as const;
/** Answered without an account; a link and its code are asked for instead. */
const config = { isPublic: true };

export function linkRoutes(app: FastifyInstance, api: Api): void {
  const desk = deskOf(app);
  const actingIn = (request: FastifyRequest<{ Params: { measure: string } }>): LinkActing => ({
    measure: request.params.measure,
    visitor: requireVisitor(request),
  });

  api.get(
    '/measures/:measure/links',
    {
      schema: {
        tags,
        summary: 'Links to a measure, and when each was last used 责任人链接',
        params: OneMeasure,
        response: answers(schemas.OwnerLinks),
      },
    },
    async (request) => ({ links: await readLinks(desk, actingIn(request)) }),
  );

  api.post(
    '/measures/:measure/links',
    {
      schema: {
        tags,
        summary: 'A link and a code for an owner without an account; shown once 新建责任人链接',
        params: OneMeasure,
        body: schemas.NewLink,
        response: answers(schemas.MadeLink),
      },
    },
    async (request) => makeLink(desk, actingIn(request), request.body),
  );

  api.delete(
    '/measures/:measure/links/:link',
    {
      schema: {
        tags,
        summary: 'Take a link back 撤销责任人链接',
        params: OneLink,
        response: answers(schemas.OwnerLinks),
      },
    },
    async (request) => {
      await revokeLink(desk, actingIn(request), request.params.link);
      return { links: await readLinks(desk, actingIn(request)) };
    },
  );

  visitorRoutes(app, api);
}

/** What is behind a link. */
function visitorRoutes(app: FastifyInstance, api: Api): void {
  const desk = deskOf(app);
  const { db } = app.store;
  const house = fileHouseOf(app);
  const [acts, uploads] = [new Throttle(PACE), new Throttle(FILE_PACE)];
  /** Who is behind it is asked before a byte of what they send is read. */
  const asked = async (request: FastifyRequest) => void (await requireLink(app, request));

  /** Who acts behind the link. Throws LINK_CODE, SLOW_DOWN. */
  async function acting(request: FastifyRequest, pace: Throttle): Promise<LinkVisitor> {
    const visitor = await requireLink(app, request);
    const now = app.clock();
    const wait = pace.waitFor(visitor.link.id, now);
    if (wait > 0) throw slowDown(wait);
    pace.fail(visitor.link.id, now);
    return visitor;
  }

  api.post(
    '/link/sessions',
    {
      config,
      bodyLimit: 2 << 10,
      schema: {
        tags,
        summary: 'Open a link by its code 输入验证码',
        body: schemas.OpenLink,
        response: answers(schemas.LinkPage),
      },
    },
    async (request, reply) => {
      const visitor = await beginLinkSession(app, { ...request.body, address: request.ip }, reply);
      return readLinkPage(db, visitor, app.clock());
    },
  );

  api.delete(
    '/link/sessions/current',
    { config, schema: { tags, summary: 'Leave a link 退出链接', response: answers(schemas.Done) } },
    async (request, reply) => {
      await endLinkSession(app, request, reply);
      return { ok: true } as const;
    },
  );

  api.get(
    '/link/measure',
    {
      config,
      schema: {
        tags,
        summary: 'The one measure behind the link 链接所指的措施',
        response: answers(schemas.LinkPage),
      },
    },
    async (request) => readLinkPage(db, await requireLink(app, request), app.clock()),
  );

  for (const act of Object.keys(ACTS) as (keyof typeof ACTS)[])
    api.post(
      `/link/measure/${act}`,
      {
        config,
        onRequest: asked,
        bodyLimit: BODY_LIMIT,
        schema: {
          tags,
          summary: ACTS[act],
          body: schemas.MEASURE_BODIES[act],
          response: answers(schemas.LinkPage),
        },
      },
      async (request) => {
        const visitor = await acting(request, acts);
        const body: Omit<MeasureDoing, 'act'> = request.body;
        await actOnMeasure(desk, { measure: visitor.measure.id, actor: visitor.actor }, { ...body, act });
        return readLinkPage(db, await requireLink(app, request), app.clock());
      },
    );

  void api.register(async (scope) => {
    takeStreams(scope).post(
      '/link/files',
      {
        config,
        onRequest: asked,
        schema: {
          tags,
          summary: 'Bring a file, as to /evaluations/{id}/files 上传文件',
          response: answers(schemas.Uploaded),
        },
      },
      async (request) => {
        const { actor, measure } = await acting(request, uploads);
        const now = app.clock();
        const stillMay = (reads: Db) =>
          approachMeasure(reads, { measure: measure.id, actor }, { action: 'measure.report', now });
        const here = await stillMay(db);
        const home = evaluationHome({
          ...{ evaluationId: here.evaluation.id, by: { linkId: actor.linkId }, personName: actor.name },
        });
        return keepFile(house, { home, headers: request.headers, body: bodyOf(request), stillMay });
      },
    );
  });

  api.get(
    '/link/files/:file',
    {
      config,
      schema: {
        tags,
        summary: 'A file of the measure behind the link 查看文件',
        params: OneFile,
        querystring: schemas.FileView,
        response: answers(Bytes),
      },
    },
    async (request, reply) => {
      const links = (await linksIn(app, request)).map(({ actor }) => actor);
      const file = await seenByLink(db, request.params.file, links);
      const isSmall = request.query.w !== undefined;
      const [{ linkId } = { linkId: '' }] = links;
      return sendFile(house, { request, reply }, { file, isSmall, by: { linkId } });
    },
  );
}
