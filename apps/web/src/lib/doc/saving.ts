/**
 * What of one's own changes is on the server's disk and what is only here. "Saved" is said on the server's word alone:
 * a message counts when the server has acknowledged it *and* every clock it moved; a deletion moves no clock, so its
 * message is all there is. After a cut everything not known durable waits again. Pure: no timers, no network.
 */
import type { Saved } from '@heping/protocol';

/** Yjs client id → clock: everything below the clock. */
export type Clocks = ReadonlyMap<number, number>;

/** One local transaction: the clock it moved, if any, and the places it touched (`facts:floor-area`). */
export interface Change {
  readonly clocks: Clocks;
  readonly places: readonly string[];
}

/** Changes on their way in the connection's n-th document message. */
interface Flight extends Change {
  readonly message: number;
}

export interface Ledger {
  /** Made here, not on their way. */
  readonly waiting: Change;
  /** On their way, by message, oldest first. */
  readonly flights: readonly Flight[];
  /** Document messages sent and acknowledged on this connection. */
  readonly sent: number;
  readonly acknowledged: number;
  /** Whether this connection has carried the whole difference; before that a single update may hang in the air. */
  readonly isWhole: boolean;
  readonly durable: Clocks;
  /** When the last of one's own changes became durable, ms. */
  readonly savedAt: number | null;
}

/** The place of changes that an earlier session left and of which no more is known. */
export const SOMEWHERE = '*';

const NOTHING: Change = { clocks: new Map(), places: [] };
export const emptyLedger: Ledger = {
  waiting: NOTHING,
  flights: [],
  sent: 0,
  acknowledged: 0,
  isWhole: false,
  durable: new Map(),
  savedAt: null,
};

function later(a: Clocks, b: Clocks): Clocks {
  const most = new Map(a);
  for (const [client, clock] of b) most.set(client, Math.max(clock, most.get(client) ?? 0));
  return most;
}
const joined = (a: Change, b: Change): Change => ({
  clocks: later(a.clocks, b.clocks),
  places: [...new Set([...a.places, ...b.places])],
});
const isNothing = ({ clocks, places }: Change) => clocks.size === 0 && places.length === 0;

/** A change was made here. */
export const changed = (ledger: Ledger, change: Change): Ledger => ({
  ...ledger,
  waiting: joined(ledger.waiting, change),
});

/** An update left on this connection. Before the whole difference went, the server may have had to set it aside. */
export function updateSent(ledger: Ledger): Ledger {
  const sent = ledger.sent + 1;
  if (!ledger.isWhole || isNothing(ledger.waiting)) return { ...ledger, sent };
  return {
    ...ledger,
    sent,
    waiting: NOTHING,
    flights: [...ledger.flights, { ...ledger.waiting, message: sent }],
  };
}

/** The whole difference to the server's state left: it carries everything that is not durable, deletions included. */
export function wholeSent(ledger: Ledger): Ledger {
  const sent = ledger.sent + 1;
  const all = ledger.flights.reduce<Change>(joined, ledger.waiting);
  return {
    ...ledger,
    sent,
    isWhole: true,
    waiting: NOTHING,
    flights: isNothing(all) ? [] : [{ ...all, message: sent }],
  };
}

/** The server's word: so many messages of this connection, and these clocks, are on its disk. */
export function acknowledged(ledger: Ledger, saved: Saved, now: number): Ledger {
  const clocks = new Map(saved.clocks.map(({ clientId, clock }) => [clientId, clock]));
  return landed(
    {
      ...ledger,
      acknowledged: Math.max(ledger.acknowledged, saved.messages),
      durable: later(ledger.durable, clocks),
    },
    now,
  );
}

function landed(ledger: Ledger, now: number): Ledger {
  const flights = ledger.flights.filter((flight) => !hasLanded(ledger, flight));
  if (flights.length === ledger.flights.length) return ledger;
  return { ...ledger, flights, savedAt: now };
}
const hasLanded = ({ acknowledged: count, durable }: Ledger, { message, clocks }: Flight) =>
  message <= count && [...clocks].every(([client, clock]) => (durable.get(client) ?? 0) >= clock);

/**
 * The server said what it has (its state vector, durable by ARCHITECTURE 3.5). What this document has beyond it was
 * left by an earlier session and counts as unsent.
 */
export function serverHas(ledger: Ledger, theirs: Clocks, ours: Clocks, now: number): Ledger {
  const missing = new Map([...ours].filter(([client, clock]) => clock > (theirs.get(client) ?? 0)));
  const known = landed({ ...ledger, durable: later(ledger.durable, theirs) }, now);
  if (missing.size === 0) return known;
  const isKnown = !isNothing(known.waiting) || known.flights.length > 0;
  return changed(known, { clocks: missing, places: isKnown ? [] : [SOMEWHERE] });
}

/** The connection is gone: what was not known durable waits again. */
export const cut = (ledger: Ledger): Ledger => ({
  ...ledger,
  waiting: ledger.flights.reduce<Change>(joined, ledger.waiting),
  flights: [],
  sent: 0,
  acknowledged: 0,
  isWhole: false,
});

/** The places with changes that are only here; none means everything is saved. */
export function unsentPlaces(ledger: Ledger): readonly string[] {
  const all = ledger.flights.reduce<Change>(joined, ledger.waiting);
  if (isNothing(all)) return [];
  return all.places.length > 0 ? all.places : [SOMEWHERE];
}
