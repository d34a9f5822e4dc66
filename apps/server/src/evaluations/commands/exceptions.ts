/** The chair’s exception where the clause says 一般, with its reason; printed with the result. [CE6] */
import { tablesOf } from '@heping/db';
import { mayLift, requirementsOf } from '@heping/scoring';
import { and, eq } from 'drizzle-orm';
import { Refused } from '../../refused.ts';
import { exceptionsInForce } from '../exceptions-in-force.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, requireReason, sit } from './sitting.ts';

/** Grants an exception; another reason replaces the one in force, the same one changes nothing. */
export const grantException = (
  desk: Desk,
  acting: Acting,
  input: { readonly requirement: string; readonly reason: string },
): Promise<void> =>
  sit(desk, acting, 'exception.grant', async (here) => {
    const { evaluation, rubric, centre, visitor, db, now } = here;
    const { requirement } = input;
    const asked = requirementsOf(rubric, centre.tier).find((row) => row.requirement.code === requirement);
    if (asked === undefined) throw new Refused('REQUIREMENT_UNKNOWN', { requirement });
    if (!mayLift(rubric, centre.tier, requirement)) {
      throw new Refused('EXCEPTION_NOT_ALLOWED', { clause: asked.threshold.clause });
    }
    const reason = requireReason(input.reason);
    const standing = (await exceptionsInForce(db, evaluation.id)).find(
      ({ exception }) => exception.requirement === requirement,
    )?.exception;
    if (standing?.reason === reason) return;
    const { exceptions } = tablesOf(db);
    const detail = { requirement, reason };
    await decide(here, { action: 'exception.grant', subject: requirement, detail }, async (tx) => {
      if (standing !== undefined) {
        await tx.update(exceptions).set({ withdrawnAt: now }).where(eq(exceptions.id, standing.id));
      }
      await tx.insert(exceptions).values({
        id: desk.newId(),
        evaluationId: evaluation.id,
        requirement,
        reason,
        grantedBy: visitor.personId,
        grantedAt: now,
        withdrawnAt: null,
      });
    });
  });

/** Withdraws an exception; one that is withdrawn already stays so. */
export const withdrawException = (desk: Desk, acting: Acting, exception: string): Promise<void> =>
  sit(desk, acting, 'exception.grant', async (here) => {
    const { evaluation, db, now } = here;
    const { exceptions } = tablesOf(db);
    const [row] = await db
      .select()
      .from(exceptions)
      .where(and(eq(exceptions.id, exception), eq(exceptions.evaluationId, evaluation.id)));
    if (row === undefined) throw new Refused('NOT_FOUND');
    if (row.withdrawnAt !== null) return;
    const { requirement } = row;
    await decide(
      here,
      { action: 'exception.withdraw', subject: requirement, detail: { requirement } },
      (tx) => tx.update(exceptions).set({ withdrawnAt: now }).where(eq(exceptions.id, exception)),
    );
  });
