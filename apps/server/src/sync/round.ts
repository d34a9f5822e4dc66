/** What comes together is judged together: the messages of one turn, what they leave in the log, and what is told afterwards. */
import type { DocumentClient, Update } from '@heping/db';
import { LIMITS, refusal, type Refusal, type Refused } from '@heping/protocol';
import type { Connection, Message } from './connection.ts';
import { judge } from './guard.ts';
import type { Change, Room } from './room.ts';
import { barredIn, type Setting } from './setting.ts';
import { SERVER, type Passed } from './verdict.ts';

export interface RoomChanges {
  readonly updates: Uint8Array[];
  readonly before: ReadonlyMap<number, number>;
  /** The only author, who need not be told; null when everybody must be. */
  only: Connection | null;
}

export interface RoundHouse {
  clock(): number;
  ticks(): number;
  readonly storage: { readonly isFull: boolean };
  fault(error: unknown, where: string): void;
}

type UpdateMessage = Extract<Message, { kind: 'update' }>;

/** Asks for a whole difference after a gap, per connection: once is enough for an honest one. [SO5] */
const MOST_ASKS = 3;

/** Longest that something written on a connection that stands may take to come. [GU14] */
const ON_THE_WAY = 10 * 60_000;

/** Bytes of a document that take a step: to compare with what somebody knows, or to send as they are. */
const ASKED = { compared: 50, sent: 500 } as const;

/** One byte that says "nothing known": the same answer for everybody who comes. */
export const isOfNothing = (stateVector: Uint8Array): boolean =>
  stateVector.length === 1 && stateVector[0] === 0;

export class Round {
  readonly rows: Update[] = [];
  readonly claims: DocumentClient[] = [];
  readonly rooms = new Map<Room<Connection>, RoomChanges>();
  readonly soft: { readonly connection: Connection; readonly refused: readonly Refused[] }[] = [];
  /** How many of a connection's messages are durable with this round. [MS2] */
  readonly judged = new Map<Connection, number>();
  readonly clocks = new Map<Connection, Set<number>>();
  readonly refused: { readonly connection: Connection; readonly why: Refusal }[] = [];
  readonly wholes: Connection[] = [];
  readonly asks: { readonly connection: Connection; readonly stateVector: Uint8Array }[] = [];
  /** Rooms whose document cannot be trusted any more. [RO3] */
  readonly broken = new Set<Room<Connection>>();
  /** What has been judged so far cost so many steps. [EQ6] */
  steps = 0;
  readonly #house: RoundHouse;
  readonly #setting: Setting;

  constructor(house: RoundHouse, setting: Setting) {
    this.#house = house;
    this.#setting = setting;
  }

  take(connection: Connection, message: Message): void {
    if (connection.isShut || connection.room.isDropped || this.broken.has(connection.room)) return;
    if (message.kind === 'ask') this.#ask(connection, message.stateVector);
    else this.#judge(connection, message);
  }

  /** A difference is put together anew for whoever knows something; what is the same for everybody is only sent. [SO6] */
  #ask(connection: Connection, stateVector: Uint8Array): void {
    const bytesPerStep = isOfNothing(stateVector) ? ASKED.sent : ASKED.compared;
    const steps = Math.ceil(connection.room.size / bytesPerStep);
    this.steps += steps;
    connection.owe(steps);
    this.asks.push({ connection, stateVector });
  }

  #judge(connection: Connection, message: UpdateMessage): void {
    // Not judged and not acknowledged; asked for again when there is space. [DF1]
    if (this.#house.storage.isFull) {
      connection.hasDropped = true;
      return;
    }
    const { room, person, roles } = connection;
    const barred = barredIn(this.#setting, room.document, { personId: person.id, roles });
    const now = this.#house.clock();
    const author = { person: person.id, barred, now, since: this.#saidSince(connection, message, now) };
    const verdict = judge(room, author, message.bytes);
    this.#charge(connection, verdict.steps);
    if (verdict.kind === 'refused') {
      if (verdict.isGap) this.#gap(connection, message.isWhole);
      else this.#refuse(connection, verdict.refusal);
      return;
    }
    if (verdict.kind === 'passed') {
      const tooMuch = this.#whyTooMuch(connection, verdict);
      if (tooMuch !== null) return this.#refuse(connection, tooMuch);
      if (!this.#enter(connection, verdict, author.now)) return;
    }
    if (message.isWhole) {
      connection.awaitsWhole = false;
      connection.hasDropped = false;
      connection.asks = 0;
    }
    // Also of what somebody else's connection brought first, as where two tabs of one device come back together.
    for (const client of verdict.clients) this.#clocksOf(connection).add(client);
    this.judged.set(connection, connection.hasDropped ? connection.judged : message.number);
  }

  /** Since when somebody can have written what they say: offline work comes as the whole difference that was asked for. [SR8] */
  #saidSince({ awaitsWhole }: Connection, { isWhole }: UpdateMessage, now: number): number {
    const { createdAt, openedAt, revealedAt } = this.#setting.evaluation;
    const begun = revealedAt ?? openedAt ?? createdAt;
    return isWhole && awaitsWhole ? begun : Math.max(begun, now - ON_THE_WAY);
  }

  /** A value put right once too often, a document that would grow too large. [SR6, GU20] */
  #whyTooMuch(connection: Connection, { writes, excess, bytes }: Passed): Refusal | null {
    const wrong = writes.find((write) => write.wrong !== null)?.wrong ?? excess[0]?.wrong;
    if (wrong != null && connection.isPutRightTooOften(this.#house.ticks())) return wrong;
    const { room } = connection;
    if (room.size + bytes.length <= LIMITS.document) return null;
    room.size = room.whole().length;
    return room.size + bytes.length <= LIMITS.document
      ? null
      : refusal('TOO_LARGE', { limit: LIMITS.document });
  }

  #charge(connection: Connection, steps: number): void {
    this.steps += steps;
    connection.cost(steps);
  }

  /** False when the room is lost. */
  #enter(connection: Connection, passed: Passed, at: number): boolean {
    const { room, person } = connection;
    const { evaluation, chair } = this.#setting;
    const writerOf = (client: number) => (client === SERVER ? chair : (room.ownerOf(client) ?? ''));
    try {
      const { change, soft, isCorrected, steps } = room.enter(passed, person.id, writerOf);
      this.#charge(connection, steps);
      for (const clientId of passed.claimed) {
        room.bind(clientId, person.id);
        this.claims.push({ document: room.name, clientId, personId: person.id });
      }
      if (change !== null) {
        this.#add(room, change, isCorrected ? null : connection);
        this.rows.push(room.rowOf(change, { person: person.id, epoch: evaluation.epoch, at }));
      }
      if (soft.length > 0) this.#putRight(connection, soft);
      return true;
    } catch (error) {
      // Half applied, perhaps: the document in memory is not what anybody wrote. [RO3]
      this.#house.fault(error, `document ${room.name}`);
      this.broken.add(room);
      this.undo([room]);
      return false;
    }
  }

  #putRight(connection: Connection, refused: readonly Refused[]): void {
    const now = this.#house.ticks();
    const [first] = refused;
    this.soft.push({ connection, refused });
    // A text that is too long is known only when it is in.
    if (first !== undefined && connection.isPutRightTooOften(now)) this.#refuse(connection, first.refusal);
    connection.notePutRight(now);
  }

  /** Something before it is missing. The whole difference brings it, once; then the copy is out of step. [SO5] */
  #gap(connection: Connection, isWhole: boolean): void {
    connection.hasDropped = true;
    if (connection.awaitsWhole && !isWhole) return;
    connection.asks += 1;
    connection.totalAsks += 1;
    if (connection.asks > 1 || connection.totalAsks > MOST_ASKS)
      return this.#refuse(connection, refusal('RESYNC'));
    connection.awaitsWhole = true;
    this.wholes.push(connection);
  }

  #add(room: Room<Connection>, { bytes, before }: Change, author: Connection | null): void {
    const known = this.rooms.get(room);
    if (known === undefined) this.rooms.set(room, { updates: [bytes], before, only: author });
    else {
      known.updates.push(bytes);
      if (known.only !== author) known.only = null;
    }
  }

  /** Ends a connection, once what it sent before is acknowledged; nothing more of it is looked at. [SO10] */
  #refuse(connection: Connection, why: Refusal): void {
    connection.isShut = true;
    this.refused.push({ connection, why });
  }

  #clocksOf(connection: Connection): Set<number> {
    const known = this.clocks.get(connection) ?? new Set<number>();
    this.clocks.set(connection, known);
    return known;
  }

  /** Rooms of which nothing was kept: what was judged in them is not told to anybody. [EQ3] */
  undo(rooms: Iterable<Room<Connection>>): void {
    for (const room of rooms) {
      this.rooms.delete(room);
      leaveOut(this.rows, ({ document }) => document === room.name);
      leaveOut(this.claims, ({ document }) => document === room.name);
      leaveOut(this.soft, ({ connection }) => connection.room === room);
      for (const connection of this.judged.keys())
        if (connection.room === room) this.judged.delete(connection);
    }
  }
}

function leaveOut<T>(list: T[], isOut: (one: T) => boolean): void {
  list.splice(0, list.length, ...list.filter((one) => !isOut(one)));
}
