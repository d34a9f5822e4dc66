/**
 * Photos and files that this device has and the server has not: kept before anything else is done with them, and gone only
 * on the server's word. One database, two stores, so that a list reads no pictures; read and written here alone, so that
 * what lies on the device can be sealed in one place. Where the browser keeps nothing, it lasts as long as the page. [EQ1, EQ2]
 */
import type { NewPiece } from '@heping/protocol';

/** waiting: to be sent; refused: the server said why not; sent: the server has it, and the bytes are gone from here. */
export type QueueState = 'waiting' | 'refused' | 'sent';

/** What is known of a piece without its bytes. */
export interface Queued {
  readonly slot: string;
  readonly evaluation: string;
  readonly person: string;
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

const DATABASE = 'heping-evidence';
const STORES = ['pieces', 'bytes'] as const;
type StoreName = (typeof STORES)[number];

interface Held {
  readonly slot: string;
  readonly bytes: ArrayBuffer;
}

let opening: Promise<IDBDatabase | null> | undefined;
const memory = { pieces: new Map<string, Queued>(), bytes: new Map<string, Held>() };

function open(): Promise<IDBDatabase | null> {
  opening ??= new Promise((resolve) => {
    if (typeof indexedDB === 'undefined') return resolve(null);
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const name of STORES) request.result.createObjectStore(name, { keyPath: 'slot' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });
  return opening;
}

/** One transaction over both stores: a piece and its bytes come and go together. */
async function write(
  change: (stores: Record<StoreName, IDBObjectStore>) => void,
  here: () => void,
): Promise<void> {
  const database = await open();
  if (database === null) return here();
  return new Promise<void>((resolve, reject) => {
    const work = database.transaction([...STORES], 'readwrite', { durability: 'strict' });
    work.oncomplete = () => resolve();
    work.onabort = () => reject(isFull(work.error) ? new DeviceFull() : (work.error ?? new Error(DATABASE)));
    change({ pieces: work.objectStore('pieces'), bytes: work.objectStore('bytes') });
  });
}

const isFull = (error: DOMException | null): boolean => error?.name === 'QuotaExceededError';

async function read<T>(store: StoreName, ask: (objects: IDBObjectStore) => IDBRequest): Promise<T | null> {
  const database = await open();
  if (database === null) return null;
  return new Promise<T>((resolve, reject) => {
    const request = ask(database.transaction(store, 'readonly').objectStore(store));
    // Safe: written below, in the same shape.
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error ?? new Error(DATABASE));
  });
}

const pieceAt = async (slot: string): Promise<Queued | undefined> =>
  memory.pieces.get(slot) ??
  (await read<Queued | undefined>('pieces', (pieces) => pieces.get(slot))) ??
  undefined;

/** Keeps a piece with its bytes. Throws DeviceFull; then nothing of it is kept. [EQ1] */
export function keepPiece(piece: Queued, bytes: ArrayBuffer): Promise<void> {
  const held = { slot: piece.slot, bytes };
  return write(
    (stores) => {
      stores.pieces.put(piece);
      stores.bytes.put(held);
    },
    () => {
      memory.pieces.set(piece.slot, piece);
      memory.bytes.set(piece.slot, held);
    },
  );
}

/** The bytes of a piece; null where they are not here. */
export async function bytesOf(slot: string): Promise<ArrayBuffer | null> {
  const held = memory.bytes.get(slot) ?? (await read<Held | undefined>('bytes', (bytes) => bytes.get(slot)));
  return held?.bytes ?? null;
}

/** A person's pieces on this device, oldest first. */
export async function queueOf(person: string, evaluation?: string): Promise<readonly Queued[]> {
  const kept = (await read<readonly Queued[]>('pieces', (pieces) => pieces.getAll())) ?? [
    ...memory.pieces.values(),
  ];
  return kept
    .filter(
      (piece) => piece.person === person && (evaluation === undefined || piece.evaluation === evaluation),
    )
    .toSorted((a, b) => a.at - b.at || (a.slot < b.slot ? -1 : 1));
}

/** The server has it: its bytes are gone from here. [EQ2] */
export const markSent = (slot: string): Promise<void> => change(slot, { state: 'sent', why: null }, true);
/** The server said why not; it stays here until the person has decided. [EQ3] */
export const markRefused = (slot: string, why: string): Promise<void> =>
  change(slot, { state: 'refused', why }, false);
/** Once more. */
export const markWaiting = (slot: string): Promise<void> =>
  change(slot, { state: 'waiting', why: null }, false);

async function change(slot: string, to: Pick<Queued, 'state' | 'why'>, dropsBytes: boolean): Promise<void> {
  const piece = await pieceAt(slot);
  if (piece === undefined) return;
  const next = { ...piece, ...to };
  await write(
    ({ pieces, bytes }) => {
      pieces.put(next);
      if (dropsBytes) bytes.delete(slot);
    },
    () => {
      memory.pieces.set(slot, next);
      if (dropsBytes) memory.bytes.delete(slot);
    },
  );
}

/** Forgets a piece and its bytes; the caller has asked the person, or the server has it. */
export const dropPiece = (slot: string): Promise<void> =>
  write(
    ({ pieces, bytes }) => {
      pieces.delete(slot);
      bytes.delete(slot);
    },
    () => {
      memory.pieces.delete(slot);
      memory.bytes.delete(slot);
    },
  );

export const countOf = (queue: readonly Queued[]): QueueCount => {
  const of = (state: QueueState) => queue.filter((piece) => piece.state === state).length;
  return { taken: queue.length, sent: of('sent'), waiting: of('waiting'), refused: of('refused') };
};

/** Clears what the server has; answers how many pieces stayed, because they are nowhere else. */
export async function forgetQueue(person: string): Promise<number> {
  const queue = await queueOf(person);
  for (const { slot, state } of queue) if (state === 'sent') await dropPiece(slot);
  return queue.filter(({ state }) => state !== 'sent').length;
}
