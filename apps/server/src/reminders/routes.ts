/** 提醒、催办、督办、约谈、通报 of a finding. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { deskOf } from '../evaluations/commands/desk.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { readSteps, recordStep } from './steps-of-finding.ts';

const tags = ['notifications'];
const Finding = z.object({ id: schemas.Id, finding: schemas.Id });

export function reminderRoutes(app: FastifyInstance, api: Api): void {
  const desk = deskOf(app);
  const { db } = app.store;

  api.get(
    '/evaluations/:id/cases/:finding/steps',
    {
      schema: {
        tags,
        summary: 'Reminders and the ladder of one finding, oldest first 催办记录',
        params: Finding,
        response: answers(schemas.ReminderSteps),
      },
    },
    async (request) => {
      const { id: evaluation, finding } = request.params;
      return readSteps(db, { evaluation, finding }, requireVisitor(request));
    },
  );

  api.put(
    '/evaluations/:id/cases/:finding/steps/:step',
    {
      schema: {
        tags,
        summary: 'Document and note of a formal step, by an officer 登记文号',
        params: Finding.extend({ step: schemas.Id }),
        body: schemas.RecordStep,
        response: answers(schemas.ReminderSteps),
      },
    },
    async (request) => {
      const { id: evaluation, finding, step } = request.params;
      const visitor = requireVisitor(request);
      await recordStep(desk, { evaluation, finding, visitor }, { step, ...request.body });
      return readSteps(db, { evaluation, finding }, visitor);
    },
  );
}
