/** 纸面评分: who types a panelist's paper a second time, and what they typed. */
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import { checksOf } from './checks.ts';
import type { Places } from './places.ts';
import type { Planning } from './planning.ts';

export function definePaper(k: Kit, { people }: Places, { evaluations }: Planning) {
  const { notNegative } = checksOf(k);
  const person = () =>
    k
      .text()
      .notNull()
      .references(() => people.id);

  /** Each time a panelist said so; ended it stays, since whoever was named may have seen the paper. */
  const paperBallots = k.table(
    'paper_ballots',
    {
      id: k.text().primaryKey(),
      evaluationId: k
        .text()
        .notNull()
        .references(() => evaluations.id),
      personId: person(),
      checkerId: person(),
      saidAt: k.time().notNull(),
      /** Another person was named, or the ballot is from paper no more. */
      endedAt: k.time(),
    },
    (t) => [
      k
        .uniqueIndex('paper_ballots_in_force')
        .on(t.evaluationId, t.personId)
        .where(sql`${t.endedAt} is null`),
    ],
  );

  /** The second typing. Compared with the ballot and read out to nobody. */
  const paperScores = k.table(
    'paper_scores',
    {
      paperId: k
        .text()
        .notNull()
        .references(() => paperBallots.id),
      indicator: k.text().notNull(),
      /** Tenths; null is an empty place on the paper, never zero. */
      score: k.int(),
    },
    (t) => [k.primaryKey({ columns: [t.paperId, t.indicator] }), notNegative('paper_scores_score', t.score)],
  );

  return { paperBallots, paperScores };
}
