/** Which ballots stand on paper and how far they are checked; which places differ, for the two who hold the paper. [PP3] */
import type { PaperBallot, PaperBallots } from '@heping/protocol';
import { indicatorsOf, may, type PaperCheck } from '@heping/scoring';
import { access, allow, type Access } from '../evaluations/access.ts';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { compare, papersInForce, secondTyping, type Paper } from '../evaluations/papers-in-force.ts';
import { seatsOf } from '../evaluations/seats.ts';
import { panelColors, personRef } from '../people/person-ref.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import type { EvaluationMoment } from '../sync/corridor.ts';
import { ballotIn } from './ballot.ts';
import { checkersFor } from './checkers.ts';

/** Asked in the evaluation's queue, so that the answer is of one instant. Throws NOT_FOUND. */
export async function readPapers(desk: Desk, { evaluation: id, visitor }: Acting): Promise<PaperBallots> {
  const { db } = desk.store;
  allow(await access(db, id, visitor), 'progress.read');
  return desk.corridor.command(id, async (moment) => {
    const here = await access(db, id, visitor);
    allow(here, 'progress.read');
    const seats = await seatsOf(db, here);
    const colors = panelColors(seats.map(({ id: person }) => person));
    const papers: PaperBallot[] = [];
    for (const paper of await papersInForce(db, id)) {
      const owner = seats.find(({ id: person }) => person === paper.personId);
      // Who stepped back since has no ballot that counts.
      if (owner?.sits !== true) continue;
      const { done, ...check } = await standingOf(desk, moment, here, paper);
      const types = paper.checker.id === visitor.personId;
      const knows = types || paper.personId === visitor.personId;
      papers.push({
        ...{ person: personRef(owner, colors), checker: personRef(paper.checker), saidAt: paper.saidAt },
        ...{ state: check.state, typed: check.typed, total: check.total },
        ...{ done: types ? done : [], differing: knows ? [...check.differing] : [] },
      });
    }
    const mayAsk = may(here.roles, 'ballot.write', here.evaluation.phase);
    const checkers = mayAsk ? (await checkersFor(db, here)).map((person) => personRef(person)) : [];
    return { papers, checkers };
  });
}

/** Until the reveal as it stands now; what was revealed had been checked, and what was cancelled is compared no more. */
async function standingOf(
  desk: Desk,
  moment: EvaluationMoment,
  { evaluation, campaign }: Access,
  paper: Paper,
): Promise<PaperCheck & { readonly done: string[] }> {
  const rubric = rubricOf(campaign);
  const second = await secondTyping(desk.store.db, paper.id);
  const done = Object.keys(second);
  const total = indicatorsOf(rubric).length;
  const ended = { typed: done.length, total, differing: [], done };
  if (evaluation.revealedAt !== null) return { state: 'checked', ...ended };
  if (evaluation.phase !== 'scoring') return { state: 'typing', ...ended };
  return { ...compare(rubric, await ballotIn(desk, moment, paper.personId), second), done };
}
