/** Uploaded files tied to what they prove, inside the transaction of an act. */
import { tablesOf, type Db, type FileSubject } from '@heping/db';
import type { FileUse } from '@heping/protocol';
import { and, eq, inArray } from 'drizzle-orm';
import { Refused } from '../refused.ts';

export interface FilesUsed {
  readonly evaluation: string;
  readonly subject: FileSubject;
  readonly subjectId: string;
  readonly files: readonly FileUse[];
  /** Who uploaded them. */
  readonly by: string;
}

/** Throws FILE_NOT_YOURS for what is not of this evaluation and this person. */
export async function useFiles(
  tx: Db,
  { evaluation, subject, subjectId, files: used, by }: FilesUsed,
): Promise<void> {
  if (used.length === 0) return;
  const { files, fileUses } = tablesOf(tx);
  const ids = [...new Set(used.map(({ id }) => id))];
  const own = await tx
    .select({ id: files.id })
    .from(files)
    .where(and(inArray(files.id, ids), eq(files.evaluationId, evaluation), eq(files.personId, by)));
  if (own.length !== used.length) throw new Refused('FILE_NOT_YOURS');
  await tx
    .insert(fileUses)
    .values(used.map(({ id, role }, place) => ({ fileId: id, subject, subjectId, role, place })));
}
