/**
 * What leaves the house. A row is claimed, sent and marked; each receiver has a lane of its own and each body its turn,
 * so that one who does not answer delays nobody else. What was claimed and never marked (the process ended in between) went out perhaps: mail
 * is not sent again, since a mailbox cannot tell; a webhook is, under the same id, by which its receiver can. [NT7–NT9]
 */
import type { Delivery, Store } from '@heping/db';
import { MOST_WEBHOOKS } from '@heping/protocol';
import { and, asc, eq, lte } from 'drizzle-orm';
import { Turns, type TurnLimits } from '../turns.ts';
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

/** Takes one row to its receiver, and what goes along with it; what it throws is a failure like any other. */
export type Carry = (delivery: Delivery, along: readonly Delivery[]) => Promise<Outcome>;

export interface OutboxOptions {
  readonly store: Store;
  /** Whether a row of mail may lie in one letter with others to the same person that are due. */
  goesAlong?(delivery: Delivery): boolean;
  readonly carriers: Readonly<Record<Delivery['channel'], Carry>>;
  clock(): number;
  chance(): number;
  fault(error: unknown): void;
}

/** Longer than any carrier takes. */
const LEASE_MS = 60_000;
/**
 * Sent at once. Mailboxes share one server; webhooks do not, and of one body as many are sent as it may have, so that
 * its silent receivers delay neither its others nor anybody else’s. A place is given back after each delivery.
 */
const TURNS: Readonly<Record<Delivery['channel'], Pick<TurnLimits, 'atOnce' | 'ofOne'>>> = {
  mail: { atOnce: 4, ofOne: 4 },
  webhook: { atOnce: 200, ofOne: MOST_WEBHOOKS },
};
const turnsFor = (channel: Delivery['channel']) =>
  new Turns({ ...TURNS[channel], lineOfOne: Infinity, line: Infinity, waitMs: 0 });
/** Rows of one letter. */
const MOST_TOGETHER = 50;
const IN_FLIGHT = 'in flight';
export const UNKNOWN = 'outcome unknown: the server ended while it was sent';

interface Lane extends Pick<Delivery, 'channel' | 'target'> {
  /** The body of a webhook; all of mail is one. */
  readonly body: string | null;
}

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #turns = { mail: turnsFor('mail'), webhook: turnsFor('webhook') };
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
    const { deliveries, webhooks } = store.tables;
    this.#isWanted = false;
    try {
      const due = await store.db
        .selectDistinct({
          ...{ channel: deliveries.channel, target: deliveries.target },
          body: webhooks.bodyId,
        })
        .from(deliveries)
        .leftJoin(webhooks, and(eq(deliveries.channel, 'webhook'), eq(webhooks.id, deliveries.target)))
        .where(and(eq(deliveries.state, 'waiting'), lte(deliveries.nextAt, clock())));
      for (const lane of due) this.#open(lane);
    } catch (error) {
      fault(error);
    }
  }

  #open(lane: Lane): void {
    const name = `${lane.channel}:${lane.target}`;
    if (this.#isClosed || this.#lanes.has(name)) return;
    const run = this.#run(lane)
      .catch((error: unknown) => this.#options.fault(error))
      .finally(() => this.#lanes.delete(name));
    this.#lanes.set(name, run);
  }

  /** One after another, oldest first, until nothing of this receiver is due; between two others have their turn. */
  async #run(lane: Lane): Promise<void> {
    const turns = this.#turns[lane.channel];
    while (await turns.take(lane.body ?? lane.channel, () => this.#sendNext(lane)));
  }

  /** Answers whether there may be another. */
  async #sendNext(lane: Lane): Promise<boolean> {
    const claimed = this.#isClosed ? 'none' : await this.#claim(lane);
    if (claimed === 'none') return false;
    if (claimed === 'settled') return true;
    const [first, ...along] = claimed;
    const outcome = await this.#carry(first, along);
    const chance = this.#options.chance();
    await this.#mark(first, outcome, chance);
    // They lay in the same letter: there is no answer of their own, and they are tried again with it.
    for (const one of along) await this.#mark(one, outcome.ok ? { ok: true, status: null } : outcome, chance);
    return true;
  }

  async #carry(delivery: Delivery, along: readonly Delivery[]): Promise<Outcome> {
    try {
      return await this.#options.carriers[delivery.channel](delivery, along);
    } catch (error) {
      return { ok: false, status: null, error: wordsOf(error), isFinal: false };
    }
  }

  /** The oldest that is due with what goes along, as they were before; nobody else takes them while the lease lasts. */
  async #claim({
    channel,
    target,
  }: Pick<Delivery, 'channel' | 'target'>): Promise<readonly [Delivery, ...Delivery[]] | 'none' | 'settled'> {
    const { store, clock, goesAlong } = this.#options;
    const { deliveries } = store.tables;
    const now = clock();
    return store.tx(async (db) => {
      const due = await db
        .select()
        .from(deliveries)
        .where(
          and(
            ...[eq(deliveries.channel, channel), eq(deliveries.target, target)],
            ...[eq(deliveries.state, 'waiting'), lte(deliveries.nextAt, now)],
          ),
        )
        .orderBy(asc(deliveries.createdAt), asc(deliveries.id))
        .limit(goesAlong === undefined || channel !== 'mail' ? 1 : MOST_TOGETHER);
      const [row] = due;
      if (row === undefined) return 'none';
      const isLost = channel === 'mail' && row.lastError === IN_FLIGHT;
      const change = isLost
        ? { state: 'failed' as const, lastError: UNKNOWN }
        : { nextAt: now + LEASE_MS, lastError: IN_FLIGHT };
      const take = async (one: Delivery): Promise<boolean> => {
        const taken = await db
          .update(deliveries)
          .set({ ...change, attempts: isLost ? one.attempts : one.attempts + 1 })
          // Two processes saw it: one has it.
          .where(
            and(
              eq(deliveries.id, one.id),
              eq(deliveries.attempts, one.attempts),
              eq(deliveries.nextAt, one.nextAt),
            ),
          )
          .returning({ id: deliveries.id });
        return taken.length > 0;
      };
      if (!(await take(row)) || isLost) return 'settled';
      const claimed: [Delivery, ...Delivery[]] = [{ ...row, attempts: row.attempts + 1 }];
      if (goesAlong?.(row) !== true) return claimed;
      for (const one of due.slice(1))
        if (one.lastError !== IN_FLIGHT && goesAlong(one) && (await take(one)))
          claimed.push({ ...one, attempts: one.attempts + 1 });
      return claimed;
    });
  }

  async #mark({ id, attempts }: Delivery, outcome: Outcome, chance: number): Promise<void> {
    const { store, clock } = this.#options;
    const { deliveries } = store.tables;
    const now = clock();
    const { status } = outcome;
    const isOver = !outcome.ok && (outcome.isFinal || attempts >= MOST_ATTEMPTS);
    const change = outcome.ok
      ? { state: 'sent' as const, sentAt: now, status, lastError: null }
      : {
          ...{ state: isOver ? ('failed' as const) : ('waiting' as const), status },
          ...{ lastError: outcome.error, nextAt: now + pauseAfter(attempts, chance) },
        };
    await store.tx((db) => db.update(deliveries).set(change).where(eq(deliveries.id, id)));
  }
}

/** What a failure says of itself, without a stack and on one line. */
export function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replaceAll(/\s+/g, ' ').slice(0, 500);
}
