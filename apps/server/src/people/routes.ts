/** People and their accounts: lists for who plans, changes by administrators only. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireAdministrator, requireVisitor } from '../plugins/session.ts';
import { changePerson } from './change.ts';
import { createPerson } from './create.ts';
import { requireOrganiser } from './guard.ts';
import { listPeople, readPerson } from './list.ts';

const tags = ['people'];
const One = z.object({ id: schemas.Id });

export function peopleRoutes(app: FastifyInstance, api: Api): void {
  const { db } = app.store;

  api.get(
    '/people',
    {
      schema: {
        tags,
        summary: 'People, for officers and administrators 人员',
        querystring: z.object({
          q: schemas
            .text(80)
            .optional()
            .describe('words, each part of a name, a user name, a body or a centre of the person'),
          limit: z.coerce.number().int().min(1).max(200).optional().describe('people a page; all without it'),
          after: schemas.text(40).optional().describe('`next` of the page before'),
        }),
        response: answers(schemas.People),
      },
    },
    async (request) => {
      await requireOrganiser(db, requireVisitor(request));
      return listPeople(db, request.query);
    },
  );

  api.get(
    '/people/:id',
    {
      schema: {
        tags,
        summary: 'One person, for officers and administrators',
        params: One,
        response: answers(schemas.Person),
      },
    },
    async (request) => {
      await requireOrganiser(db, requireVisitor(request));
      return readPerson(db, request.params.id);
    },
  );

  api.post(
    '/people',
    {
      schema: {
        tags,
        summary: 'A new account, by an administrator 新增人员',
        body: schemas.NewPerson,
        response: answers(schemas.Person),
      },
    },
    async (request) => {
      const id = await createPerson(app, requireAdministrator(request), request.body);
      return readPerson(db, id);
    },
  );

  api.patch(
    '/people/:id',
    {
      schema: {
        tags,
        summary: 'Name, password, administration or whether an account is disabled, by an administrator',
        params: One,
        body: schemas.ChangePerson,
        response: answers(schemas.Person),
      },
    },
    async (request) => {
      await changePerson(app, requireAdministrator(request), request.params.id, request.body);
      return readPerson(db, request.params.id);
    },
  );
}
