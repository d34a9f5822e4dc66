/** 公开评分: ballots freeze and become visible to the panel at one instant. [PH2, PO3] */
import { tablesOf, type BallotScore, type Db } from '@heping/db';
import { readProgress, readRecusals, readScores, remarkOf } from '@heping/protocol';
import { indicatorsOf, isBlank, type Rubric } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { Refused } from '../../refused.ts';
import { hashOfBallots } from '../../sheets/ballots-hash.ts';
import { createDocument } from '../create-document.ts';
import { compare, papersInForce, secondTyping, type Paper } from '../papers-in-force.ts';
import { namesOf, seatsOf, sitting, type Seat } from '../seats.ts';
import type { EvaluationMoment } from '../../sync/corridor.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, phaseAfter, sit } from './sitting.ts';

/**
 * Reveals the ballots of everyone who sits; recused members are left out. Not everyone done needs a reason; what
 * stands on paper has to be checked. [PP6]
 */
export const revealBallots = (
  desk: Desk,
  acting: Acting,
  { reason = '' }: { readonly reason?: string | undefined },
): Promise<void> =>
  sit(desk, acting, 'reveal', async (here) => {
    const { evaluation, centre, rubric, db, now, moment } = here;
    const phase = phaseAfter(here, 'reveal');
    const seats = sitting(await seatsOf(db, { evaluation, centre }));
    const ballots = await ballotsOf(desk, moment, seats);
    const unfinished = seats.filter(({ id }) => {
      const doc = ballots.get(id);
      return doc === undefined || !isComplete(doc, rubric);
    });
    const papers = (await papersInForce(db, evaluation.id)).filter(({ personId }) =>
      seats.some(({ id }) => id === personId),
    );
    const unchecked = await uncheckedOf({ papers, seats, ballots, rubric, db });
    if (unchecked.length > 0) throw new Refused('PAPER_UNCHECKED', { people: namesOf(unchecked) });
    if (unfinished.length > 0 && isBlank(reason)) {
      throw new Refused('BALLOTS_INCOMPLETE', { people: namesOf(unfinished) });
    }
    const revealReason = unfinished.length > 0 ? reason.trim() : null;
    const rows = [...ballots].flatMap(([person, doc]) => frozen(rubric, evaluation.id, person, doc));
    const { evaluations, ballotScores } = tablesOf(db);
    // Who was not finished is told; what anybody scored is not, but for a hash by which it can be checked later.
    const detail = {
      hash: hashOfBallots(rows),
      ballots: ballots.size,
      unfinished: unfinished.map(({ id }) => id),
      reason: revealReason,
      ...(papers.length > 0 && { paper: papers.map(({ personId }) => personId) }),
    };
    await decide(here, { action: 'reveal', detail, phase }, async (tx) => {
      if (rows.length > 0) await tx.insert(ballotScores).values(rows);
      await createDocument(tx, { kind: 'consensus', evaluation: evaluation.id }, now);
      await tx
        .update(evaluations)
        .set({ revealedAt: now, revealReason })
        .where(eq(evaluations.id, evaluation.id));
    });
  });

/** Ballots by person. Who had a tie to the centre when scoring began, and has none any more, has none of these either. */
async function ballotsOf(
  { store }: Desk,
  moment: EvaluationMoment,
  seats: readonly Seat[],
): Promise<ReadonlyMap<string, Y.Doc>> {
  const evaluation = moment.evaluation.id;
  const documents = await store.log.listDocuments(evaluation);
  const owners = new Set(documents.map(({ personId }) => personId));
  const ballots = new Map<string, Y.Doc>();
  for (const { id } of seats)
    if (owners.has(id)) ballots.set(id, await moment.document({ kind: 'ballot', evaluation, person: id }));
  return ballots;
}

/** Seats whose ballot stands on paper and is not the same as its second typing. [PP6] */
async function uncheckedOf({
  papers,
  seats,
  ballots,
  rubric,
  db,
}: {
  readonly papers: readonly Paper[];
  readonly seats: readonly Seat[];
  readonly ballots: ReadonlyMap<string, Y.Doc>;
  readonly rubric: Rubric;
  readonly db: Db;
}): Promise<readonly Seat[]> {
  const unchecked: Seat[] = [];
  for (const { id, personId } of papers) {
    const seat = seats.find((one) => one.id === personId);
    if (seat === undefined) continue;
    const { state } = compare(rubric, ballots.get(personId), await secondTyping(db, id));
    if (state !== 'checked') unchecked.push(seat);
  }
  return unchecked;
}

function isComplete(ballot: Y.Doc, rubric: Rubric): boolean {
  const { scored, total } = readProgress(ballot, rubric);
  return scored === total;
}

/** A ballot as rows. Who stepped back from an indicator has no score there, whatever stood in the field before. */
function frozen(rubric: Rubric, evaluationId: string, personId: string, ballot: Y.Doc): BallotScore[] {
  const scores = readScores(ballot, rubric);
  const recusals = readRecusals(ballot, rubric);
  return indicatorsOf(rubric).map(({ code }) => {
    const recused = recusals[code] != null;
    return {
      evaluationId,
      personId,
      indicator: code,
      score: recused ? null : (scores[code] ?? null),
      recused,
      remark: remarkOf(ballot, code).toString().trim(),
    };
  });
}
