/** Ballots that stand on paper, and how far their second typing agrees with them now. [PB1–PB3] */
import { given, question, tablesOf, type Db, type Person } from '@heping/db';
import { readRecusals, readScores } from '@heping/protocol';
import { checkPaper, indicatorsOf, type PaperCheck, type Rubric, type Typing } from '@heping/scoring';
import { and, eq, isNull } from 'drizzle-orm';
import type * as Y from 'yjs';

export interface Paper {
  readonly id: string;
  readonly personId: string;
  readonly saidAt: number;
  readonly checker: Person;
}

/** One a panelist, in the order in which they said so. */
export const papersInForce = (db: Db, evaluation: string): Promise<readonly Paper[]> =>
  standingIn(db, { evaluation });

const standingIn = question((db) => {
  const { paperBallots, people } = tablesOf(db);
  const { id, personId, saidAt, evaluationId, checkerId, endedAt } = paperBallots;
  return db
    .select({ id, personId, saidAt, checker: people })
    .from(paperBallots)
    .innerJoin(people, eq(people.id, checkerId))
    .where(and(eq(evaluationId, given('evaluation')), isNull(endedAt)))
    .orderBy(saidAt, id);
});

/** What the second person typed. For comparing alone: it is answered to nobody. [PP3] */
export async function secondTyping(db: Db, paper: string): Promise<Typing> {
  const { paperScores } = tablesOf(db);
  const rows = await db.select().from(paperScores).where(eq(paperScores.paperId, paper));
  return Object.fromEntries(rows.map(({ indicator, score }) => [indicator, score]));
}

/** A live ballot against its second typing. Who stepped back from an indicator has an empty place there. [PB2, PB3] */
export function compare(rubric: Rubric, ballot: Y.Doc | undefined, second: Typing): PaperCheck {
  const codes = indicatorsOf(rubric).map(({ code }) => code);
  if (ballot === undefined) return checkPaper(codes, {}, second);
  const scores = readScores(ballot, rubric);
  const recusals = readRecusals(ballot, rubric);
  const own = Object.fromEntries(
    codes.map((code) => [code, recusals[code] == null ? (scores[code] ?? null) : null]),
  );
  return checkPaper(codes, own, second);
}
