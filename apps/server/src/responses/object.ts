/** 复核申请: the centre’s leader contests a finding with grounds and files, and may take that back. [OJ1] */
import { tablesOf } from '@heping/db';
import type { FileUse } from '@heping/protocol';
import type { Desk } from '../evaluations/commands/desk.ts';
import { useFiles } from '../files/use.ts';
import { actOnFinding, refusedFor, type FindingActing, type FindingSitting } from '../rectification/act.ts';
import { changeObjection, openObjection } from './objection.ts';

export interface ObjectInput {
  readonly grounds: string;
  readonly files: readonly FileUse[];
}

/** Throws RESPONSE_OVER, OBJECTION_OPEN, REASON_MISSING, FILE_UNKNOWN. The score stays as it is until it is decided. */
export const fileObjection = (
  desk: Desk,
  acting: FindingActing,
  { grounds, files }: ObjectInput,
): Promise<void> =>
  actOnFinding(desk, acting, { action: 'case.respond', act: 'object', reason: grounds }, (here) => {
    const id = desk.newId();
    const { evaluation, kept, visitor, now } = here;
    return {
      change: { hasOpenObjection: true },
      detail: { objection: id, files: files.map((file) => ({ ...file })) },
      rows: async (tx) => {
        await tx.insert(tablesOf(tx).objections).values({
          ...{ id, findingId: kept.findingId, evaluationId: evaluation.id, grounds },
          ...{ state: 'filed', round: 0, filedBy: visitor.personId, filedAt: now },
        });
        await useFiles(tx, {
          ...{ evaluationId: evaluation.id, subject: 'objection', subjectId: id },
          ...{ files, by: { personId: visitor.personId } },
        });
      },
    };
  });

/** Throws NO_OBJECTION. What was said to it stays readable. */
export const withdrawObjection = (desk: Desk, acting: FindingActing): Promise<void> =>
  actOnFinding(desk, acting, { action: 'case.respond', act: 'withdraw-objection' }, async (here) => {
    const objection = await standingObjection(here);
    return {
      change: { hasOpenObjection: false },
      detail: { objection: objection.id },
      rows: (tx) => changeObjection(tx, objection, { state: 'withdrawn', withdrawnAt: here.now }),
    };
  });

async function standingObjection(here: FindingSitting) {
  const objection = await openObjection(here.db, here.kept.findingId);
  if (objection === undefined) throw await refusedFor(here, 'open-objection');
  return objection;
}
