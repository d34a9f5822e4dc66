/** 改进建议, before delivery. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { deskOf } from '../evaluations/commands/desk.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { readSuggestions } from './read.ts';
import { suggest } from './suggest.ts';
import { withdrawSuggestion } from './withdraw.ts';

const tags = ['evaluations'];
const One = z.object({ id: schemas.Id });

export function suggestionRoutes(app: FastifyInstance, api: Api): void {
  const desk = deskOf(app);
  const { db } = app.store;

  api.get(
    '/evaluations/:id/suggestions',
    {
      schema: {
        tags,
        summary: 'What the panel suggests beside its deductions, for panel and officers 改进建议',
        params: One,
        response: answers(schemas.Suggestions),
      },
    },
    async (request) => readSuggestions(db, request.params.id, requireVisitor(request)),
  );

  api.post(
    '/evaluations/:id/suggestions',
    {
      schema: {
        tags,
        summary: 'Suggest something about an indicator, or a clause without points 提出改进建议',
        params: One,
        body: schemas.NewSuggestion,
        response: answers(schemas.Suggestions),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      await suggest(desk, { evaluation: request.params.id, visitor }, request.body);
      return readSuggestions(db, request.params.id, visitor);
    },
  );

  api.delete(
    '/evaluations/:id/suggestions/:suggestion',
    {
      schema: {
        tags,
        summary: 'Withdraw a suggestion: one’s own, or as the chair any 撤回改进建议',
        params: One.extend({ suggestion: schemas.Id }),
        response: answers(schemas.Suggestions),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      const { id, suggestion } = request.params;
      await withdrawSuggestion(desk, { evaluation: id, visitor }, suggestion);
      return readSuggestions(db, id, visitor);
    },
  );
}
