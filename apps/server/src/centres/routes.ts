/** Centres and the people tied to them. */
import { schemas } from '@heping/protocol';
import { CENTRE_ROLES, TIERS } from '@heping/scoring';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answers, type Api } from '../plugins/openapi.ts';
import { requireAdministrator, requireVisitor } from '../plugins/session.ts';
import { listCentres, readCentre } from './list.ts';
import { addTie, removeTie } from './people.ts';

const tags = ['centres'];
const TiePath = z.object({ id: schemas.Id, person: schemas.Id });

export function centreRoutes(app: FastifyInstance, api: Api): void {
  const { db } = app.store;

  api.get(
    '/centres',
    {
      schema: {
        tags,
        summary: 'Centres, from the highest tier down 中心',
        querystring: z.object({
          q: schemas.text(80).optional().describe('part of the name or of the area'),
          tier: z.enum(TIERS).optional(),
          body: schemas.Id.optional().describe('only what lies in the area of this body'),
        }),
        response: answers(schemas.Centres),
      },
    },
    async (request) => ({ centres: await listCentres(db, request.query) }),
  );

  api.get(
    '/centres/:id',
    {
      schema: {
        tags,
        summary: 'One centre',
        params: z.object({ id: schemas.Id }),
        response: answers(schemas.Centre),
      },
    },
    async (request) => readCentre(db, request.params.id, requireVisitor(request)),
  );

  api.put(
    '/centres/:id/people/:person',
    {
      schema: {
        tags,
        summary: 'Tie somebody to a centre, by an administrator; they score it no more 登记中心人员',
        params: TiePath,
        body: schemas.TieRole,
        response: answers(schemas.Centre),
      },
    },
    async (request) => {
      const visitor = requireAdministrator(request);
      const { id: centreId, person: personId } = request.params;
      await addTie(app, visitor, { centreId, personId, role: request.body.role });
      return readCentre(db, centreId, visitor);
    },
  );

  api.delete(
    '/centres/:id/people/:person',
    {
      schema: {
        tags,
        summary: 'Take a tie away, by an administrator; without a role, all of them',
        params: TiePath,
        querystring: z.object({ role: z.enum(CENTRE_ROLES).optional() }),
        response: answers(schemas.Centre),
      },
    },
    async (request) => {
      const visitor = requireAdministrator(request);
      const { id: centreId, person: personId } = request.params;
      await removeTie(app, visitor, { centreId, personId, role: request.query.role });
      return readCentre(db, centreId, visitor);
    },
  );
}
