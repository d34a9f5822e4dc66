/** What holds of a finding for somebody who is about to act on it: the conditions of scoring's table. [FN3, FN5] */
import { tablesOf, type Case, type Db, type Measure } from '@heping/db';
import {
  isOverdue,
  type FindingCondition,
  type FindingParty,
  type FindingStanding,
  type Role,
} from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type { Hands } from './hands.ts';

export interface FindingSituation {
  readonly kept: Case;
  readonly measures: readonly Measure[];
  readonly hands: Hands;
  /** today in the campaign's time zone */
  readonly today: string;
  /** null: the clock */
  readonly personId: string | null;
}

/** The measures of one finding. */
export const measuresOf = (db: Db, findingId: string): Promise<Measure[]> => {
  const { measures } = tablesOf(db);
  return Promise.resolve(db.select().from(measures).where(eq(measures.findingId, findingId)));
};

/** Every condition that holds. */
export function conditionsOf({
  kept,
  measures,
  hands,
  today,
  personId,
}: FindingSituation): ReadonlySet<FindingCondition> {
  const standing = measures.filter(({ state }) => state !== 'dropped');
  const isIn = (...states: Measure['state'][]) =>
    standing.length > 0 && standing.every(({ state }) => states.includes(state));
  const isOwn = ({ id, ownerId, reportedBy }: Measure) =>
    personId !== null &&
    (ownerId === personId || reportedBy === personId || hands.makers.get(id)?.has(personId) === true);
  const isOver = isOverdue(kept.respondBy, today);
  const holds: Readonly<Record<FindingCondition, boolean>> = {
    'open-objection': kept.hasOpenObjection,
    'no-open-objection': !kept.hasOpenObjection,
    'in-time': !isOver,
    'time-over': isOver,
    'all-reported': isIn('reported', 'verified'),
    'all-verified': isIn('verified'),
    untied: personId !== null && !hands.tied.has(personId),
    'another-person': personId !== null && kept.submittedBy !== personId && !standing.some(isOwn),
    'look-back-open': kept.lookBackOn !== null && kept.effect === null,
  };
  return new Set((Object.keys(holds) as FindingCondition[]).filter((condition) => holds[condition]));
}

/** Who somebody is to a finding, by their roles in its evaluation. */
export const partiesOf = (roles: readonly Role[]): readonly FindingParty[] =>
  (['leader', 'officer'] as const).filter((party) => roles.includes(party));

/** A finding as one person stands to it. */
export const findingStanding = (
  situation: FindingSituation,
  roles: readonly Role[],
): Omit<FindingStanding, 'reason'> => ({
  state: situation.kept.state,
  parties: situation.personId === null ? ['system'] : partiesOf(roles),
  holds: conditionsOf(situation),
});
