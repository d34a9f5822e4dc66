/** A file as it comes in: written aside while it is counted, and judged by its first bytes before the rest has come. [FS1, FS3] */
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { FILE_BYTES, MOST_FILE_BYTES } from '@heping/protocol';
import type { FileType } from '@heping/scoring';
import { Refused } from '../refused.ts';
import { SIGNATURE_BYTES, typeBySignature } from './signature.ts';

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
  /** Throws STORAGE_FULL. */
  requireSpace(): Promise<void>;
}

/**
 * Writes what comes to a path and answers its type. Throws FILE_EMPTY, FILE_TYPE, FILE_TOO_LARGE, STORAGE_FULL, and ENOSPC
 * as the disk says it. The connection stays, so that the refusal is heard.
 */
export async function receive(stream: Readable, { path, name, requireSpace }: Receiving): Promise<FileType> {
  await requireSpace();
  const file = await open(path, 'wx', 0o600);
  try {
    let head = Buffer.alloc(0);
    let size = 0;
    let type: FileType | null = null;
    // Safe: a request’s payload without an encoding comes in buffers.
    let asked = 0;
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (type === null) {
        head = Buffer.concat([head, chunk.subarray(0, SIGNATURE_BYTES)]);
        if (head.length >= SIGNATURE_BYTES) type = judged(head, name);
      }
      if (type !== null && size > FILE_BYTES[type]) throw tooLarge(name, FILE_BYTES[type]);
      if (size - asked >= BETWEEN) {
        asked = size;
        await requireSpace();
      }
      await file.appendFile(chunk);
    }
    if (size === 0) throw new Refused('FILE_EMPTY', { name });
    return type ?? judged(head, name);
  } finally {
    await file.close();
  }
}

function judged(head: Buffer, name: string): FileType {
  const type = typeBySignature(head);
  if (type === null) throw new Refused('FILE_TYPE', { name });
  return type;
}
