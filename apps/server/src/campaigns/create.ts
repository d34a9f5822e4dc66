import { appendAudit } from '@heping/db';
import type { schemas } from '@heping/protocol';
import { TIME_ZONE } from '@heping/scoring';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { RUBRICS } from '../rubrics/rubric.ts';
import { newId } from '../ids.ts';
import { bodiesOf } from '../people/guard.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';

/** Throws NOT_FOUND for another's body, PERIOD_REVERSED, RUBRIC_UNKNOWN. Answers the campaign's id. */
export async function createCampaign(
  app: FastifyInstance,
  by: Visitor,
  draft: z.output<typeof schemas.NewCampaign>,
): Promise<string> {
  const { store, clock } = app;
  const { body: bodyId, rubric: rubricCode, ...rules } = draft;
  if (!(await bodiesOf(store.db, by)).has(bodyId)) throw new Refused('NOT_FOUND');
  refuseReversed(rules);
  if (!RUBRICS.some(({ code }) => code === rubricCode))
    throw new Refused('RUBRIC_UNKNOWN', { code: rubricCode });
  const id = newId();
  await store.tx(async (db) => {
    await db.insert(store.tables.campaigns).values({
      ...rules,
      ...{ id, bodyId, rubricCode },
      timeZone: TIME_ZONE,
      createdBy: by.personId,
      createdAt: clock(),
    });
    await appendAudit(db, {
      at: clock(),
      personId: by.personId,
      action: 'campaign.create',
      evaluationId: null,
      subject: id,
      detail: { ...rules, body: bodyId, rubric: rubricCode },
    });
  });
  return id;
}

/** Throws PERIOD_REVERSED. */
export function refuseReversed({
  periodFrom,
  periodTo,
}: {
  readonly periodFrom: string;
  readonly periodTo: string;
}): void {
  if (periodTo < periodFrom) throw new Refused('PERIOD_REVERSED');
}
