/** One piece to the server, until it is there, refused, or cannot be brought now. [DQ2, DQ3] */
import type { RefusalCode } from '@heping/protocol';
import { ApiOffline, ApiProblem, explain } from '#lib/api/problem.ts';
import type { Queued } from './queue.ts';
import { howFar, sendFrom } from './send-piece.ts';

/** Refusals that pass: the same bytes may be taken later. */
const LATER: readonly RefusalCode[] = ['SLOW_DOWN', 'FAULT', 'TOO_SLOW', 'PIECE_OFFSET'];
/** A piece whose bytes came wrong, or were to begin elsewhere, is sent anew so often. */
const MOST_ANEW = 3;

/** Why nothing goes out now. fault: something failed here, as the console says. */
export type Halt = 'offline' | 'server-full' | 'busy' | 'signed-out' | 'fault';

/** The server's last word on a piece, in the reader's language. */
interface Refusal {
  readonly why: string;
  readonly code: string;
}

/** Goes on where a cut line stopped. `onprogress` hears how much of it is there, from 0 to 1. */
export async function carry(
  piece: Queued,
  bytes: Uint8Array<ArrayBuffer>,
  onprogress: (share: number) => void,
): Promise<'there' | Halt | Refusal> {
  try {
    await bring(piece, bytes, onprogress);
    return 'there';
  } catch (error) {
    return (
      haltBy(error) ?? { why: explain(error), code: error instanceof ApiProblem ? error.problem.error : '' }
    );
  }
}

async function bring(
  piece: Queued,
  bytes: Uint8Array<ArrayBuffer>,
  onprogress: (share: number) => void,
): Promise<void> {
  let anew = 0;
  for (;;) {
    const { file, received } = await howFar(piece);
    if (file !== null) return;
    onprogress(bytes.byteLength > 0 ? received / bytes.byteLength : 0);
    try {
      const answer = await sendFrom(piece, { bytes, from: received, onprogress });
      if (answer.file !== null) return;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (!error.is('PIECE_DIFFERS') && !error.is('PIECE_OFFSET')) throw error;
      anew += 1;
      if (anew >= MOST_ANEW) throw error;
    }
  }
}

/** Whether it goes on later; null where the answer is final. */
function haltBy(error: unknown): Halt | null {
  if (error instanceof ApiOffline) return 'offline';
  if (!(error instanceof ApiProblem)) {
    console.error(error);
    return 'fault';
  }
  if (error.is('STORAGE_FULL')) return 'server-full';
  if (error.is('LOGIN')) return 'signed-out';
  return LATER.some((code) => error.is(code)) ? 'busy' : null;
}
