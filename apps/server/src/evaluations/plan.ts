/** Planning an evaluation. */
import {
  appendAudit,
  isUniqueViolation,
  tablesOf,
  type Campaign,
  type Centre,
  type Db,
  type Evaluation,
} from '@heping/db';
import { isSelfEvaluated } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { newId } from '../ids.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { named, notify, tell } from '../notifications/notify.ts';
import { createDocument } from './create-document.ts';
import { judgePlan, judgeSecond, refuseIfAny, type Plan } from './judge-plan.ts';
import { peopleConcerned } from './roles.ts';

/**
 * Saves a plan in the campaign that `campaignOf` finds, asked inside the unit so that none is planned into one that has
 * just been closed. Tells whom it concerns and answers the evaluation's id. Throws what `campaignOf` throws, and every
 * objection of `judgePlan`.
 */
export async function planEvaluation(
  app: FastifyInstance,
  by: Visitor,
  campaignOf: (db: Db) => Promise<Campaign>,
  plan: Plan,
): Promise<string> {
  const { store, clock } = app;
  const id = newId();
  const { centres } = store.tables;
  const [centre] = await store.db.select().from(centres).where(eq(centres.id, plan.centre));
  try {
    const concerned = await store.tx(async (db) => {
      const campaign = await campaignOf(db);
      refuseIfAny(await judgePlan(db, campaign, plan));
      const { evaluations, jointBodies, panelMembers } = tablesOf(db);
      const [evaluation] = await db
        .insert(evaluations)
        .values({
          id,
          campaignId: campaign.id,
          centreId: plan.centre,
          kind: plan.kind,
          leadBodyId: campaign.bodyId,
          plannedOn: plan.plannedOn,
          phase: 'planned',
          selfEvaluated: isSelfEvaluated({
            leadBody: campaign.bodyId,
            runningBody: centre?.runByBodyId ?? null,
          }),
          createdBy: by.personId,
          createdAt: clock(),
        })
        .returning();
      if (evaluation === undefined) throw new Error('plan: expected the new row, got none');
      await db
        .insert(panelMembers)
        .values(plan.panel.map(({ person, isChair }) => ({ evaluationId: id, personId: person, isChair })));
      const joint = [...new Set(plan.jointBodies)].filter((body) => body !== campaign.bodyId);
      if (joint.length > 0) {
        await db.insert(jointBodies).values(joint.map((bodyId) => ({ evaluationId: id, bodyId })));
      }
      await createDocument(db, { kind: 'self', evaluation: id }, clock());
      const people = await peopleConcerned(db, evaluation);
      await tellSeated(db, evaluation, centre, {
        people: plan.panel.map(({ person }) => person),
        ...{ at: clock(), by: by.personId },
      });
      // A spot check is announced to nobody who is checked. [NT12]
      if (plan.kind === 'regular' && centre !== undefined)
        await tell(
          db,
          { evaluation, centre },
          {
            ...{ kind: 'evaluation.planned', key: id, path: `/evaluations/${id}/self` },
            ...{ params: { day: plan.plannedOn }, at: clock(), by: by.personId },
          },
        );
      await appendAudit(db, {
        at: clock(),
        personId: by.personId,
        action: 'evaluation.plan',
        evaluationId: id,
        subject: id,
        detail: {
          campaign: campaign.id,
          centre: plan.centre,
          kind: plan.kind,
          leadBody: evaluation.leadBodyId,
          jointBodies: joint.sort(),
          selfEvaluated: evaluation.selfEvaluated,
          plannedOn: plan.plannedOn,
          panel: plan.panel.map(({ person, isChair }) => ({ person, isChair })),
        },
      });
      return people;
    });
    app.notices.workChanged(concerned);
    return id;
  } catch (error) {
    // Two officers planned it in the same moment: the index let one in.
    if (!isUniqueViolation(error) || centre === undefined) throw error;
    refuseIfAny(await judgeSecond(store.db, (await campaignOf(store.db)).id, centre));
    throw error;
  }
}

/** Who sits on a panel is told so. [NT1] */
export async function tellSeated(
  db: Db,
  { id, plannedOn }: Pick<Evaluation, 'id' | 'plannedOn'>,
  centre: Pick<Centre, 'name' | 'nameEn'> | undefined,
  { people, at, by }: { readonly people: readonly string[]; readonly at: number; readonly by: string },
): Promise<void> {
  if (centre === undefined) return;
  await notify(db, {
    ...{ people, kind: 'evaluation.assigned', key: `${id}:${at}`, path: `/evaluations/${id}` },
    ...{ params: { ...named('centre', centre), day: plannedOn ?? '' }, evaluationId: id, at, by },
  });
}
