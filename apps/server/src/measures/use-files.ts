/** Ties uploaded files to what they prove, inside a transaction. */
import { tablesOf, type Db, type FileSubject } from '@heping/db';
import { and, eq, inArray } from 'drizzle-orm';
import { Refused } from '../refused.ts';
import type { FileUse } from './doing.ts';

export interface FilesUsed {
  readonly subject: FileSubject;
  readonly subjectId: string;
  readonly files: readonly FileUse[];
  /** Who uploaded them, and uses them now. */
  readonly by: { readonly personId: string } | { readonly linkId: string };
  readonly evaluationId: string;
}

/** Refuses what was not uploaded to this evaluation by the same person. Throws FILE_UNKNOWN. */
export async function useFiles(
  tx: Db,
  { subject, subjectId, files: uses, by, evaluationId }: FilesUsed,
): Promise<void> {
  if (uses.length === 0) return;
  const { files, fileUses } = tablesOf(tx);
  const isTheirs = 'personId' in by ? eq(files.personId, by.personId) : eq(files.linkId, by.linkId);
  const ids = [...new Set(uses.map(({ id }) => id))];
  const found = await tx
    .select({ id: files.id })
    .from(files)
    .where(and(inArray(files.id, ids), eq(files.evaluationId, evaluationId), isTheirs));
  if (found.length !== uses.length) throw new Refused('FILE_UNKNOWN');
  await tx
    .insert(fileUses)
    .values(uses.map(({ id, role }, place) => ({ fileId: id, subject, subjectId, role, place })));
}
