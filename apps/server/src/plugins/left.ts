/** Whether anybody still waits for an answer that takes long to make. */
import type { FastifyReply } from 'fastify';
import { Refused } from '../refused.ts';

/** Aborts when the connection ends before the answer did. */
export function leftSignal({ raw }: FastifyReply): AbortSignal {
  const left = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) left.abort(new Refused('NOT_HTTP'));
  });
  return left.signal;
}
