/** The one way to an evaluation for HTTP, commands and sockets: who asks is weighed before anything is read (C4). */
import { given, question, tablesOf, type Campaign, type Centre, type Db, type Evaluation } from '@heping/db';
import { PHASE_LABELS } from '@heping/protocol';
import { may, PHASES, WAY, type Action, type Localized, type Phase, type Role } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { oneOf, Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { rolesIn, standingOf } from './roles.ts';

export interface Access {
  readonly evaluation: Evaluation;
  readonly campaign: Campaign;
  readonly centre: Centre;
  /** What the visitor is to this evaluation; everybody is `public`. */
  readonly roles: Role[];
}

/** An evaluation with what it stands in; nothing says whether the one who asks may see it. */
export const evaluationById = question((db) => {
  const { evaluations, campaigns, centres } = tablesOf(db);
  return db
    .select({ evaluation: evaluations, campaign: campaigns, centre: centres })
    .from(evaluations)
    .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
    .innerJoin(centres, eq(centres.id, evaluations.centreId))
    .where(eq(evaluations.id, given('id')));
});

/** Reads the evaluation for somebody. Throws NOT_FOUND alike for what does not exist and what is not theirs to see. */
export async function access(db: Db, evaluationId: string, visitor: Visitor | null): Promise<Access> {
  const [row] = await evaluationById(db, { id: evaluationId });
  if (row === undefined) throw new Refused('NOT_FOUND');
  const roles = rolesIn(await standingOf(db, visitor, evaluationId), row.evaluation, row.centre);
  if (!may(roles, 'evaluation.see', row.evaluation.phase)) throw new Refused('NOT_FOUND');
  return { ...row, roles };
}

/** What somebody is to an evaluation, and where it stands. */
export interface Weighed {
  readonly roles: readonly Role[];
  readonly phase: Phase;
}

const groundsById = question((db) => {
  const { evaluations, centres } = tablesOf(db);
  const { id, leadBodyId, centreId, phase } = evaluations;
  return db
    .select({ evaluation: { id, leadBodyId, centreId, phase }, centre: { runByBodyId: centres.runByBodyId } })
    .from(evaluations)
    .innerJoin(centres, eq(centres.id, evaluations.centreId))
    .where(eq(id, given('id')));
});

/** As `access`, for whoever needs no more than the answer: the sockets, thousands at once. Null for NOT_FOUND. */
export async function weigh(db: Db, evaluationId: string, visitor: Visitor | null): Promise<Weighed | null> {
  const [row] = await groundsById(db, { id: evaluationId });
  if (row === undefined) return null;
  const { evaluation, centre } = row;
  const roles = rolesIn(await standingOf(db, visitor, evaluationId), evaluation, centre);
  return may(roles, 'evaluation.see', evaluation.phase) ? { roles, phase: evaluation.phase } : null;
}

/** Only the phase is wrong: which it is, and in which it would be right. */
export function wrongPhase(phase: Phase, right: readonly Phase[]): Refused {
  return new Refused('WRONG_PHASE', { phase: PHASE_LABELS[phase], when: whenRight(phase, right) });
}

function whenRight(phase: Phase, right: readonly Phase[]): Localized {
  const open = WAY.filter((one) => right.includes(one));
  const [first] = open;
  if (phase === 'cancelled' || first === undefined) return { zh: '不能再继续', en: 'it goes no further' };
  const { zh, en } = PHASE_LABELS[first];
  const staysOpen = open.length === WAY.length - WAY.indexOf(first);
  if (staysOpen) return { zh: `这要到“${zh}”阶段才可以`, en: `this is possible from the phase “${en}” on` };
  const labels = open.map((one) => PHASE_LABELS[one]);
  return {
    zh: `这只在${labels.map((label) => `“${label.zh}”`).join('、')}阶段可以`,
    en: `this is possible only in the phase ${oneOf(labels.map(quoted)).en}`,
  };
}

const quoted = ({ zh, en }: Localized): Localized => ({ zh: `“${zh}”`, en: `“${en}”` });

/**
 * Asks the policy. WRONG_PHASE where these roles may in another phase that they will see; for everybody else there is
 * nothing here: NOT_FOUND.
 */
export function allow(
  { roles, evaluation }: { readonly roles: readonly Role[]; readonly evaluation: { readonly phase: Phase } },
  action: Action,
): void {
  if (may(roles, action, evaluation.phase)) return;
  const open = PHASES.filter((phase) => may(roles, action, phase) && may(roles, 'evaluation.see', phase));
  if (open.length === 0) throw new Refused('NOT_FOUND');
  throw wrongPhase(evaluation.phase, open);
}
