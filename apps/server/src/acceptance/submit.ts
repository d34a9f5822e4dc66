/** The centre's leader submits a finding for acceptance, and may take it back until it is decided. [AC1, FN2] */
import type { schemas } from '@heping/protocol';
import type { z } from 'zod';
import type { Desk } from '../evaluations/commands/desk.ts';
import { useFiles } from '../files/use.ts';
import { actOnFinding, type FindingActing } from '../rectification/act.ts';

/** Who submitted it stays its submitter until it is taken back or returned. */
export const NOT_SUBMITTED = { submittedBy: null, submittedAt: null } as const;

/** 提交验收. Throws MEASURES_NOT_REPORTED. */
export const submitFinding = (
  desk: Desk,
  acting: FindingActing,
  { statement, files }: z.output<typeof schemas.SubmitFinding>,
): Promise<void> =>
  actOnFinding(desk, acting, { action: 'case.submit', act: 'submit' }, ({ kept, visitor, now }) => ({
    change: { submittedBy: visitor.personId, submittedAt: now },
    detail: { files: files.map(({ id }) => id), ...(statement === undefined ? {} : { statement }) },
    rows: (tx) =>
      useFiles(tx, {
        ...{ subject: 'acceptance', subjectId: kept.findingId, files },
        ...{ by: { personId: visitor.personId }, evaluationId: kept.evaluationId },
      }),
  }));

/** 撤回 */
export const recallFinding = (desk: Desk, acting: FindingActing): Promise<void> =>
  actOnFinding(desk, acting, { action: 'case.submit', act: 'recall' }, () => ({ change: NOT_SUBMITTED }));
