/** What is missing before the sheet can be locked, from the live documents. [GA1–GA6] */
import type { Gap } from '@heping/scoring';
import { openGaps, readMatter } from '../sheets/matter.ts';
import { allow, access } from './access.ts';
import type { Acting, Desk } from './commands/desk.ts';
import { rulesOf } from './commands/sitting.ts';
import { rubricOf } from '../rubrics/rubric.ts';

/** Asked in the evaluation’s queue, so that the answer is of one instant; none once the sheet is locked. */
export async function readGaps(desk: Desk, { evaluation: id, visitor }: Acting): Promise<readonly Gap[]> {
  const { db } = desk.store;
  allow(await access(db, id, visitor), 'consensus.read');
  return desk.corridor.command(id, async (moment) => {
    const here = await access(db, id, visitor);
    allow(here, 'consensus.read');
    if (here.evaluation.phase !== 'deliberation') return [];
    const rubric = rubricOf(here.campaign);
    const documents = {
      record: await moment.document({ kind: 'record', evaluation: id }),
      consensus: await moment.document({ kind: 'consensus', evaluation: id }),
    };
    const matter = readMatter(documents, rubric, here.centre.tier);
    return openGaps(documents, matter, await rulesOf({ ...here, db, rubric }));
  });
}
