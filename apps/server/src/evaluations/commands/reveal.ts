/** 公开评分: ballots freeze and become visible to the panel at one instant. [PH2, PO3] */
import { tablesOf, type BallotScore } from '@heping/db';
import { readProgress, readRecusals, readScores, remarkOf } from '@heping/protocol';
import { indicatorsOf, isBlank, type Rubric } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { Refused } from '../../refused.ts';
import { hashOfBallots } from '../../sheets/ballots-hash.ts';
import { createDocument } from '../create-document.ts';
import { namesOf, seatsOf, sitting, type Seat } from '../seats.ts';
import type { EvaluationMoment } from '../../sync/corridor.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, phaseAfter, sit } from './sitting.ts';

/** Reveals the ballots of everyone who sits; recused members are left out. Not everyone done needs a reason. */
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
