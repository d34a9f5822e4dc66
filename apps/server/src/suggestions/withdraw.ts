/** A suggestion is taken back, by who made it or by the chair. The row stays, and the log says by whom. [IS4] */
import { and, eq } from 'drizzle-orm';
import { minuteIn } from '@heping/scoring';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, sit } from '../evaluations/commands/sitting.ts';
import { nameOf, Refused } from '../refused.ts';

/** Throws NOT_FOUND, SUGGESTION_OF_OTHERS, and SUGGESTION_WITHDRAWN for who comes second. */
export const withdrawSuggestion = (desk: Desk, acting: Acting, suggestion: string): Promise<void> =>
  sit(desk, acting, 'finding.suggest', async (here) => {
    const { evaluation, campaign, roles, visitor, db, now } = here;
    const { suggestions, people } = desk.store.tables;
    const isThis = and(eq(suggestions.id, suggestion), eq(suggestions.evaluationId, evaluation.id));
    const [row] = await db.select().from(suggestions).where(isThis);
    if (row === undefined) throw new Refused('NOT_FOUND');
    const named = async (id: string) => {
      const [person] = await db.select().from(people).where(eq(people.id, id));
      return person === undefined ? id : nameOf(person);
    };
    if (row.withdrawnAt !== null) {
      const person = await named(row.withdrawnBy ?? row.createdBy);
      throw new Refused('SUGGESTION_WITHDRAWN', { person, at: minuteIn(campaign.timeZone, row.withdrawnAt) });
    }
    if (row.createdBy !== visitor.personId && !roles.includes('chair'))
      throw new Refused('SUGGESTION_OF_OTHERS', { person: await named(row.createdBy) });
    await decide(here, { action: 'finding.unsuggest', subject: row.id }, (tx) =>
      tx.update(suggestions).set({ withdrawnAt: now, withdrawnBy: visitor.personId }).where(isThis),
    );
  });
