/** A file as it comes in: written aside while it is counted, and judged by its first bytes before the rest has come. [FS1, FS3] */
import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { FILE_BYTES, MOST_FILE_BYTES, SIGNATURE_BYTES, typeBySignature } from '@heping/protocol';
import type { FileType } from '@heping/scoring';
import { Refused } from '../refused.ts';

const inMebi = (bytes: number): number => Math.floor(bytes / (1 << 20));

const tooLarge = (name: string, most: number): Refused =>
  new Refused('FILE_TOO_LARGE', {
    name,
    limit: inMebi(most),
    image: inMebi(FILE_BYTES['image/jpeg']),
    pdf: inMebi(FILE_BYTES['application/pdf']),
  });

/** What is said to be larger than anything may be is not begun. Throws FILE_TOO_LARGE. */
export function judgeLength(name: string, said: string | undefined): void {
  if (Number(said ?? 0) > MOST_FILE_BYTES) throw tooLarge(name, MOST_FILE_BYTES);
}

/** How often the disk is asked again: others take its room meanwhile. */
const BETWEEN = 4 << 20;

export interface Receiving {
  readonly path: string;
  readonly name: string;
  /** Where it comes in parts: the bytes that are at the path already, and how many there are to be. [FS12] */
  readonly part?: { readonly from: number; readonly total: number };
  /** Throws STORAGE_FULL. */
  requireSpace(): Promise<void>;
}

export interface Received {
  /** Null only while too little of a part has come to say. */
  readonly type: FileType | null;
  /** With what was there before. */
  readonly size: number;
}

/** Takes a file in whole and answers its type. Throws as `receivePart`. */
export async function receive(stream: Readable, receiving: Omit<Receiving, 'part'>): Promise<FileType> {
  const { type } = await receivePart(stream, receiving);
  if (type === null) throw new Error('what came whole was judged');
  return type;
}

/**
 * Writes what comes to a path, behind what is there, and answers its type. Throws FILE_EMPTY, FILE_TYPE, FILE_TOO_LARGE, PIECE_FORM for more than
 * was said, STORAGE_FULL, and ENOSPC as the disk says it. The connection stays and the rest is let go by, so that the refusal
 * is heard: a browser listens when it has sent everything.
 */
export async function receivePart(stream: Readable, receiving: Receiving): Promise<Received> {
  const { path, name, part, requireSpace } = receiving;
  await requireSpace();
  const file = await open(path, part === undefined ? 'wx' : 'a+', 0o600);
  try {
    let size = part?.from ?? 0;
    let head = await headOf(file, size);
    let type = typeOf(head, name);
    let asked = size;
    // Safe: a request’s payload without an encoding comes in buffers.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (type === null) {
        head = Buffer.concat([head, chunk.subarray(0, SIGNATURE_BYTES)]);
        type = typeOf(head, name);
      }
      if (type !== null && size > FILE_BYTES[type]) throw tooLarge(name, FILE_BYTES[type]);
      if (part !== undefined && size > part.total) throw new Refused('PIECE_FORM');
      if (size - asked >= BETWEEN) {
        asked = size;
        await requireSpace();
      }
      await file.appendFile(chunk);
    }
    if (size === 0) throw new Refused('FILE_EMPTY', { name });
    const isWhole = part === undefined || size === part.total;
    return { type: type ?? (isWhole ? judged(head, name) : null), size };
  } catch (error) {
    stream.resume();
    throw error;
  } finally {
    await file.close();
  }
}

/** The first bytes of what is there already. */
async function headOf(file: FileHandle, size: number): Promise<Buffer> {
  const head = Buffer.alloc(Math.min(size, SIGNATURE_BYTES));
  if (head.length > 0) await file.read(head, 0, head.length, 0);
  return head;
}

/** Null while too few bytes are there to say. Throws FILE_TYPE. */
const typeOf = (head: Buffer, name: string): FileType | null =>
  head.length < SIGNATURE_BYTES ? null : judged(head, name);

function judged(head: Buffer, name: string): FileType {
  const type = typeBySignature(head);
  if (type === null) throw new Refused('FILE_TYPE', { name });
  return type;
}
