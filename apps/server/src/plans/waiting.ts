/** The revision that somebody decides about: the one they saw, and nobody was before them. [PN3, PN4, PN8] */
import { tablesOf, type PlanSubmission } from '@heping/db';
import { PLAN_STATE_LABELS } from '@heping/protocol';
import { minuteIn } from '@heping/scoring';
import { and, eq } from 'drizzle-orm';
import type { Sitting } from '../evaluations/commands/sitting.ts';
import { nameOf, Refused } from '../refused.ts';

type Asked = Pick<Sitting, 'db' | 'evaluation' | 'campaign'>;

/** Throws NO_PLAN where there is none, PLAN_STATE by whom and when, CHANGED where another was seen. */
export async function waitingRevision(
  here: Asked,
  { revision, hash }: { readonly revision: number; readonly hash?: string },
): Promise<PlanSubmission> {
  const { planSubmissions } = tablesOf(here.db);
  const isIt = and(
    eq(planSubmissions.evaluationId, here.evaluation.id),
    eq(planSubmissions.revision, revision),
  );
  const [found] = await here.db.select().from(planSubmissions).where(isIt);
  if (found === undefined) throw new Refused('NO_PLAN');
  if (hash !== undefined && found.hash !== hash) throw new Refused('CHANGED');
  if (found.state === 'submitted') return found;
  throw new Refused('PLAN_STATE', {
    revision,
    state: PLAN_STATE_LABELS[found.state],
    ...(await personAndTime(here, found.decidedBy, found.decidedAt ?? found.submittedAt)),
  });
}

/** By whom and when, for a sentence. */
export async function personAndTime(
  { db, campaign }: Pick<Asked, 'db' | 'campaign'>,
  id: string | null,
  at: number,
) {
  const { people } = tablesOf(db);
  const [person] = id === null ? [] : await db.select().from(people).where(eq(people.id, id));
  return {
    person: person === undefined ? { zh: '系统', en: 'the system' } : nameOf(person),
    at: minuteIn(campaign.timeZone, at),
  };
}
