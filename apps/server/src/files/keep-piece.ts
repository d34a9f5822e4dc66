/**
 * A piece of evidence as it comes in, from where it stopped: appended, compared with the hash its device said, then kept
 * like every other file. What was kept under a slot is answered again and never kept twice. [FS11–FS14]
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { tablesOf, type Db } from '@heping/db';
import type { FileType } from '@heping/scoring';
import {
  FILE_HASH_HEADER,
  MOST_FILE_BYTES,
  PIECE_LIMITS,
  SLOT_PATTERN,
  type PieceUpload,
} from '@heping/protocol';
import { and, eq } from 'drizzle-orm';
import { Refused, slowDown } from '../refused.ts';
import type { Arrival } from './arrivals.ts';
import type { Coming, ComingPiece } from './coming.ts';
import { evaluationHome, type Asking, type Home } from './home.ts';
import { developed, isKept, requireSpace, type FileHouse } from './keep.ts';
import { fileNameIn } from './name.ts';
import { pieceFile } from './pieces.ts';
import { quotaOf } from './quota.ts';
import { judgeLength, receivePart } from './receive.ts';
import { hashOfFile } from './shelf.ts';
import { readFile, type ShelvedFile } from './use.ts';

export interface PieceHouse extends FileHouse {
  readonly coming: Coming;
  /** Something of this evaluation has come. */
  told(evaluationId: string): void;
}

export interface PieceComing {
  readonly evaluationId: string;
  readonly personId: string;
  readonly personName: string;
  readonly slot: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
  /** As of every upload: asked again when the whole of it is there. */
  stillMay(tx: Db): Promise<unknown>;
}

const WAIT_MS = 2_000;

/** Which part of which whole: `bytes 0-1048575/8388608`; without it, all of it. */
export interface Part {
  readonly from: number;
  readonly total: number;
}

/** Reads the slot, the hash and the part. Throws PIECE_FORM. */
function formOf({ evaluationId, personId, slot, headers }: PieceComing): ComingPiece & Part {
  const sha256 = String(headers[FILE_HASH_HEADER] ?? '');
  // Without a range it is all of it.
  const said = headers['content-range'] ?? `bytes 0-0/${headers['content-length'] ?? ''}`;
  const [, from = NaN, total = NaN] = (/^bytes (\d{1,9})-\d{1,9}\/(\d{1,9})$/.exec(said) ?? []).map(Number);
  const isRight = SLOT_PATTERN.test(slot) && /^[0-9a-f]{64}$/.test(sha256) && from <= total;
  if (!isRight) throw new Refused('PIECE_FORM');
  return { evaluationId, personId, slot, sha256, from, total };
}

/** How far a piece is: its file, or the bytes that are there. */
export async function howFar({ store, coming }: PieceHouse, piece: ComingPiece): Promise<PieceUpload> {
  const file = await pieceFile(store.db, piece);
  const received = file === null ? await coming.received(piece) : file.size;
  return { file: file && readFile(file), received, quota: await quotaOf(store.db, piece.evaluationId) };
}

/** Takes what comes of a piece. Throws FILE_*, PIECE_*, SLOW_DOWN, and storage that is full. */
export async function takePiece(house: PieceHouse, asked: PieceComing): Promise<PieceUpload> {
  const piece = formOf(asked);
  const name = fileNameIn(asked.headers);
  judgeLength(name, String(piece.total));
  const place = house.coming.begin(piece);
  if (place === null) throw slowDown(WAIT_MS);
  try {
    const known = await howFar(house, piece);
    // A second try of what is here: heard to its end, so that the answer is heard, too.
    if (known.file !== null) return await unread(asked.body, known);
    if (piece.from !== known.received) {
      const { received } = known;
      throw new Refused('PIECE_OFFSET', { received }, { details: [{ received }] });
    }
    await requirePlace(house.store.db, piece);
    return await goOn(house, asked, { piece, name });
  } finally {
    place.end();
  }
}

/** Nobody brings more than a record can name of them. Throws TOO_MANY_PIECES. [LA19] */
async function requirePlace(db: Db, { evaluationId, personId }: ComingPiece): Promise<void> {
  const { pieceFiles } = tablesOf(db);
  const theirs = and(eq(pieceFiles.evaluationId, evaluationId), eq(pieceFiles.personId, personId));
  if ((await db.$count(pieceFiles, theirs)) >= PIECE_LIMITS.ofOne)
    throw new Refused('TOO_MANY_PIECES', { own: PIECE_LIMITS.ofOne, limit: PIECE_LIMITS.pieces });
}

async function unread<T>(body: Readable, answer: T): Promise<T> {
  for await (const _chunk of body.iterator({ destroyOnReturn: false })) continue;
  return answer;
}

async function goOn(
  house: PieceHouse,
  asked: PieceComing,
  { piece, name }: { readonly piece: ComingPiece & Part; readonly name: string },
): Promise<PieceUpload> {
  const { store, coming } = house;
  const { evaluationId } = piece;
  const { personId, personName } = asked;
  const home = evaluationHome({ evaluationId, by: { personId }, personName });
  const arrival = { home: home.key, by: home.by, size: Math.min(piece.total, MOST_FILE_BYTES) };
  const arriving = house.arrivals.begin(arrival);
  const path = coming.pathOf(piece);
  try {
    const beside = both(await coming.beside(piece), house.arrivals.beside(arrival));
    await home.requireRoom(store.db, { name, size: piece.total, beside });
    await coming.makeRoom(piece);
    const { type, size } = await receivePart(asked.body, {
      ...{ path, name, part: piece },
      requireSpace: () => requireSpace(house),
    });
    if (size < piece.total || type === null)
      return { file: null, received: size, quota: await quotaOf(store.db, evaluationId) };
    if ((await hashOfFile(path)) !== piece.sha256) throw new Refused('PIECE_DIFFERS', { name });
    const { stillMay } = asked;
    const file = await keep(house, { piece, name, type, path, home, arrival, stillMay });
    await coming.forget(piece);
    house.told(evaluationId);
    return { file: readFile(file), received: file.size, quota: await quotaOf(store.db, evaluationId) };
  } catch (error) {
    // What is refused for what it is would be refused again; what the line or the disk did goes on later.
    if (error instanceof Refused && isForGood(error)) await coming.forget(piece);
    throw error;
  } finally {
    arriving.end();
  }
}

/** What lies unfinished beside a piece, and what is on its way. [FS6, FS12] */
const both = (lying: Asking['beside'], coming: Asking['beside']): Asking['beside'] => ({
  all: lying.all + coming.all,
  own: lying.own + coming.own,
});

const isForGood = ({ code }: Refused): boolean =>
  code.startsWith('FILE_') || code === 'PIECE_DIFFERS' || code === 'PIECE_FORM';

interface Whole extends Pick<PieceComing, 'stillMay'> {
  readonly piece: ComingPiece;
  readonly name: string;
  readonly type: FileType;
  readonly path: string;
  readonly home: Home;
  readonly arrival: Arrival;
}

async function keep(
  house: PieceHouse,
  { piece, name, type, path, home, arrival, stillMay }: Whole,
): Promise<ShelvedFile> {
  const { store, shelf, newId, clock } = house;
  const { evaluationId, personId, slot, sha256: cameAs } = piece;
  const aside = await shelf.aside();
  try {
    const print = await developed(house, personId, {
      ...{ name, type, from: path, to: aside.kept },
      keepsCameraRecord: await home.keepsCameraRecord(store.db),
    });
    const lying = await house.coming.beside(piece);
    return await shelf.put(aside.kept, {
      write: ({ sha256, size }) =>
        store.tx(async (tx) => {
          await stillMay(tx);
          await home.requireRoom(tx, { name, size, beside: both(lying, house.arrivals.beside(arrival)) });
          const bytes = { name, type, sha256, size, ...print };
          const file = await home.write(tx, { id: newId(), at: clock(), ...bytes });
          await tx
            .insert(tablesOf(tx).pieceFiles)
            .values({ evaluationId, personId, slot, fileId: file.id, cameAs });
          return file;
        }),
      isKept: (sha256) => isKept(store.db, sha256),
    });
  } finally {
    await aside.clear();
  }
}
