/** The locked sheet, once it is found to be what was signed: nothing is decided about an altered one. [SE4] */
import type { Db, Sheet } from '@heping/db';
import { Refused } from '../../refused.ts';
import { faultsOf } from '../../sheets/check.ts';
import { readTrail, refuseWithoutNewest, type Trail } from '../../sheets/trail.ts';
import { lockedSheet } from '../sheet-in-force.ts';
import type { Desk } from './desk.ts';
import type { Sitting } from './sitting.ts';

/** The locked sheet with what the log says of it, sound or not. Throws SHEET_ALTERED where it is gone. */
export async function standingSheet(
  db: Db,
  evaluationId: string,
): Promise<{ readonly sheet: Sheet; readonly trail: Trail }> {
  const trail = await readTrail(db, evaluationId);
  refuseWithoutNewest(trail);
  return { sheet: await lockedSheet(db, evaluationId), trail };
}

/** Throws SHEET_ALTERED. A rubric worded anew since stops nobody: the sheet says by which one it was scored. */
export async function soundSheet(
  desk: Desk,
  { db, evaluation, rubric }: Pick<Sitting, 'db' | 'evaluation' | 'rubric'>,
): Promise<Sheet> {
  const { sheet, trail } = await standingSheet(db, evaluation.id);
  const faults = await faultsOf(db, await desk.seal.publicKeys(), { sheet, rubric, trail });
  if (faults.some((fault) => fault !== 'rubric')) {
    throw new Refused('SHEET_ALTERED', { revision: sheet.revision });
  }
  return sheet;
}
