/** 复核录入: a second person types the scores again from the paper, without seeing what the panelist typed. [PP3, PP4] */
import type { Db } from '@heping/db';
import {
  findIndicator,
  formatPoints,
  judgeScore,
  type IndicatorCode,
  type Rubric,
  type Step,
  type Tenths,
} from '@heping/scoring';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, sit } from '../evaluations/commands/sitting.ts';
import { compare, papersInForce, secondTyping } from '../evaluations/papers-in-force.ts';
import { Refused } from '../refused.ts';
import { ballotIn } from './ballot.ts';
import { checkersFor } from './checkers.ts';

type Scores = Readonly<Record<IndicatorCode, Tenths | null>>;

/**
 * All of them or none. From the moment it is whole each change stands in the log, so that nobody tries values unseen.
 * Throws NOT_FOUND for everybody but whom the panelist named, INDICATOR_UNKNOWN, PAPER_BAD_SCORE.
 */
export const typeSecond = (
  desk: Desk,
  acting: Acting,
  owner: string,
  { scores }: { readonly scores: Scores },
): Promise<void> =>
  sit(desk, acting, 'paper.check', async (here) => {
    const { evaluation, campaign, visitor, rubric, db, moment } = here;
    const paper = (await papersInForce(db, evaluation.id)).find(({ personId }) => personId === owner);
    const may = await checkersFor(db, here);
    if (paper?.checker.id !== visitor.personId || !may.some(({ id }) => id === visitor.personId))
      throw new Refused('NOT_FOUND');
    judge(rubric, campaign.step, scores);
    const second = { ...(await secondTyping(db, paper.id)), ...scores };
    const { state, differing } = compare(rubric, await ballotIn(desk, moment, owner), second);
    const write = (tx: Db) => keep(desk, tx, paper.id, scores);
    // Before it is whole there is nothing to tell.
    if (state === 'typing') return moment.commit(write);
    const detail = { typed: Object.keys(scores).length, differing: differing.length };
    await decide(here, { action: 'paper.type', subject: owner, detail }, write);
  });

function judge(rubric: Rubric, step: Step, scores: Scores): void {
  for (const [indicator, score] of Object.entries(scores)) {
    const maximum = findIndicator(rubric, indicator)?.maximum;
    if (maximum === undefined) throw new Refused('INDICATOR_UNKNOWN', { indicator: indicator.slice(0, 20) });
    if (score === null || judgeScore(score, maximum, step) === 'ok') continue;
    const scale = { maximum: formatPoints(maximum), step: formatPoints(step) };
    throw new Refused('PAPER_BAD_SCORE', { indicator, ...scale, value: formatPoints(score) });
  }
}

async function keep({ store }: Desk, tx: Db, paperId: string, scores: Scores): Promise<void> {
  const { paperScores } = store.tables;
  for (const [indicator, score] of Object.entries(scores))
    await tx
      .insert(paperScores)
      .values({ paperId, indicator, score })
      .onConflictDoUpdate({ target: [paperScores.paperId, paperScores.indicator], set: { score } });
}
