/** Files by what they prove. */
import { tablesOf, type Db, type FileSubject } from '@heping/db';
import type { UsedFile } from '@heping/protocol';
import { and, asc, eq, inArray } from 'drizzle-orm';

/** The files of these subjects, in their order. */
export async function usedFiles(
  db: Db,
  subject: FileSubject,
  ids: readonly string[],
): Promise<ReadonlyMap<string, UsedFile[]>> {
  const found = new Map<string, UsedFile[]>();
  if (ids.length === 0) return found;
  const { files, fileUses } = tablesOf(db);
  const rows = await db
    .select({ use: fileUses, file: files })
    .from(fileUses)
    .innerJoin(files, eq(files.id, fileUses.fileId))
    .where(and(eq(fileUses.subject, subject), inArray(fileUses.subjectId, [...ids])))
    .orderBy(asc(fileUses.place));
  for (const { use, file } of rows)
    found.set(use.subjectId, [
      ...(found.get(use.subjectId) ?? []),
      { id: file.id, role: use.role, name: file.name, type: file.type },
    ]);
  return found;
}
