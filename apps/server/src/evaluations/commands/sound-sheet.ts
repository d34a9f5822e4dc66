/** The locked sheet, once it is found to be what was signed: nothing is decided about an altered one. [SE4] */
import type { Sheet } from '@heping/db';
import { Refused } from '../../refused.ts';
import { faultsOf } from '../../sheets/check.ts';
import { readTrail, refuseWithoutNewest } from '../../sheets/trail.ts';
import { lockedSheet } from '../sheet-in-force.ts';
import type { Desk } from './desk.ts';
import type { Sitting } from './sitting.ts';

/** Throws SHEET_ALTERED. A rubric worded anew since stops nobody: the sheet says by which one it was scored. */
export async function soundSheet(
  desk: Desk,
  { db, evaluation, rubric }: Pick<Sitting, 'db' | 'evaluation' | 'rubric'>,
): Promise<Sheet> {
  refuseWithoutNewest(await readTrail(db, evaluation.id));
  const sheet = await lockedSheet(db, evaluation.id);
  const faults = await faultsOf(db, await desk.seal.publicKeys(), { sheet, rubric });
  if (faults.some((fault) => fault !== 'rubric')) {
    throw new Refused('SHEET_ALTERED', { revision: sheet.revision });
  }
  return sheet;
}
