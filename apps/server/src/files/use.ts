/** What a file proves: ties uploads to what is said with them, and reads them again. [FS7] */
import { tablesOf, type Db, type FileSubject, type KeptFile } from '@heping/db';
import type { FileUse, KeptFile as FileRead, UsedFile } from '@heping/protocol';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { Refused } from '../refused.ts';

/** Who brings a file: an account, or an owner by link. */
export type FileBy = { readonly personId: string } | { readonly linkId: string };

/** Under which name their work stands in a line. */
export const whoOf = (by: FileBy): string => ('personId' in by ? by.personId : `link ${by.linkId}`);

/** What every file has, wherever it belongs. */
export type ShelvedFile = Pick<
  KeptFile,
  'id' | 'sha256' | 'type' | 'name' | 'size' | 'width' | 'height' | 'personName' | 'at'
> &
  Partial<Pick<KeptFile, 'camera'>>;

export interface FilesUsed {
  readonly subject: FileSubject;
  readonly subjectId: string;
  readonly evaluationId: string;
  readonly files: readonly FileUse[];
  /** Who uploaded them, and uses them now. */
  readonly by: FileBy;
}

/**
 * Ties files to an objection, a progress note, a look-back or an acceptance, inside the transaction that keeps it.
 * What is tied to it already stays as it was: a finding that is submitted again brings the same proofs. Throws FILE_UNKNOWN where one was not uploaded to this evaluation by the same person or link. [FS7]
 *
 * @example await useFiles(tx, { subject: 'progress', subjectId: note, evaluationId, files, by: { personId } });
 */
export async function useFiles(tx: Db, used: FilesUsed): Promise<void> {
  const { subject, subjectId, evaluationId, files: uses, by } = used;
  if (uses.length === 0) return;
  const { files, fileUses } = tablesOf(tx);
  const ids = uses.map(({ id }) => id);
  const isTheirs = 'personId' in by ? eq(files.personId, by.personId) : eq(files.linkId, by.linkId);
  const theirs = await tx
    .select({ id: files.id })
    .from(files)
    .where(and(inArray(files.id, ids), eq(files.evaluationId, evaluationId), isTheirs));
  // One that is named twice is one too many.
  if (theirs.length < ids.length) throw new Refused('FILE_UNKNOWN', { count: ids.length - theirs.length });
  await tx
    .insert(fileUses)
    .values(uses.map(({ id, role }, place) => ({ fileId: id, subject, subjectId, role, place })))
    .onConflictDoNothing();
}

/** What was tied to each of these, in the order of their writer; nothing says whether the reader may see it. [FS7] */
export async function filesOf(
  db: Db,
  subject: FileSubject,
  ids: readonly string[],
): Promise<ReadonlyMap<string, UsedFile[]>> {
  if (ids.length === 0) return new Map();
  const { files, fileUses, people } = tablesOf(db);
  const rows = await db
    .select({ file: files, use: fileUses, nameEn: people.nameEn })
    .from(fileUses)
    .innerJoin(files, eq(files.id, fileUses.fileId))
    .leftJoin(people, eq(people.id, files.personId))
    .where(and(eq(fileUses.subject, subject), inArray(fileUses.subjectId, [...ids])))
    .orderBy(asc(fileUses.subjectId), asc(fileUses.place));
  const read = ({ file, use, nameEn }: (typeof rows)[number]): UsedFile => ({
    ...readFile(file),
    role: use.role,
    byEn: nameEn ?? '',
  });
  return new Map(
    [...Map.groupBy(rows, ({ use }) => use.subjectId)].map(([id, used]) => [id, used.map(read)]),
  );
}

/** A file as its readers see it: who may open it reads its camera's record, and nobody else. [FS18] */
export const readFile = (file: ShelvedFile): FileRead => {
  const { id, type, name, size, width, height, camera, personName, at } = file;
  return { ...{ id, type, name, size, width, height }, ...(camera ? { camera } : {}), by: personName, at };
};
