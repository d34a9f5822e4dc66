/** Which files have come as pieces of evidence, and who may look at them. [FS11, FS15] */
import { tablesOf, type Db, type KeptFile } from '@heping/db';
import type { ArrivedPiece, SheetPiece } from '@heping/protocol';
import { may } from '@heping/scoring';
import { and, asc, eq } from 'drizzle-orm';
import type { Access } from '../evaluations/access.ts';
import { sheetInForce } from '../evaluations/sheet-in-force.ts';
import { heldContent } from '../sheets/content.ts';
import type { ArrivedFile } from '../sheets/pieces.ts';
import { readFile } from './use.ts';

export interface PieceOf {
  readonly evaluationId: string;
  readonly personId: string;
  readonly slot: string;
}

/** The file that came under a slot. */
export async function pieceFile(db: Db, { evaluationId, personId, slot }: PieceOf): Promise<KeptFile | null> {
  const { files, pieceFiles } = tablesOf(db);
  const [row] = await db
    .select({ file: files })
    .from(pieceFiles)
    .innerJoin(files, eq(files.id, pieceFiles.fileId))
    .where(
      and(
        eq(pieceFiles.evaluationId, evaluationId),
        eq(pieceFiles.personId, personId),
        eq(pieceFiles.slot, slot),
      ),
    );
  return row?.file ?? null;
}

export interface Arrived extends PieceOf, ArrivedFile {
  readonly file: KeptFile;
}

/** Everything that has come to an evaluation, oldest first; nothing says whether the reader may see it. */
export async function arrivedAt(db: Db, evaluationId: string): Promise<readonly Arrived[]> {
  const { files, pieceFiles } = tablesOf(db);
  const rows = await db
    .select({ file: files, piece: pieceFiles })
    .from(pieceFiles)
    .innerJoin(files, eq(files.id, pieceFiles.fileId))
    .where(eq(pieceFiles.evaluationId, evaluationId))
    .orderBy(asc(files.at), asc(files.id));
  return rows.map(({ file, piece }) => ({ ...piece, file }));
}

/**
 * What somebody may see of it: panel and officers all of it, as they read the record; the centre’s leader from the lock on
 * what the sheet in force names. Nobody else anything. [FS15]
 */
export async function seenPieces(db: Db, { roles, evaluation }: Access): Promise<readonly Arrived[]> {
  const all = await arrivedAt(db, evaluation.id);
  if (may(roles, 'record.read', evaluation.phase)) return all;
  if (!may(roles, 'evidence.read', evaluation.phase)) return [];
  const signed = await signedPieces(db, evaluation.id);
  return all.filter((piece) => signed.some((one) => isSame(one, piece)));
}

/** Who brought a file as a piece; nothing for one that is none. */
export async function pieceOfFile(db: Db, fileId: string): Promise<PieceOf | undefined> {
  const { pieceFiles } = tablesOf(db);
  const [row] = await db.select().from(pieceFiles).where(eq(pieceFiles.fileId, fileId));
  return row;
}

/** Whether somebody may look at a piece. [FS15] */
export async function seesPiece(db: Db, { roles, evaluation }: Access, piece: PieceOf): Promise<boolean> {
  if (may(roles, 'record.read', evaluation.phase)) return true;
  if (!may(roles, 'evidence.read', evaluation.phase)) return false;
  return (await signedPieces(db, evaluation.id)).some((signed) => isSame(signed, piece));
}

const isSame = ({ slot, by }: SheetPiece, piece: PieceOf): boolean =>
  slot === piece.slot && by === piece.personId;

/** The pieces of the sheet in force; none where it is not what its hash says. */
async function signedPieces(db: Db, evaluationId: string): Promise<readonly SheetPiece[]> {
  const sheet = await sheetInForce(db, evaluationId);
  return (sheet && heldContent(sheet)?.pieces) ?? [];
}

export const readArrived = ({ slot, personId, file, cameAs }: Arrived): ArrivedPiece => ({
  slot,
  by: personId,
  cameAs,
  file: readFile(file),
});
