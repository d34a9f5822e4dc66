/** Who may bring a file where, and who may see one: by what it proves, and whoever brought it. [FS8] */
import { tablesOf, type Db, type KeptFile, type Measure } from '@heping/db';
import { may } from '@heping/scoring';
import { and, eq } from 'drizzle-orm';
import { access, allow, evaluationById } from '../evaluations/access.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { pieceOfFile, seesPiece } from './pieces.ts';
import { scanOfFile, seesScan } from './scans.ts';

/** Throws NOT_FOUND or WRONG_PHASE. */
export async function mayAddTo(db: Db, evaluationId: string, visitor: Visitor): Promise<void> {
  allow(await access(db, evaluationId, visitor), 'file.add');
}

/**
 * The measure, for its owner, who may with it what a leader may with all of them, and for whoever may bring files to its
 * evaluation. Throws NOT_FOUND or WRONG_PHASE.
 */
export async function mayAddToMeasure(db: Db, measureId: string, visitor: Visitor): Promise<Measure> {
  const { measures } = tablesOf(db);
  const [measure] = await db.select().from(measures).where(eq(measures.id, measureId));
  if (measure === undefined) throw new Refused('NOT_FOUND');
  if (measure.ownerId !== visitor.personId) {
    await mayAddTo(db, measure.evaluationId, visitor);
    return measure;
  }
  const [around] = await evaluationById(db, { id: measure.evaluationId });
  if (around === undefined) throw new Refused('NOT_FOUND');
  allow({ roles: ['leader'], evaluation: around.evaluation }, 'measure.report');
  return measure;
}

/** The file, for somebody who may see it. Throws NOT_FOUND alike for what is not there and what is not theirs. */
export async function seenFile(db: Db, fileId: string, visitor: Visitor): Promise<KeptFile> {
  const file = await fileById(db, fileId);
  if (file.personId === visitor.personId) return file;
  const piece = await pieceOfFile(db, fileId);
  if (piece !== undefined && (await seesPiece(db, await access(db, file.evaluationId, visitor), piece)))
    return file;
  const scan = await scanOfFile(db, fileId);
  if (scan !== undefined && (await seesScan(db, await access(db, file.evaluationId, visitor), scan)))
    return file;
  const uses = await usesOf(db, fileId);
  // What proves nothing yet is nobody’s but who brought it.
  if (uses.length === 0) throw new Refused('NOT_FOUND');
  if (uses.some(({ ownerId }) => ownerId === visitor.personId)) return file;
  const { roles, evaluation } = await access(db, file.evaluationId, visitor);
  if (!may(roles, 'case.read', evaluation.phase)) throw new Refused('NOT_FOUND');
  return file;
}

/** The file, for an owner by link: their own, and what was said of their measure. Throws NOT_FOUND. */
export async function seenByLink(
  db: Db,
  fileId: string,
  links: readonly { readonly linkId: string; readonly measureId: string }[],
): Promise<KeptFile> {
  const file = await fileById(db, fileId);
  if (links.some(({ linkId }) => linkId === file.linkId)) return file;
  const uses = await usesOf(db, fileId);
  const isTheirs = uses.some(({ measureId }) => links.some((link) => link.measureId === measureId));
  if (!isTheirs) throw new Refused('NOT_FOUND');
  return file;
}

async function fileById(db: Db, id: string): Promise<KeptFile> {
  const { files } = tablesOf(db);
  const [file] = await db.select().from(files).where(eq(files.id, id));
  if (file === undefined) throw new Refused('NOT_FOUND');
  return file;
}

/** Every use of a file; of progress, the measure it speaks of and who owns that. */
async function usesOf(db: Db, fileId: string) {
  const { fileUses, progressNotes, measures } = tablesOf(db);
  return db
    .select({ subject: fileUses.subject, measureId: measures.id, ownerId: measures.ownerId })
    .from(fileUses)
    .leftJoin(progressNotes, and(eq(fileUses.subject, 'progress'), eq(progressNotes.id, fileUses.subjectId)))
    .leftJoin(measures, eq(measures.id, progressNotes.measureId))
    .where(eq(fileUses.fileId, fileId));
}
