/**
 * Photos and files that this device has and the server has not: kept, and sealed as everything of a person, before
 * anything else is done with them, and gone only on the server's word. Two shelves, so that a list opens no pictures.
 * Where the browser cannot keep, they last as long as the page. [DQ1, DQ2, DV1]
 */
import type { NewPiece } from '@heping/protocol';
import { personIn, sealedShelf } from '#lib/device/sealed-shelf.ts';
import { shelf, type ShelfName } from '#lib/device/shelf.ts';

/** waiting: to be sent; refused: the server said why not; sent: the server has it, and the bytes are gone from here. */
export type QueueState = 'waiting' | 'refused' | 'sent';

/** Whose, and under which slot. */
export interface Held {
  readonly person: string;
  readonly slot: string;
}

/** What is known of a piece without its bytes. */
export interface Queued extends Held {
  readonly evaluation: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** Of the bytes as they are sent. */
  readonly sha256: string;
  /** When it was put here, ms. */
  readonly at: number;
  readonly state: QueueState;
  /** The sentence of the refusal. */
  readonly why: string | null;
  /** Its code; none of one that an older page kept. */
  readonly refusal?: string;
  /** As the record is to name it: said again where the record has lost it. */
  readonly piece: NewPiece;
}

/** "12 taken, 9 on the server, 3 waiting": of one person on this device. */
export interface QueueCount {
  readonly taken: number;
  readonly sent: number;
  readonly waiting: number;
  readonly refused: number;
}

/** The device has no room left. */
export class DeviceFull extends Error {
  override name = 'DeviceFull';
}

const SHELVES = ['pieces', 'photos'] as const satisfies readonly ShelfName[];
const pieces = sealedShelf<Queued>('pieces');
const photos = sealedShelf<Uint8Array<ArrayBuffer>>('photos');

const keyOf = ({ person, slot }: Held): string => `${person}|${slot}`;

/** Keeps a piece with its bytes: these first, so that nothing is listed that is not whole. Throws DeviceFull. [DQ1] */
export async function keepPiece(piece: Queued, bytes: ArrayBuffer): Promise<void> {
  const key = keyOf(piece);
  try {
    await photos.put(key, new Uint8Array(bytes));
    await pieces.put(key, piece);
  } catch (error) {
    await photos.remove(key);
    if (error instanceof DOMException && error.name === 'QuotaExceededError') throw new DeviceFull();
    throw error;
  }
}

/** The bytes of a piece; null where they are not here. */
export const bytesOf = async (held: Held): Promise<Uint8Array<ArrayBuffer> | null> =>
  (await photos.one(keyOf(held))) ?? null;

/** A person's pieces on this device, oldest first. */
export async function queueOf(person: string, evaluation?: string): Promise<readonly Queued[]> {
  return (await pieces.all(`${person}|`))
    .map(([, piece]) => piece)
    .filter((piece) => evaluation === undefined || piece.evaluation === evaluation)
    .toSorted((a, b) => a.at - b.at || (a.slot < b.slot ? -1 : 1));
}

/** The server has it: its bytes are gone from here, first of all, since a full device has no room to write that. [DQ2] */
export async function markSent(held: Held): Promise<void> {
  await photos.remove(keyOf(held));
  await change(held, { state: 'sent', why: null });
}
/** The server said why not; it stays here until the person has decided. [DQ3] */
export const markRefused = (held: Held, why: string, refusal: string): Promise<void> =>
  change(held, { state: 'refused', why, refusal });
/** Once more. */
export const markWaiting = (held: Held): Promise<void> => change(held, { state: 'waiting', why: null });

async function change(held: Held, to: Pick<Queued, 'state' | 'why' | 'refusal'>): Promise<void> {
  const piece = await pieces.one(keyOf(held));
  if (piece !== undefined) await pieces.put(keyOf(held), { ...piece, ...to });
}

/** Forgets a piece and its bytes; the caller has asked the person, or the server has it. */
export async function dropPiece(held: Held): Promise<void> {
  await pieces.remove(keyOf(held));
  await photos.remove(keyOf(held));
}

export const countOf = (queue: readonly Queued[]): QueueCount => {
  const of = (state: QueueState) => queue.filter((piece) => piece.state === state).length;
  return { taken: queue.length, sent: of('sent'), waiting: of('waiting'), refused: of('refused') };
};

/** Nothing of the person stays. [DV7] */
export async function forgetQueue(person: string): Promise<void> {
  for (const name of SHELVES) await shelf(name).removeAll(`${person}|`);
}

/** Of whom something is here. */
export async function queuers(): Promise<readonly string[]> {
  const keys = await Promise.all(SHELVES.map((name) => shelf(name).keys('')));
  return [...new Set(keys.flat().map(personIn))];
}
