/**
 * Sends what this device has and the server has not: one after another, going on where a cut line stopped, each exactly
 * once. Of several tabs one sends; the others look. Says for each piece how far it is. [DQ2–DQ5]
 */
import type { Halt } from './carry-piece.ts';
import {
  bytesOf,
  countOf,
  dropPiece,
  keepPiece,
  markRefused,
  markSent,
  markWaiting,
  queueOf,
  type Held,
  type Queued,
} from './queue.ts';

const PAUSE = { first: 1_000, most: 30_000 } as const;
/** What goes on the line comes when there is something to send. */
const carrier = async () => (await import('./carry-piece.ts')).carry;

class Sender {
  queue = $state.raw<readonly Queued[]>([]);
  readonly count = $derived(countOf(this.queue));
  /** The piece on its way, and how much of it is there, from 0 to 1. */
  going = $state.raw<{ readonly slot: string; readonly share: number } | null>(null);
  /** What the last sending met. */
  #stopped = $state<Halt | null>(null);
  /** The queue could not be read when it was last looked at, by whichever tab sends. */
  #isUnread = $state(false);
  readonly halt = $derived<Halt | null>(this.#isUnread ? 'fault' : this.#stopped);

  #person: string | null = null;
  #channel: BroadcastChannel | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #pause: number = PAUSE.first;
  #sending: Promise<void> | null = null;
  #sent = new Set<(evaluation: string) => void>();

  /** For the person signed in, until the answer is called. */
  start(person: string): () => void {
    this.#person = person;
    this.#channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('heping-evidence');
    if (this.#channel !== null) this.#channel.onmessage = () => void this.#show();
    void this.#show().then(this.wake);
    return () => {
      this.#channel?.close();
      this.#channel = null;
      this.#person = null;
      this.#clearTimer();
      this.queue = [];
      this.#isUnread = false;
    };
  }

  /** Calls back with the evaluation when the server has a piece more. */
  onSent(told: (evaluation: string) => void): () => void {
    this.#sent.add(told);
    return () => this.#sent.delete(told);
  }

  /** Keeps a piece and sends it when it can. Throws DeviceFull; what went wrong after it was kept is no loss of it. */
  async keep(piece: Queued, bytes: ArrayBuffer): Promise<void> {
    await keepPiece(piece, bytes);
    if (piece.person === this.#person) this.queue = [...this.queue, piece];
    await this.#changed();
    this.wake();
  }

  async again(piece: Held): Promise<void> {
    await markWaiting(piece);
    await this.#changed();
    this.wake();
  }

  /** The person has said that it may go. */
  async discard(piece: Held): Promise<void> {
    await dropPiece(piece);
    await this.#changed();
  }

  stateOf(slot: string): Queued | undefined {
    return this.queue.find((piece) => piece.slot === slot);
  }

  /** Looks whether something can go out now. */
  wake = (): void => {
    this.#clearTimer();
    this.#pause = PAUSE.first;
    void this.#sendAll();
  };

  /** Tries now; returns when nothing waits any more, or nothing gets through. */
  async finish(): Promise<void> {
    this.#clearTimer();
    await this.#sendAll();
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #look(): Promise<void> {
    const person = this.#person;
    try {
      const queue = person === null ? [] : await queueOf(person);
      if (person === this.#person) this.queue = queue;
      this.#isUnread = false;
    } catch (error) {
      this.#isUnread = true;
      throw error;
    }
  }

  /** Looks where nobody waits for what is found: that nothing could be read is said, and it looks again. */
  async #show(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      console.error(error);
      this.#later();
    }
  }

  /** What was done is done, whether or not the queue can be read anew. */
  async #changed(): Promise<void> {
    await this.#show();
    this.#channel?.postMessage('changed');
  }

  #sendAll(): Promise<void> {
    if (this.#person === null) return Promise.resolve();
    this.#sending ??= inTurn(() => this.#sendNext())
      .catch((error: unknown) => {
        console.error(error);
        if (!this.#isUnread) this.#stopped = 'fault';
        this.#later();
      })
      .finally(() => {
        this.#sending = null;
        this.going = null;
      });
    return this.#sending;
  }

  /** Until nothing waits any more, or nothing gets through. */
  async #sendNext(): Promise<void> {
    for (;;) {
      await this.#look();
      const piece = this.queue.find(({ state }) => state === 'waiting');
      if (piece === undefined) {
        this.#stopped = null;
        return;
      }
      const halt = await this.#sendOne(piece);
      this.#stopped = halt;
      if (halt !== null) return this.#later();
      this.#pause = PAUSE.first;
    }
  }

  #later(): void {
    this.#clearTimer();
    if (this.#person === null) return;
    this.#timer = setTimeout(() => void this.#sendAll(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, PAUSE.most);
  }

  /** Null when it is decided: there, or refused. */
  async #sendOne(piece: Queued): Promise<Halt | null> {
    const bytes = await bytesOf(piece);
    if (bytes === null) {
      // Taken from here by the browser, or by hand: there is nothing that could be sent.
      await dropPiece(piece);
      await this.#changed();
      return null;
    }
    const carry = await carrier().catch(() => null);
    if (carry === null) return 'offline';
    const outcome = await carry(piece, bytes, (share) => {
      this.going = { slot: piece.slot, share };
      // Something gets through.
      this.#stopped = null;
    });
    if (typeof outcome === 'string' && outcome !== 'there') return outcome;
    if (outcome === 'there') {
      for (const told of this.#sent) told(piece.evaluation);
      await markSent(piece);
    } else await markRefused(piece, outcome.why, outcome.code);
    await this.#changed();
    return null;
  }
}

/**
 * One tab of this browser at a time, where the browser can say which; the next goes on where one is closed in the middle.
 * The server keeps each piece once in any case. [DQ4]
 */
async function inTurn(work: () => Promise<void>): Promise<void> {
  const locks: LockManager | undefined = navigator.locks;
  return locks === undefined ? work() : locks.request('heping-evidence', work);
}

export const sender = new Sender();
