import { tablesOf, type Db } from '@heping/db';
import { formatDocumentName, type DocumentName } from '@heping/protocol';

/** Creates a document inside a command’s transaction; a connection never does. Once created it is not created again. */
export async function createDocument(tx: Db, name: DocumentName, now: number): Promise<void> {
  const { documents } = tablesOf(tx);
  await tx
    .insert(documents)
    .values({
      name: formatDocumentName(name),
      evaluationId: name.evaluation,
      kind: name.kind,
      personId: name.kind === 'ballot' ? name.person : null,
      createdAt: now,
    })
    .onConflictDoNothing();
}
