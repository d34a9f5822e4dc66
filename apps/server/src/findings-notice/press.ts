/** Where notices become files: beside the server's own work, one at a time, and what was written is kept a while. [NF7] */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Turns } from '../turns.ts';
import type { Written } from './docx-thread.ts';

const THREAD = new URL('./docx-thread.ts', import.meta.url);
/** Files of 20 KB or so: those that are asked for in one afternoon. */
const MOST_KEPT = 64;

export type Writing = (written: Written, signal?: AbortSignal) => Promise<Uint8Array>;

export class NoticePress {
  readonly #write: Writing;
  readonly #turns = new Turns({ atOnce: 1, ofOne: 1, lineOfOne: 3, line: 60, waitMs: 2_000 });
  /** By all that is said, so that a corrected notice is another one. */
  readonly #kept = new Map<string, Uint8Array>();

  constructor(write: Writing = writeInThread) {
    this.#write = write;
  }

  /** Throws SLOW_DOWN where somebody asks for too many at once; who leaves while they wait is not served. */
  async print(who: string, written: Written, signal?: AbortSignal): Promise<Uint8Array> {
    const said = JSON.stringify(written);
    return (
      this.#kept.get(said) ??
      this.#turns.take(
        who,
        async () => this.#kept.get(said) ?? this.#keep(said, await this.#write(written, signal)),
        signal,
      )
    );
  }

  #keep(said: string, bytes: Uint8Array): Uint8Array {
    this.#kept.set(said, bytes);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return bytes;
  }
}

async function writeInThread(written: Written, signal?: AbortSignal): Promise<Uint8Array> {
  const thread = new Worker(THREAD, { workerData: written, resourceLimits: { maxOldGenerationSizeMb: 256 } });
  try {
    const [bytes] = (await once(thread, 'message', { signal })) as [unknown];
    if (!(bytes instanceof Uint8Array)) throw new Error('expected the bytes of a notice');
    return bytes;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await thread.terminate();
  }
}
