/** What moves an evaluation on: each command answers the evaluation as it is afterwards. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answers, type Api } from '../../plugins/openapi.ts';
import { requireVisitor } from '../../plugins/session.ts';
import { mayKnowExceptions } from '../exceptions-in-force.ts';
import { access, allow } from '../access.ts';
import { readBallots } from '../ballots.ts';
import { readEvaluation } from '../detail.ts';
import { readGaps } from '../gaps.ts';
import { readLog } from '../log.ts';
import { decidersOf, readsBehind } from '../deciders.ts';
import { acknowledgeSheet } from './acknowledge.ts';
import { adoptUndisputed } from './adopt.ts';
import { approveResult } from './approve.ts';
import { cancelEvaluation } from './cancel.ts';
import { closeSigning } from './close-signing.ts';
import { deliverResult } from './deliver.ts';
import { deskOf, type Acting, type Desk } from './desk.ts';
import { grantException, withdrawException } from './exceptions.ts';
import { keepScan } from './keep-scan.ts';
import { lockSheet } from './lock.ts';
import { openScoring } from './open.ts';
import { publishResult } from './publish.ts';
import { recuse } from './recuse.ts';
import { revealBallots } from './reveal.ts';
import { sendBack } from './send-back.ts';
import { signSheet } from './sign.ts';
import { summon } from './summon.ts';
import { unlockSheet } from './unlock.ts';
import { witnessWord } from './witness.ts';

const tags = ['evaluations'];
const One = z.object({ id: schemas.Id });
const Nothing = z.object({});

type Doing<Body> = (desk: Desk, acting: Acting, body: Body) => Promise<unknown>;

export function commandRoutes(app: FastifyInstance, api: Api): void {
  const desk = deskOf(app);
  const { db } = app.store;
  const actingIn = (request: FastifyRequest<{ Params: { id: string } }>): Acting => ({
    evaluation: request.params.id,
    visitor: requireVisitor(request),
  });

  /** POST /evaluations/:id/<verb>: the command, then the evaluation as its reader may see it. */
  function command<Body extends z.ZodType>(
    verb: string,
    summary: string,
    body: Body,
    run: Doing<z.output<Body>>,
  ): void {
    api.post(
      `/evaluations/:id/${verb}`,
      { schema: { tags, summary, params: One, body, response: answers(schemas.Evaluation) } },
      async (request) => {
        const acting = actingIn(request);
        await run(desk, acting, request.body as z.output<Body>);
        return readEvaluation(db, acting.evaluation, acting.visitor, desk.clock());
      },
    );
  }

  command('open', 'planned → scoring, or deliberation where scored jointly 开始评分', Nothing, openScoring);
  command(
    'reveal',
    'Freeze the ballots and show them to the panel 公开评分',
    schemas.OptionalReason,
    revealBallots,
  );
  command('lock', 'Lock the sheet for signing; refused with every gap 锁定签字', Nothing, lockSheet);
  command(
    'unlock',
    'Back to deliberation; signatures are discarded 解除定稿',
    schemas.WithReason,
    unlockSheet,
  );
  command('sign', 'Sign the locked sheet by password, or dissent 签字', schemas.Sign, signSheet);
  command(
    'acknowledge',
    'The centre’s leader acknowledges, or declines 现场反馈签收',
    schemas.Acknowledge,
    acknowledgeSheet,
  );
  command(
    'witness',
    'The centre’s leader draws at the panel’s tablet, before a witness 现场签收',
    schemas.Witness,
    witnessWord,
  );
  command(
    'scans',
    'Keep the scan of a paper that was signed by hand and sealed 签字盖章件扫描',
    schemas.KeepScan,
    keepScan,
  );
  command(
    'close-signing',
    'signing → preliminary, signed by the server 结束签字',
    schemas.OptionalReason,
    closeSigning,
  );
  command('approve', 'The committee approves what was signed 审定', schemas.Approve, approveResult);
  command('send-back', 'Back to the panel, with a reason 退回', schemas.WithReason, sendBack);
  command('deliver', 'preliminary → notice; deductions become findings 送达', Nothing, deliverResult);
  command('publish', 'notice → published, once the notice is over 公布', Nothing, publishResult);
  command('cancel', 'Cancel before delivery, with a reason 取消', schemas.WithReason, cancelEvaluation);
  command(
    'exceptions',
    'An exception where the clause says 一般 例外处理',
    schemas.GrantException,
    grantException,
  );

  api.delete(
    '/evaluations/:id/exceptions/:exception',
    {
      schema: {
        tags,
        summary: 'Withdraw an exception 撤销例外',
        params: One.extend({ exception: schemas.Id }),
        response: answers(schemas.Evaluation),
      },
    },
    async (request) => {
      const acting = { evaluation: request.params.id, visitor: requireVisitor(request) };
      await withdrawException(desk, acting, request.params.exception);
      return readEvaluation(db, acting.evaluation, acting.visitor, desk.clock());
    },
  );

  api.post(
    '/evaluations/:id/recuse',
    // Who stepped back may not see the evaluation any more.
    {
      schema: {
        tags,
        summary: 'Step back from the whole evaluation 回避',
        params: One,
        body: schemas.Recuse,
        response: answers(schemas.Done),
      },
    },
    async (request) => {
      await recuse(desk, actingIn(request), request.body);
      return { ok: true } as const;
    },
  );

  api.post(
    '/evaluations/:id/adopt',
    {
      schema: {
        tags,
        summary: 'Adopt all undisputed scores, each with its rule 采用无分歧评分',
        params: One,
        body: Nothing,
        response: answers(schemas.Adopted),
      },
    },
    async (request) => adoptUndisputed(desk, actingIn(request)),
  );

  api.post(
    '/evaluations/:id/summon',
    {
      schema: {
        tags,
        summary: 'Bring everyone to an indicator 召集',
        params: One,
        body: schemas.Summon,
        response: answers(schemas.Done),
      },
    },
    async (request) => {
      await summon(desk, actingIn(request), request.body.indicator, request.body.view);
      return { ok: true } as const;
    },
  );

  api.get(
    '/evaluations/:id/ballots',
    {
      schema: {
        tags,
        summary: 'The ballots, after the reveal 个人评分',
        params: One,
        response: answers(schemas.Ballots),
      },
    },
    async (request) => {
      const here = await access(db, request.params.id, requireVisitor(request));
      allow(here, 'ballots.read');
      return readBallots(db, here);
    },
  );

  api.get(
    '/evaluations/:id/gaps',
    {
      schema: {
        tags,
        summary: 'What is missing before signing 待补事项',
        params: One,
        response: answers(schemas.Gaps),
      },
    },
    async (request) => ({ gaps: (await readGaps(desk, actingIn(request))).map((gap) => ({ ...gap })) }),
  );

  api.get(
    '/evaluations/:id/log',
    {
      schema: {
        tags,
        summary: 'Who did what and when 操作记录',
        params: One,
        response: answers(schemas.LogEntries),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      const here = await access(db, request.params.id, visitor);
      allow(here, 'audit.read');
      const behind = readsBehind(await decidersOf(db, here), { ...here, personId: visitor.personId });
      const knowsExceptions = mayKnowExceptions(here.roles, here.evaluation.phase);
      return { entries: await readLog(db, here.evaluation.id, { knowsExceptions, readsBehind: behind }) };
    },
  );
}
