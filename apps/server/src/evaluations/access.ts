/** The one way to an evaluation for HTTP, commands and sockets: who asks is weighed before anything is read (C4). */
import { tablesOf, type Campaign, type Centre, type Db, type Evaluation } from '@heping/db';
import { PHASE_LABELS } from '@heping/protocol';
import { may, PHASES, type Action, type Phase, type Role } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { rolesIn, standingOf } from './roles.ts';

export interface Access {
  readonly evaluation: Evaluation;
  readonly campaign: Campaign;
  readonly centre: Centre;
  /** What the visitor is to this evaluation; everybody is `public`. */
  readonly roles: Role[];
}

/** Reads the evaluation for somebody. Throws NOT_FOUND alike for what does not exist and what is not theirs to see. */
export async function access(db: Db, evaluationId: string, visitor: Visitor | null): Promise<Access> {
  const { evaluations, campaigns, centres } = tablesOf(db);
  const [row] = await db
    .select({ evaluation: evaluations, campaign: campaigns, centre: centres })
    .from(evaluations)
    .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
    .innerJoin(centres, eq(centres.id, evaluations.centreId))
    .where(eq(evaluations.id, evaluationId));
  if (row === undefined) throw new Refused('NOT_FOUND');
  const roles = rolesIn(await standingOf(db, visitor, evaluationId), row.evaluation, row.centre);
  if (!may(roles, 'evaluation.see', row.evaluation.phase)) throw new Refused('NOT_FOUND');
  return { ...row, roles };
}

/** Asks the policy. NOT_FOUND where these roles never may; WRONG_PHASE where only the phase is wrong. */
export function allow(
  { roles, evaluation }: { readonly roles: readonly Role[]; readonly evaluation: { readonly phase: Phase } },
  action: Action,
): void {
  if (may(roles, action, evaluation.phase)) return;
  if (!PHASES.some((phase) => may(roles, action, phase))) throw new Refused('NOT_FOUND');
  throw new Refused('WRONG_PHASE', { phase: PHASE_LABELS[evaluation.phase] });
}
