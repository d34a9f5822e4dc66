/**
 * The one order of an evaluation: updates of all its documents, joins and commands pass through here one after another,
 * so that a reveal or a lock closes several documents at one instant. [EQ1–EQ8]
 */
import {
  isStorageFull,
  tablesOf,
  type Campaign,
  type Centre,
  type Db,
  type Evaluation,
  type Store,
  type Update,
} from '@heping/db';
import {
  formatDocumentName,
  LIMITS,
  refusal,
  type DocumentName,
  type Refusal,
  type Refused,
  type RoomState,
} from '@heping/protocol';
import type { Phase, Rubric } from '@heping/scoring';
import { and, eq } from 'drizzle-orm';
import * as Y from 'yjs';
import type { Claim, Commits } from './commits.ts';
import type { Connection, Inbox, Message } from './connection.ts';
import { contentOf, type Content } from './content.ts';
import type { EvaluationMoment } from './corridor.ts';
import { step2Frame, updateFrame } from './frames.ts';
import { judge, RESERVED_CLIENTS, SERVER } from './guard.ts';
import type { Said } from './presence.ts';
import { mayOpen, whyBarred } from './rights.ts';
import { loadDocument, Room, type Change } from './room.ts';
import type { Storage } from './storage.ts';

/** What the queues share. */
export interface House {
  readonly store: Store;
  readonly commits: Commits;
  readonly storage: Storage;
  clock(): number;
  /** A time that never jumps, for limits and idling. */
  ticks(): number;
  rubricOf(campaign: Campaign): Rubric;
  /** Asks for a turn: all queues with work are judged together. */
  wake(queue: EvaluationQueue): void;
  fault(error: unknown, where: string): void;
  /** Presence of a room has changed; told to the others a little later, together. */
  presenceChanged(room: Room): void;
  /** A ballot has changed and is durable. */
  ballotKept(room: Room): void;
}

interface MessageJob {
  readonly connection: Connection;
  readonly message: Message;
}
type Job = MessageJob | { readonly turn: () => Promise<void> };

/** Judged together, at most; the rest waits for the next round. */
const MOST_IN_ROUND = 1_000;
const SNAPSHOT = { rows: 500, bytes: 256 << 10 } as const;
/** Asks for a whole difference after a gap, per connection: once is enough for an honest one. [SO5] */
const MOST_ASKS = 3;

export interface Setting {
  readonly evaluation: Evaluation;
  readonly campaign: Campaign;
  readonly centre: Centre;
  /** Whose name stands for what a command wrote. */
  readonly chair: string;
  /** Everybody with a seat, recused ones too. */
  readonly seats: readonly string[];
}

export class EvaluationQueue implements Inbox {
  readonly id: string;
  readonly rooms = new Map<string, Room>();
  readonly #house: House;
  #setting: Setting;
  #jobs: Job[] = [];
  #isRunning = false;

  constructor(house: House, setting: Setting) {
    this.#house = house;
    this.#setting = setting;
    this.id = setting.evaluation.id;
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
    this.#house.wake(this);
  }

  said(connection: Connection, said: readonly Said[]): void {
    const { room } = connection;
    if (room.document.kind === 'ballot' || room.isDropped) return;
    const mayClaim = (client: number) => {
      const owner = room.ownerOf(client);
      return client >= RESERVED_CLIENTS && (owner === undefined || owner === connection.person.id);
    };
    if (!room.presence.hear(connection, said, this.#house.clock(), mayClaim)) return;
    const client = room.presence.clientOf(connection);
    if (client !== undefined) room.speak(client, connection.person.id);
    this.#house.presenceChanged(room);
  }

  everybody(connection: Connection): void {
    const present = connection.room.presence.everybody(connection);
    if (present !== null) connection.passPresence(present, this.#house.ticks());
  }

  left(connection: Connection): void {
    const { room } = connection;
    room.connections.delete(connection);
    room.idleSince = this.#house.ticks();
    if (room.presence.leave(connection, this.#house.clock())) this.#house.presenceChanged(room);
  }

  /** Runs something in the queue's order, after everything earlier is durable. [EQ2] */
  turn<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push({ turn: () => work().then(resolve, reject) });
      this.#house.wake(this);
    });
  }

  // rounds

  /** Works the queue off. Judges at once what has come together; waits for the disk in between. */
  async run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#jobs.length > 0) {
        const [first] = this.#jobs as [Job];
        if ('turn' in first) {
          this.#jobs.shift();
          await first.turn();
        } else await this.#round(this.#takeMessages());
      }
    } catch (error) {
      // Nothing in a round is expected to throw: what memory holds is not to be trusted any more.
      this.#house.fault(error, `evaluation ${this.id}`);
      for (const room of this.rooms.values()) this.#drop(room);
    } finally {
      this.#isRunning = false;
      if (this.#jobs.length > 0) this.#house.wake(this);
    }
  }

  #takeMessages(): MessageJob[] {
    const end = this.#jobs.findIndex((job) => 'turn' in job);
    const count = Math.min(end < 0 ? this.#jobs.length : end, MOST_IN_ROUND);
    // Safe: no turn among the first `count`.
    return this.#jobs.splice(0, count) as MessageJob[];
  }

  async #round(jobs: readonly MessageJob[]): Promise<void> {
    const round = new Round();
    for (const { connection, message } of jobs) {
      connection.taken(message.kind === 'ask' ? message.stateVector.length : message.bytes.length);
      if (connection.isShut || connection.room.isDropped) continue;
      if (message.kind === 'ask') round.asks.push({ connection, stateVector: message.stateVector });
      else this.#judge(round, connection, message);
    }
    if (round.rows.length > 0 && !(await this.#keep(round))) return;
    this.#announce(round);
  }

  #judge(round: Round, connection: Connection, message: Extract<Message, { kind: 'update' }>): void {
    const { room } = connection;
    const house = this.#house;
    const { evaluation } = this.#setting;
    if (house.storage.isFull) {
      // Not judged and not acknowledged; asked for again when there is space. [DF1]
      connection.hasDropped = true;
      return;
    }
    const now = house.clock();
    const verdict = judge(
      room,
      {
        person: connection.person.id,
        barred: whyBarred(room.document, this.#askerOf(connection), evaluation.phase),
        now,
        since: evaluation.createdAt,
      },
      message.bytes,
    );
    if (verdict.kind === 'refused') {
      if (!verdict.isGap) return round.refuse(connection, verdict.refusal);
      return this.#gap(round, connection, message.isWhole);
    }
    if (verdict.kind === 'passed') {
      const wrong = verdict.writes.find((write) => write.wrong !== null)?.wrong ?? verdict.excess[0]?.wrong;
      if (wrong != null && connection.isPutRightTooOften(house.ticks()))
        return round.refuse(connection, wrong);
      if (room.size + verdict.bytes.length > LIMITS.document) {
        room.size = room.whole().length;
        if (room.size + verdict.bytes.length > LIMITS.document) {
          return round.refuse(connection, refusal('TOO_LARGE', { limit: LIMITS.document }));
        }
      }
      try {
        const { change, soft, isCorrected } = room.enter(verdict, connection.person.id, (client) =>
          client === SERVER ? this.#setting.chair : (room.ownerOf(client) ?? ''),
        );
        for (const client of verdict.claimed) {
          room.bind(client, connection.person.id);
          round.claims.push({ document: room.name, clientId: client, personId: connection.person.id });
        }
        if (change !== null) {
          round.add(room, change, isCorrected ? null : connection);
          round.rows.push(
            room.rowOf(change, { person: connection.person.id, epoch: evaluation.epoch, at: now }),
          );
        }
        if (soft.length > 0) {
          connection.notePutRight(house.ticks());
          round.soft.push({ connection, refused: soft });
        }
        for (const client of verdict.clients) round.clockOf(connection).add(client);
      } catch (error) {
        // Half applied, perhaps: the document in memory is not what anybody wrote. [RO3]
        house.fault(error, `document ${room.name}`);
        round.forget(room);
        this.#drop(room);
        return;
      }
    }
    if (message.isWhole) {
      connection.awaitsWhole = false;
      connection.hasDropped = false;
      connection.asks = 0;
    }
    round.judged.set(connection, connection.hasDropped ? connection.judged : message.number);
  }

  /** Something before it is missing. The whole difference brings it, once; then the copy is out of step. [SO5] */
  #gap(round: Round, connection: Connection, isWhole: boolean): void {
    connection.hasDropped = true;
    if (connection.awaitsWhole && !isWhole) return;
    connection.asks += 1;
    connection.totalAsks += 1;
    if (connection.asks > 1 || connection.totalAsks > MOST_ASKS)
      return round.refuse(connection, refusal('RESYNC'));
    connection.awaitsWhole = true;
    round.wholes.push(connection);
  }

  /** One transaction, together with other evaluations'. False when nothing of the round was kept. [EQ3] */
  async #keep({ rows, claims, rooms }: Round): Promise<boolean> {
    try {
      await this.#house.commits.append({ rows, claims });
      return true;
    } catch (error) {
      if (isStorageFull(error)) await this.#fallBack([...rooms.keys()]);
      else {
        this.#house.fault(error, `evaluation ${this.id}`);
        for (const room of rooms.keys()) this.#drop(room);
      }
      return false;
    }
  }

  /** The disk is full: memory goes back to what is durable, connections stay, reading goes on. [DF1–DF3] */
  async #fallBack(rooms: readonly Room[]): Promise<void> {
    for (const room of rooms) {
      for (const connection of room.connections) connection.hasDropped = true;
      await this.#reload(room);
    }
    this.#house.storage.fill();
  }

  async #reload(room: Room): Promise<void> {
    try {
      const loaded = await loadDocument(this.#house.store, room.name);
      if (loaded === undefined) this.#drop(room);
      else room.adopt(loaded);
    } catch (error) {
      this.#house.fault(error, `document ${room.name}`);
      this.#drop(room);
    }
  }

  /** Everything below is durable: others see it, the sender is told. [EQ4] */
  #announce(round: Round): void {
    const now = this.#house.ticks();
    for (const [room, changes] of round.rooms) {
      this.#broadcast(room, changes);
      if (room.document.kind === 'ballot') this.#house.ballotKept(room);
      this.#snapshotWhenDue(room);
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

  #broadcast(room: Room, { updates, before, only }: RoomChanges): void {
    if (room.isDropped) return;
    const now = this.#house.ticks();
    const [first] = updates as [Uint8Array];
    let frame: Uint8Array | null = null;
    for (const connection of room.connections) {
      if (connection === only) continue;
      frame ??= updateFrame(updates.length === 1 ? first : Y.mergeUpdates(updates));
      connection.pass(frame, before, now);
    }
  }

  #answer(connection: Connection, stateVector: Uint8Array): void {
    const { room } = connection;
    if (connection.isEnded || room.isDropped) return;
    const now = this.#house.ticks();
    let update: Uint8Array;
    try {
      // One byte that says "nothing known": the same answer for everybody who comes.
      update =
        stateVector.length === 1 && stateVector[0] === 0
          ? room.whole()
          : Y.encodeStateAsUpdate(room.doc, stateVector);
    } catch {
      return connection.refuse(refusal('MALFORMED'));
    }
    const isFirst = !connection.isSynced;
    connection.isSynced = true;
    connection.lag = null;
    connection.answer(step2Frame(update), now);
    if (!isFirst) return;
    this.everybody(connection);
    connection.state(this.stateFor(connection), now);
  }

  /** A reader who lagged gets all it missed as one difference. [SO9] */
  catchUp(connection: Connection): Promise<void> {
    return this.turn(async () => {
      const { lag, room } = connection;
      if (lag === null || connection.isEnded || room.isDropped) return;
      connection.lag = null;
      // Safe: Yjs takes a map of clocks as well; it only reads it.
      const known = Y.encodeStateVector(lag as Map<number, number>);
      connection.pass(updateFrame(Y.encodeStateAsUpdate(room.doc, known)), lag, this.#house.ticks());
    });
  }

  // joins

  /** Opens a document for a connection. Undefined when there is none. [EQ5, RO1] */
  async room(document: DocumentName): Promise<Room | undefined> {
    const name = formatDocumentName(document);
    const open = this.rooms.get(name);
    if (open !== undefined) return open;
    const loaded = await loadDocument(this.#house.store, name);
    if (loaded === undefined) return undefined;
    const room = new Room(document, name, this.#contentOf(document), loaded);
    room.idleSince = this.#house.ticks();
    this.rooms.set(name, room);
    return room;
  }

  #contentOf({ kind }: DocumentName): Content {
    const { campaign, centre } = this.#setting;
    return sharedContent(kind, this.#house.rubricOf(campaign), centre.tier, campaign.step);
  }

  /** First the question what the newcomer has, then whatever happens: its offline work comes before others' is told. */
  admit(connection: Connection): void {
    const { room } = connection;
    room.connections.add(connection);
    connection.open(this);
    connection.askForWhole(Y.encodeStateVector(room.doc), this.#house.ticks());
  }

  #askerOf({ person, roles, visitor }: Connection) {
    return { personId: person.id, roles, locale: visitor.locale };
  }

  stateFor(connection: Connection): RoomState {
    const { phase, epoch } = this.#setting.evaluation;
    const { storage } = this.#house;
    return {
      phase,
      epoch,
      writable:
        !storage.isFull && whyBarred(connection.room.document, this.#askerOf(connection), phase) === null,
      storage: storage.isFull ? 'full' : 'ok',
      now: this.#house.clock(),
    };
  }

  /** Everybody hears how things stand; who may not read any more is shown out. [AU4] */
  tellState(): void {
    const now = this.#house.ticks();
    for (const room of this.rooms.values()) {
      for (const connection of room.connections) this.weigh(connection, now);
    }
  }

  weigh(connection: Connection, now: number): void {
    if (!mayOpen(connection.room.document, this.#askerOf(connection), this.phase))
      connection.end('not-found');
    else if (connection.isSynced) connection.state(this.stateFor(connection), now);
  }

  /** There is space again: what was left out is asked for. [DF3] */
  resume(): void {
    const now = this.#house.ticks();
    for (const room of this.rooms.values()) {
      for (const connection of room.connections) {
        connection.asks = 0;
        connection.askForWhole(Y.encodeStateVector(room.doc), now);
      }
    }
    this.tellState();
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
  }

  /** After a commit with a phase: the row as it stands now, and everybody told. */
  async committed(written: ReadonlyMap<Room, readonly Change[]>): Promise<void> {
    await this.#refresh();
    for (const [room, changes] of written) {
      const [first] = changes;
      if (first === undefined) continue;
      this.#broadcast(room, { updates: changes.map(({ bytes }) => bytes), before: first.before, only: null });
      if (room.document.kind === 'ballot') this.#house.ballotKept(room);
      this.#snapshotWhenDue(room);
    }
    this.tellState();
  }

  /** What a command wrote and did not keep goes out of memory again; nobody has seen it. [CO3] */
  async undo(rooms: Iterable<Room>): Promise<void> {
    for (const room of rooms) await this.#reload(room);
  }

  // endings

  #drop(room: Room): void {
    if (room.isDropped) return;
    this.rooms.delete(room.name);
    room.destroy();
    for (const connection of [...room.connections]) connection.end('storage');
  }

  /** Forgets rooms that nobody has been in for a while. One block without an await: nobody comes in between. [RO4] */
  unloadIdle(before: number): void {
    if (this.#isRunning || this.#jobs.length > 0) return;
    for (const room of this.rooms.values()) {
      if (room.connections.size > 0 || room.idleSince > before) continue;
      this.rooms.delete(room.name);
      room.destroy();
    }
  }

  #snapshotWhenDue(room: Room): void {
    if (room.isDropped || (room.since.rows < SNAPSHOT.rows && room.since.bytes < SNAPSHOT.bytes)) return;
    const { store } = this.#house;
    const bytes = room.whole();
    room.since = { rows: 0, bytes: 0 };
    room.size = bytes.length;
    const snapshot = {
      document: room.name,
      seq: room.seq,
      bytes,
      stateVector: Y.encodeStateVector(room.doc),
      at: this.#house.clock(),
    };
    // Beside the log, which stays whole: a snapshot that cannot be kept costs time at the next load, nothing else.
    void store
      .tx((db) => store.log.writeSnapshot(db, snapshot))
      .catch((error: unknown) => {
        if (!isStorageFull(error)) this.#house.fault(error, `snapshot of ${room.name}`);
      });
  }
}

interface RoomChanges {
  readonly updates: Uint8Array[];
  readonly before: ReadonlyMap<number, number>;
  /** The only author, who need not be told; null when everybody must be. */
  only: Connection | null;
}

/** What one round has judged and not yet announced. */
class Round {
  readonly rows: Update[] = [];
  readonly claims: Claim[] = [];
  readonly rooms = new Map<Room, RoomChanges>();
  readonly soft: { readonly connection: Connection; readonly refused: readonly Refused[] }[] = [];
  /** How many of a connection's messages are durable with this round. [MS2] */
  readonly judged = new Map<Connection, number>();
  readonly clocks = new Map<Connection, Set<number>>();
  readonly refused: { readonly connection: Connection; readonly why: Refusal }[] = [];
  readonly wholes: Connection[] = [];
  readonly asks: { readonly connection: Connection; readonly stateVector: Uint8Array }[] = [];

  add(room: Room, { bytes, before }: Change, author: Connection | null): void {
    const known = this.rooms.get(room);
    if (known === undefined) this.rooms.set(room, { updates: [bytes], before, only: author });
    else {
      known.updates.push(bytes);
      if (known.only !== author) known.only = null;
    }
  }

  /** Ends a connection, once what it sent before is acknowledged; nothing more of it is looked at. [SO10] */
  refuse(connection: Connection, why: Refusal): void {
    connection.isShut = true;
    this.refused.push({ connection, why });
  }

  clockOf(connection: Connection): Set<number> {
    const known = this.clocks.get(connection) ?? new Set<number>();
    this.clocks.set(connection, known);
    return known;
  }

  /** A room that was dropped takes with it what was judged in it. */
  forget(room: Room): void {
    this.rooms.delete(room);
    const keep = <T>(list: T[], isKept: (one: T) => boolean) =>
      list.splice(0, list.length, ...list.filter(isKept));
    keep(this.rows, ({ document }) => document !== room.name);
    keep(this.claims, ({ document }) => document !== room.name);
  }
}

/** A command's moment: writes go into memory at once, where nobody else looks, and to the disk with the commit. */
class Moment implements EvaluationMoment {
  readonly evaluation: Evaluation;
  readonly #queue: EvaluationQueue;
  readonly #house: House;
  readonly #written = new Map<Room, Change[]>();
  readonly #rows: Update[] = [];
  readonly #claims: Claim[] = [];
  #state: 'open' | 'committed' | 'over' = 'open';

  constructor(queue: EvaluationQueue, house: House, evaluation: Evaluation) {
    this.#queue = queue;
    this.#house = house;
    this.evaluation = evaluation;
  }

  async document(name: DocumentName): Promise<Y.Doc> {
    return (await this.#room(name)).doc;
  }

  async #room(name: DocumentName): Promise<Room> {
    this.#assertOpen();
    const room = await this.#queue.room(name);
    if (room === undefined) throw new Error(`document ${formatDocumentName(name)} was never created`);
    return room;
  }

  #assertOpen(): void {
    if (this.#state !== 'open')
      throw new Error(`a command's moment is ${this.#state}: nothing more can be read or written`);
  }

  async write(
    name: DocumentName,
    change: (doc: Y.Doc) => void,
    { by }: { readonly by?: string } = {},
  ): Promise<void> {
    const room = await this.#room(name);
    const changes = this.#written.get(room) ?? [];
    // Before the change: whatever it throws, the document is taken back.
    this.#written.set(room, changes);
    const client = by === undefined ? SERVER : this.#clientFor(room, by);
    const kept = room.write(change, client);
    if (kept === null) return;
    changes.push(kept);
    this.#rows.push(
      room.rowOf(kept, { person: by ?? null, epoch: this.evaluation.epoch, at: this.#house.clock() }),
    );
  }

  #clientFor(room: Room, person: string): number {
    const known = this.#claims.find((claim) => claim.document === room.name && claim.personId === person);
    if (known !== undefined) return known.clientId;
    let client = 0;
    while (client < RESERVED_CLIENTS || room.ownerOf(client) !== undefined) client = new Y.Doc().clientID;
    room.bind(client, person);
    this.#claims.push({ document: room.name, clientId: client, personId: person });
    return client;
  }

  async commit<T>(work: (db: Db) => Promise<T>, { phase }: { readonly phase?: Phase } = {}): Promise<T> {
    this.#assertOpen();
    const { store } = this.#house;
    // Whatever goes wrong, `leave` takes back what was written.
    const result = await store.tx(async (db) => {
      const { documentClients } = tablesOf(db);
      if (this.#claims.length > 0) await db.insert(documentClients).values(this.#claims);
      await store.log.appendUpdates(db, this.#rows);
      const answer = await work(db);
      if (phase !== undefined) await this.#changePhase(db, phase);
      return answer;
    });
    this.#state = 'committed';
    await this.#queue.committed(this.#written);
    return result;
  }

  async #changePhase(db: Db, phase: Phase): Promise<void> {
    const { evaluations } = tablesOf(db);
    const { id, epoch } = this.evaluation;
    const changed = await db
      .update(evaluations)
      .set({ phase, epoch: epoch + 1 })
      .where(and(eq(evaluations.id, id), eq(evaluations.epoch, epoch)))
      .returning({ id: evaluations.id });
    if (changed.length !== 1) throw new Error(`evaluation ${id}: its epoch is not ${epoch} any more`);
  }

  /** The command is over. */
  async leave(): Promise<void> {
    const wasOpen = this.#state === 'open';
    this.#state = 'over';
    if (wasOpen) await this.#queue.undo(this.#written.keys());
  }
}

/** The rows that decide what may be written. Undefined when there is no such evaluation. */
export async function readSetting({ db, tables }: Store, evaluationId: string): Promise<Setting | undefined> {
  const { evaluations, campaigns, centres, panelMembers } = tables;
  const [row] = await db
    .select({ evaluation: evaluations, campaign: campaigns, centre: centres })
    .from(evaluations)
    .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
    .innerJoin(centres, eq(centres.id, evaluations.centreId))
    .where(eq(evaluations.id, evaluationId));
  if (row === undefined) return undefined;
  const seats = await db.select().from(panelMembers).where(eq(panelMembers.evaluationId, evaluationId));
  return {
    ...row,
    chair: seats.find(({ isChair }) => isChair)?.personId ?? '',
    seats: seats.map(({ personId }) => personId),
  };
}

/** Contents are the same for every document of a kind, tier and step; a room only points at its own. */
const contents = new Map<string, Content>();
function sharedContent(
  ...[kind, rubric, tier, step]: [DocumentName['kind'], Rubric, Centre['tier'], Campaign['step']]
): Content {
  const key = `${rubric.code}|${tier}|${step}|${kind}`;
  const known = contents.get(key) ?? contentOf({ kind, rubric, tier, step });
  contents.set(key, known);
  return known;
}
