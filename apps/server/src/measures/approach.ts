/** The one way to a measure: by a role in its evaluation, or by owning it; for everybody else there is nothing. [PO9, MA1] */
import { tablesOf, type Case, type Db, type Measure } from '@heping/db';
import type { Action, MeasureParty } from '@heping/scoring';
import { and, eq, gt, isNull } from 'drizzle-orm';
import { allow, evaluationById, type Access } from '../evaluations/access.ts';
import { rolesIn, standingOf } from '../evaluations/roles.ts';
import { Refused } from '../refused.ts';
import type { MeasureActor } from './actor.ts';

export interface MeasureActing {
  readonly measure: string;
  readonly actor: MeasureActor;
}

/** A measure with what it stands in, for somebody who may do what they ask. */
export interface MeasureAccess extends Access {
  readonly measure: Measure;
  readonly kept: Case;
  readonly parties: readonly MeasureParty[];
}

/**
 * Reads a measure for somebody. What a leader may with every measure of the centre, its owner may with this one. Throws
 * NOT_FOUND alike for what is not there and what is not theirs, and WRONG_PHASE.
 */
export async function approachMeasure(
  db: Db,
  { measure: id, actor }: MeasureActing,
  { action, now }: { readonly action: Action; readonly now: number },
): Promise<MeasureAccess> {
  const { measures, cases } = tablesOf(db);
  const [row] = await db
    .select({ measure: measures, kept: cases })
    .from(measures)
    .innerJoin(cases, eq(cases.findingId, measures.findingId))
    .where(eq(measures.id, id));
  const [around] = row === undefined ? [] : await evaluationById(db, { id: row.measure.evaluationId });
  if (row === undefined || around === undefined) throw new Refused('NOT_FOUND');
  const visitor = actor.kind === 'person' ? actor.visitor : null;
  const roles = rolesIn(
    await standingOf(db, visitor, around.evaluation.id),
    around.evaluation,
    around.centre,
  );
  const isOwner = await owns(db, row.measure, actor, now);
  allow({ roles: isOwner ? [...roles, 'leader'] : roles, evaluation: around.evaluation }, action);
  const parties: MeasureParty[] = [
    ...(isOwner ? (['owner'] as const) : []),
    ...(['leader', 'officer'] as const).filter((role) => roles.includes(role)),
  ];
  return { ...around, ...row, roles, parties };
}

/** By account, or by a link that was neither taken back nor ran out. */
async function owns(db: Db, measure: Measure, actor: MeasureActor, now: number): Promise<boolean> {
  if (actor.kind === 'person') return measure.ownerId === actor.visitor.personId;
  const { ownerLinks } = tablesOf(db);
  const [link] = await db
    .select({ id: ownerLinks.id })
    .from(ownerLinks)
    .where(
      and(
        eq(ownerLinks.id, actor.linkId),
        eq(ownerLinks.measureId, measure.id),
        isNull(ownerLinks.revokedAt),
        gt(ownerLinks.expiresAt, now),
      ),
    );
  return link !== undefined && actor.measureId === measure.id;
}
