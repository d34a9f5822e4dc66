/** Evaluating bodies and their officers. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isOrganiser } from '../people/guard.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireAdministrator, requireVisitor } from '../plugins/session.ts';
import { listBodies, readBody } from './list.ts';
import { addOfficer, removeOfficer } from './officers.ts';

const tags = ['bodies'];
const Office = z.object({ id: schemas.Id, person: schemas.Id });

export function bodyRoutes(app: FastifyInstance, api: Api): void {
  const { db } = app.store;

  api.get(
    '/bodies',
    { schema: { tags, summary: 'Evaluating bodies 评价主体', response: answers(schemas.Bodies) } },
    async (request) => {
      const withOfficers = await isOrganiser(db, requireVisitor(request));
      return { bodies: await listBodies(db, { withOfficers }) };
    },
  );

  api.put(
    '/bodies/:id/officers/:person',
    {
      schema: {
        tags,
        summary: 'Make somebody an officer, by an administrator 指定经办人',
        params: Office,
        response: answers(schemas.Body),
      },
    },
    async (request) => {
      const { id: bodyId, person: personId } = request.params;
      await addOfficer(app, requireAdministrator(request), { bodyId, personId });
      return readBody(db, bodyId);
    },
  );

  api.delete(
    '/bodies/:id/officers/:person',
    {
      schema: {
        tags,
        summary: 'Take the office away; sockets close 撤销经办人',
        params: Office,
        response: answers(schemas.Body),
      },
    },
    async (request) => {
      const { id: bodyId, person: personId } = request.params;
      await removeOfficer(app, requireAdministrator(request), { bodyId, personId });
      return readBody(db, bodyId);
    },
  );
}
