/**
 * The one order of an evaluation: updates of all its documents, joins and commands pass through here one after another,
 * so that a reveal or a lock closes several documents at one instant. [EQ1–EQ6]
 */
import { setImmediate } from 'node:timers/promises';
import { isStorageFull } from '@heping/db';
import { refusal, type DocumentName, type RoomState } from '@heping/protocol';
import type { Phase, Rubric } from '@heping/scoring';
import * as Y from 'yjs';
import type { Connection, Inbox, Message } from './connection.ts';
import type { EvaluationMoment } from './corridor.ts';
import { step2Frame, updateFrames } from './frames.ts';
import { Moment, type MomentHost } from './moment.ts';
import { planContent } from './plan-content.ts';
import type { Said } from './presence.ts';
import type { House } from './queue-house.ts';
import { mayOpen } from './rights.ts';
import type { Change, Room } from './room.ts';
import { Rooms } from './rooms.ts';
import { isOfNothing, Round, type RoomChanges } from './round.ts';
import { barredIn, readSetting, sharedContent, type Setting } from './setting.ts';
import { snapshotWhenDue } from './snapshot.ts';
import { RESERVED_CLIENTS } from './verdict.ts';

interface MessageJob {
  readonly connection: Connection;
  readonly message: Message;
}
type Job = MessageJob | { readonly turn: () => Promise<void> };

/** Judged together, at most; the rest waits for the next round, and the event loop turns between the two. [EQ6] */
const MOST_IN_ROUND = { messages: 1_000, steps: 20_000 } as const;
/** After a fault: until it is tried again. */
const AGAIN_MS = 1_000;

export class EvaluationQueue implements Inbox, MomentHost {
  readonly id: string;
  readonly rooms: Rooms;
  readonly #house: House;
  #setting: Setting;
  #jobs: Job[] = [];
  /** How many of them are turns. */
  #turns = 0;
  #isRunning = false;
  /** What is known of the evaluation may be over: it is read again before anything else is judged. [EQ8] */
  #isStale = false;

  constructor(house: House, setting: Setting) {
    this.#house = house;
    this.#setting = setting;
    this.id = setting.evaluation.id;
    this.rooms = new Rooms(house, ({ kind }) => {
      if (kind === 'plan') return planContent(() => this.#setting.findings);
      const { campaign, centre } = this.#setting;
      return sharedContent(kind, house.rubricOf(campaign), centre.tier, campaign.step);
    });
  }

  get seats(): readonly string[] {
    return this.#setting.seats;
  }
  get rubric(): Rubric {
    return this.#house.rubricOf(this.#setting.campaign);
  }
  get phase(): Phase {
    return this.#setting.evaluation.phase;
  }
  get isIdle(): boolean {
    return !this.#isRunning && this.#jobs.length === 0 && this.rooms.size === 0;
  }

  // in

  message(connection: Connection, message: Message): void {
    this.#jobs.push({ connection, message });
    if (!this.#isRunning) this.#house.beat.wake(this);
  }

  said(connection: Connection, said: readonly Said[]): void {
    const { room } = connection;
    if (room.document.kind === 'ballot' || room.isDropped) return;
    const mayClaim = (client: number) => {
      const owner = room.ownerOf(client);
      return client >= RESERVED_CLIENTS && (owner === undefined || owner === connection.person.id);
    };
    const mayWrite = barredIn(this.#setting, room.document, this.#askerOf(connection)) === null;
    if (!room.presence.hear(connection, said, { now: this.#house.clock(), mayClaim, mayWrite })) return;
    const client = room.presence.clientOf(connection);
    if (client !== undefined) room.speak(client, connection.person.id);
    this.#house.whereabouts.note(room);
  }

  everybody(connection: Connection): void {
    const present = connection.room.presence.everybody(connection);
    if (present !== null) connection.passPresence(present, this.#house.ticks());
  }

  left(connection: Connection): void {
    const { room } = connection;
    room.connections.delete(connection);
    room.idleSince = this.#house.ticks();
    if (room.presence.leave(connection, this.#house.clock())) this.#house.whereabouts.note(room);
  }

  /** Runs something in the queue's order, after everything earlier is durable. [EQ2] */
  turn<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push({ turn: () => work().then(resolve, reject) });
      this.#turns += 1;
      if (!this.#isRunning) this.#house.beat.hasten(this);
    });
  }

  /** A turn that nobody waits for. */
  #byItself(work: () => void): void {
    this.turn(async () => work()).catch((error: unknown) => this.#fault(error));
  }
  #fault(error: unknown): void {
    this.#house.fault(error, `evaluation ${this.id}`);
  }

  // rounds

  /** Works the queue off: one round of messages a beat, more only where a turn waits behind them. [EQ7] */
  async run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    let hasFailed = false;
    try {
      for (let rounds = 0; this.#jobs.length > 0 && (rounds === 0 || this.#turns > 0);) {
        if (this.#isStale) await this.#refresh();
        const [first] = this.#jobs as [Job];
        if ('turn' in first) {
          this.#jobs.shift();
          this.#turns -= 1;
          await first.turn();
        } else {
          await this.#round(this.#takeMessages());
          rounds += 1;
        }
      }
    } catch (error) {
      hasFailed = true;
      this.#distrust(error);
    } finally {
      this.#isRunning = false;
      if (hasFailed) setTimeout(() => this.#house.beat.hasten(this), AGAIN_MS).unref();
      else if (this.#turns > 0) this.#house.beat.hasten(this);
      else if (this.#jobs.length > 0) this.#house.beat.wake(this);
    }
  }

  /** What memory holds is not to be trusted any more: whoever is in comes again. [RO3, EQ8] */
  #distrust(error: unknown): void {
    this.#isStale = true;
    this.#fault(error);
    for (const room of this.rooms.all()) this.rooms.drop(room);
  }

  #takeMessages(): MessageJob[] {
    const end = this.#jobs.findIndex((job) => 'turn' in job);
    const count = Math.min(end < 0 ? this.#jobs.length : end, MOST_IN_ROUND.messages);
    // Safe: no turn among the first `count`.
    return this.#jobs.splice(0, count) as MessageJob[];
  }

  async #round(jobs: MessageJob[]): Promise<void> {
    const round = new Round(this.#house, this.#setting);
    let taken = 0;
    for (const { connection, message } of jobs) {
      connection.taken(message.kind === 'ask' ? message.stateVector.length : message.bytes.length);
      round.take(connection, message);
      taken += 1;
      if (round.steps >= MOST_IN_ROUND.steps) break;
    }
    this.#jobs.unshift(...jobs.slice(taken));
    for (const room of round.broken) this.rooms.drop(room);
    if (round.rows.length > 0) await this.#keep(round);
    this.#announce(round);
    if (taken < jobs.length) await setImmediate();
  }

  /** One transaction, together with other evaluations'. What was not kept is told to nobody. [EQ3] */
  async #keep(round: Round): Promise<void> {
    const { rows, claims } = round;
    try {
      await this.#house.commits.append({ rows, claims });
    } catch (error) {
      const rooms = [...round.rooms.keys()];
      round.undo(rooms);
      if (isStorageFull(error)) return this.#fallBack(rooms);
      // Perhaps another has the log, and the phase is not what it was. [LO3]
      this.#isStale = true;
      this.#fault(error);
      for (const room of rooms) this.rooms.drop(room);
    }
  }

  /** The disk is full: memory goes back to what is durable, connections stay, reading goes on. [DF1–DF3] */
  async #fallBack(rooms: readonly Room<Connection>[]): Promise<void> {
    for (const room of rooms) {
      for (const connection of room.connections) connection.hasDropped = true;
      await this.rooms.reload(room);
    }
    this.#house.storage.fill();
  }

  /** Everything below is durable: others see it, the sender is told. [EQ4] */
  #announce(round: Round): void {
    const now = this.#house.ticks();
    for (const [room, changes] of round.rooms) {
      this.#broadcast(room, changes);
      if (room.document.kind === 'ballot') this.#house.ballotKept(this, room);
      snapshotWhenDue(this.#house, room);
    }
    for (const { connection, refused } of round.soft) for (const one of refused) connection.putRight(one);
    for (const [connection, judged] of round.judged) {
      const { store } = connection.room.doc;
      connection.judged = judged;
      connection.saved(
        [...(round.clocks.get(connection) ?? [])].map((clientId) => ({
          clientId,
          clock: Y.getState(store, clientId),
        })),
      );
    }
    for (const { connection, why } of round.refused) connection.refuse(why);
    for (const connection of round.wholes) {
      connection.askForWhole(Y.encodeStateVector(connection.room.doc), now);
    }
    for (const { connection, stateVector } of round.asks) this.#answer(connection, stateVector);
  }

  #broadcast(room: Room<Connection>, { updates, before, only }: RoomChanges): void {
    if (room.isDropped) return;
    const now = this.#house.ticks();
    let frame: Uint8Array | null = null;
    for (const connection of room.connections) {
      if (connection === only) continue;
      frame ??= updateFrames(updates);
      connection.pass(frame, before, now);
    }
  }

  #answer(connection: Connection, stateVector: Uint8Array): void {
    const { room } = connection;
    if (connection.isEnded || room.isDropped) return;
    const now = this.#house.ticks();
    let update: Uint8Array;
    try {
      update = isOfNothing(stateVector) ? room.whole() : Y.encodeStateAsUpdate(room.doc, stateVector);
    } catch {
      return connection.refuse(refusal('MALFORMED'));
    }
    const isFirst = !connection.isSynced;
    connection.isSynced = true;
    connection.lag = null;
    connection.together(() => {
      connection.answer(step2Frame(update), now);
      if (!isFirst) return;
      const present = room.presence.everybody(connection);
      if (present !== null) connection.answer(present, now);
      connection.state(this.stateFor(connection), now);
    });
  }

  /** A reader who lagged gets all it missed as one difference. [SO9] */
  catchUp(connection: Connection): void {
    this.#byItself(() => {
      const { lag, room } = connection;
      if (lag === null || connection.isEnded || room.isDropped) return;
      connection.lag = null;
      // Safe: Yjs takes a map of clocks as well; it only reads it.
      const known = Y.encodeStateVector(lag as Map<number, number>);
      connection.answer(updateFrames([Y.encodeStateAsUpdate(room.doc, known)]), this.#house.ticks());
    });
  }

  // joins

  /** Opens a document for a connection. Undefined when there is none. [EQ5, RO1] */
  room(document: DocumentName): Promise<Room<Connection> | undefined> {
    return this.rooms.open(document);
  }

  /** First the question what the newcomer has, then whatever happens: its offline work comes before others' is told. */
  admit(connection: Connection): void {
    const { room } = connection;
    room.connections.add(connection);
    connection.open(this);
    connection.askForWhole(Y.encodeStateVector(room.doc), this.#house.ticks());
  }

  #askerOf({ person, roles }: Connection) {
    return { personId: person.id, roles };
  }

  stateFor(connection: Connection): RoomState {
    const { phase, epoch } = this.#setting.evaluation;
    const { storage } = this.#house;
    return {
      phase,
      epoch,
      writable:
        !storage.isFull &&
        barredIn(this.#setting, connection.room.document, this.#askerOf(connection)) === null,
      storage: storage.isFull ? 'full' : 'ok',
      now: this.#house.clock(),
    };
  }

  /** Everybody hears how things stand; who may not read any more is shown out. [AU4] */
  tellState(): void {
    const now = this.#house.ticks();
    for (const connection of this.#everyone()) this.weigh(connection, now);
  }

  *#everyone(): Generator<Connection> {
    for (const room of this.rooms.all()) yield* room.connections;
  }

  weigh(connection: Connection, now: number): void {
    if (!mayOpen(connection.room.document, this.#askerOf(connection), this.phase))
      connection.end('not-found');
    else if (connection.isSynced) connection.state(this.stateFor(connection), now);
  }

  /** There is space again: what was left out is asked for. [DF3] */
  resume(): void {
    this.#byItself(() => {
      const now = this.#house.ticks();
      for (const connection of this.#everyone()) {
        connection.asks = 0;
        connection.askForWhole(Y.encodeStateVector(connection.room.doc), now);
      }
      this.tellState();
    });
  }

  // commands

  /** One instant for a command. [CO1–CO4] */
  async command<T>(work: (moment: EvaluationMoment) => Promise<T>): Promise<T> {
    return this.turn(async () => {
      await this.#refresh();
      const moment = new Moment(this, this.#house, this.#setting.evaluation);
      try {
        return await work(moment);
      } finally {
        await moment.leave();
      }
    });
  }

  async #refresh(): Promise<void> {
    const setting = await readSetting(this.#house.store, this.id);
    if (setting !== undefined) this.#setting = setting;
    this.#isStale = false;
  }

  /** After a commit with a phase: the row as it stands now, and everybody told. */
  async committed(written: ReadonlyMap<Room<Connection>, readonly Change[]>): Promise<void> {
    try {
      await this.#refresh();
    } catch (error) {
      // It is durable and the command has its answer; here nothing goes on by a phase that is over. [EQ8]
      return this.#distrust(error);
    }
    for (const [room, changes] of written) {
      const [first] = changes;
      if (first === undefined) continue;
      // What a command does is one thing to whoever sees it. [CO1]
      const whole = Y.mergeUpdates(changes.map(({ bytes }) => bytes));
      this.#broadcast(room, { updates: [whole], before: first.before, only: null });
      if (room.document.kind === 'ballot') this.#house.ballotKept(this, room);
      snapshotWhenDue(this.#house, room);
    }
    this.tellState();
  }

  /** What a command wrote and did not keep goes out of memory again; nobody has seen it. [CO3] */
  async undo(rooms: Iterable<Room<Connection>>): Promise<void> {
    for (const room of rooms) await this.rooms.reload(room);
  }

  /** Forgets rooms that nobody has been in for a while. One block without an await: nobody comes in between. [RO4] */
  unloadIdle(before: number): void {
    if (this.#isRunning || this.#jobs.length > 0) return;
    this.rooms.unloadIdle(before);
  }
}
