/**
 * What leaves the house. A row is claimed, sent and marked; each receiver has a lane of its own, so that one who does
 * not answer delays nobody else. What was claimed and never marked (the process ended in between) went out perhaps: mail
 * is not sent again, since a mailbox cannot tell; a webhook is, under the same id, by which its receiver can. [NT7–NT9]
 */
import type { Delivery, Store } from '@heping/db';
import { and, asc, eq, lte } from 'drizzle-orm';
import { MOST_ATTEMPTS, pauseAfter } from './backoff.ts';

export type Outcome =
  | { readonly ok: true; readonly status: number | null }
  | {
      readonly ok: false;
      readonly status: number | null;
      readonly error: string;
      /** Trying again would not help. */
      readonly isFinal: boolean;
    };

/** Takes one row to its receiver; what it throws is a failure like any other. */
export type Carry = (delivery: Delivery) => Promise<Outcome>;

export interface OutboxOptions {
  readonly store: Store;
  readonly carriers: Readonly<Record<Delivery['channel'], Carry>>;
  clock(): number;
  chance(): number;
  fault(error: unknown): void;
}

/** Longer than any carrier takes. */
const LEASE_MS = 60_000;
/** Mailboxes share one server; webhooks do not. */
const MOST_LANES: Readonly<Record<Delivery['channel'], number>> = { mail: 4, webhook: 64 };
const IN_FLIGHT = 'in flight';
export const UNKNOWN = 'outcome unknown: the server ended while it was sent';

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #lanes = new Map<string, Promise<void>>();
  #looking: Promise<void> | null = null;
  #isWanted = false;
  #isClosed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Looks for what is due. Returns at once. */
  wake(): void {
    if (this.#isClosed) return;
    this.#isWanted = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
      if (this.#isWanted) this.wake();
    });
  }

  /** Until nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#looking !== null || this.#lanes.size > 0)
      await Promise.all([this.#looking, ...this.#lanes.values()]);
  }

  /** At a start, where nobody else can have claimed anything: what the last process left is free at once. */
  async takeOver(): Promise<void> {
    const { store, clock } = this.#options;
    const { deliveries } = store.tables;
    await store.tx((db) =>
      db
        .update(deliveries)
        .set({ nextAt: clock() })
        .where(and(eq(deliveries.state, 'waiting'), eq(deliveries.lastError, IN_FLIGHT))),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#isWanted = false;
    await this.idle();
  }

  async #look(): Promise<void> {
    const { store, clock, fault } = this.#options;
    const { deliveries } = store.tables;
    this.#isWanted = false;
    try {
      const due = await store.db
        .selectDistinct({ channel: deliveries.channel, target: deliveries.target })
        .from(deliveries)
        .where(and(eq(deliveries.state, 'waiting'), lte(deliveries.nextAt, clock())));
      for (const lane of due) this.#open(lane);
    } catch (error) {
      fault(error);
    }
  }

  #open(lane: Pick<Delivery, 'channel' | 'target'>): void {
    const name = `${lane.channel}:${lane.target}`;
    if (this.#isClosed || this.#lanes.has(name)) return;
    const most = MOST_LANES[lane.channel];
    const open = [...this.#lanes.keys()].filter((one) => one.startsWith(`${lane.channel}:`)).length;
    if (open >= most) return;
    const isFull = open + 1 === most;
    const run = this.#run(lane)
      .catch((error: unknown) => this.#options.fault(error))
      .finally(() => {
        this.#lanes.delete(name);
        if (isFull) this.wake();
      });
    this.#lanes.set(name, run);
  }

  /** One after another, oldest first, until nothing of this receiver is due. */
  async #run(lane: Pick<Delivery, 'channel' | 'target'>): Promise<void> {
    while (!this.#isClosed) {
      const claimed = await this.#claim(lane);
      if (claimed === 'none') return;
      if (claimed === 'settled') continue;
      await this.#mark(claimed, await this.#carry(claimed));
    }
  }

  async #carry(delivery: Delivery): Promise<Outcome> {
    try {
      return await this.#options.carriers[delivery.channel](delivery);
    } catch (error) {
      return { ok: false, status: null, error: wordsOf(error), isFinal: false };
    }
  }

  /** The oldest that is due, as it was before; nobody else takes it while the lease lasts. */
  async #claim({
    channel,
    target,
  }: Pick<Delivery, 'channel' | 'target'>): Promise<Delivery | 'none' | 'settled'> {
    const { store, clock } = this.#options;
    const { deliveries } = store.tables;
    const now = clock();
    return store.tx(async (db) => {
      const [row] = await db
        .select()
        .from(deliveries)
        .where(
          and(
            ...[eq(deliveries.channel, channel), eq(deliveries.target, target)],
            ...[eq(deliveries.state, 'waiting'), lte(deliveries.nextAt, now)],
          ),
        )
        .orderBy(asc(deliveries.createdAt), asc(deliveries.id))
        .limit(1);
      if (row === undefined) return 'none';
      const isLost = channel === 'mail' && row.lastError === IN_FLIGHT;
      const taken = await db
        .update(deliveries)
        .set(
          isLost
            ? { state: 'failed', lastError: UNKNOWN }
            : { attempts: row.attempts + 1, nextAt: now + LEASE_MS, lastError: IN_FLIGHT },
        )
        // Two processes saw it: one has it.
        .where(
          and(
            eq(deliveries.id, row.id),
            eq(deliveries.attempts, row.attempts),
            eq(deliveries.nextAt, row.nextAt),
          ),
        )
        .returning({ id: deliveries.id });
      if (isLost || taken.length === 0) return 'settled';
      return { ...row, attempts: row.attempts + 1 };
    });
  }

  async #mark({ id, attempts }: Delivery, outcome: Outcome): Promise<void> {
    const { store, clock, chance } = this.#options;
    const { deliveries } = store.tables;
    const now = clock();
    const { status } = outcome;
    const isOver = !outcome.ok && (outcome.isFinal || attempts >= MOST_ATTEMPTS);
    const change = outcome.ok
      ? { state: 'sent' as const, sentAt: now, status, lastError: null }
      : {
          ...{ state: isOver ? ('failed' as const) : ('waiting' as const), status },
          ...{ lastError: outcome.error, nextAt: now + pauseAfter(attempts, chance()) },
        };
    await store.tx((db) => db.update(deliveries).set(change).where(eq(deliveries.id, id)));
  }
}

/** What a failure says of itself, without a stack and on one line. */
export function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replaceAll(/\s+/g, ' ').slice(0, 500);
}
