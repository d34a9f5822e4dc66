/** 纸面评分: ballots that stand on paper, typed a second time by an officer and compared. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { deskOf, type Acting } from '../evaluations/commands/desk.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { readPapers } from './read.ts';
import { sayOnPaper, takePaperBack } from './say.ts';
import { typeSecond } from './type.ts';

const tags = ['evaluations'];
const One = z.object({ id: schemas.Id });
const Whose = One.extend({ person: schemas.Id });

export function paperRoutes(app: FastifyInstance, api: Api): void {
  const desk = deskOf(app);
  const actingIn = (request: FastifyRequest<{ Params: { id: string } }>): Acting => ({
    evaluation: request.params.id,
    visitor: requireVisitor(request),
  });

  api.get(
    '/evaluations/:id/paper',
    {
      schema: {
        tags,
        summary: 'Ballots on paper and how far they are checked; never a score 纸面评分',
        params: One,
        response: answers(schemas.PaperBallots),
      },
    },
    async (request) => readPapers(desk, actingIn(request)),
  );

  api.post(
    '/evaluations/:id/paper',
    {
      schema: {
        tags,
        summary: 'My ballot stands on paper; who types it a second time 登记纸面评分',
        params: One,
        body: schemas.OnPaper,
        response: answers(schemas.PaperBallots),
      },
    },
    async (request) => {
      const acting = actingIn(request);
      await sayOnPaper(desk, acting, request.body);
      return readPapers(desk, acting);
    },
  );

  api.put(
    '/evaluations/:id/paper/:person/scores',
    {
      schema: {
        tags,
        summary: 'Type it a second time, by whom its panelist named 复核录入',
        params: Whose,
        body: schemas.SecondTyping,
        response: answers(schemas.PaperBallots),
      },
    },
    async (request) => {
      const acting = actingIn(request);
      await typeSecond(desk, acting, request.params.person, request.body);
      return readPapers(desk, acting);
    },
  );

  api.post(
    '/evaluations/:id/paper/:person/take-back',
    {
      schema: {
        tags,
        summary: 'It is from paper no more, with a reason 取消纸面登记',
        params: Whose,
        body: schemas.NoMorePaper,
        response: answers(schemas.PaperBallots),
      },
    },
    async (request) => {
      const acting = actingIn(request);
      await takePaperBack(desk, acting, request.params.person, request.body);
      return readPapers(desk, acting);
    },
  );
}
