/** A panelist's live ballot, for comparing inside the evaluation's queue. */
import type * as Y from 'yjs';
import type { Desk } from '../evaluations/commands/desk.ts';
import type { EvaluationMoment } from '../sync/corridor.ts';

/** Undefined where there is none: who had a tie to the centre when scoring began has no ballot. */
export async function ballotIn(
  { store }: Desk,
  moment: EvaluationMoment,
  person: string,
): Promise<Y.Doc | undefined> {
  const evaluation = moment.evaluation.id;
  const documents = await store.log.listDocuments(evaluation);
  if (!documents.some(({ kind, personId }) => kind === 'ballot' && personId === person)) return undefined;
  return moment.document({ kind: 'ballot', evaluation, person });
}
