/** The corridor itself: all queues of this process, their connections, and the one clock that ticks for them. */
import type { Campaign, Store } from '@heping/db';
import { ENDINGS, LIMITS, type DocumentName, type Ending } from '@heping/protocol';
import type { Role, Rubric } from '@heping/scoring';
import type * as Y from 'yjs';
import { panelColors, personRef } from '../people/person-ref.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { Accounts } from './accounts.ts';
import { Beat } from './beat.ts';
import { Commits } from './commits.ts';
import { Connection, type Wire } from './connection.ts';
import type { Corridor } from './corridor.ts';
import { Crowd } from './crowd.ts';
import { EvaluationQueue } from './evaluation-queue.ts';
import type { House, InOrder } from './queue-house.ts';
import { mayOpen } from './rights.ts';
import type { Room } from './room.ts';
import { readSetting } from './setting.ts';
import { Storage } from './storage.ts';
import { Turnstile } from './turnstile.ts';
import { Whereabouts } from './whereabouts.ts';

export interface HouseOptions {
  readonly store: Store;
  clock(): number;
  rubricOf(campaign: Campaign): Rubric;
  /** What somebody is to an evaluation; null when it is not there or not theirs to see. */
  rolesOf(evaluationId: string, visitor: Visitor): Promise<readonly Role[] | null>;
  /** The visitor behind a cookie, if the session still holds. Does not count as activity. */
  visitorOf(cookie: string | undefined): Promise<Visitor | null>;
  /** Somebody worked on a socket: the session goes on. */
  touch(tokenHash: string): Promise<void>;
  /** A fault: logged with where, and who goes on is not concerned. */
  fault(error: unknown, where: string): void;
  /** A ballot has something new that is durable: for projections. */
  ballotKept(ballot: KeptBallot): void;
  /** How long a room stays after the last has left, ms. */
  readonly idleMs?: number;
  /** Between two rounds of messages, ms. [EQ7] */
  readonly beatMs?: number;
}

/** A ballot that changed, as projections see it. */
export interface KeptBallot {
  readonly evaluation: string;
  readonly name: string;
  readonly rubric: Rubric;
  /** Reads it in the queue's order, so that all of it is durable; null when it is not in memory any more. */
  read<T>(reader: (ballot: { readonly doc: Y.Doc; readonly seq: number }) => T): Promise<T | null>;
}

export interface Guest {
  readonly visitor: Visitor;
  readonly cookie: string | undefined;
  readonly document: DocumentName;
  readonly speaksOurs: boolean;
}

/** A socket's two ends: what it has to tell us. */
export interface Seat {
  receive(bytes: Uint8Array, isBinary: boolean): void;
  heard(): void;
  overflow(): void;
  closed(): void;
}

/** Somebody who is being let in. Doubted: something changed about them meanwhile, and it is asked again. [AU4] */
interface Knock {
  readonly personId: string;
  isDoubted: boolean;
}

interface Live {
  readonly connection: Connection;
  readonly queue: EvaluationQueue;
  readonly cookie: string | undefined;
  checkedAt: number;
}

/** An update waits half of it on average; much shorter, and commits cost more than what they keep (decision 7). */
const BEAT_MS = 7;
const TICK_MS = 1_000;
const IDLE_MS = 45_000;
const CHECK_MS = 60_000;
/** Served at once after a restart, when everybody comes; the others wait. [SO13] */
const MOST_JOINING = 64;
/** A socket that is let in while much is asked of us is read only then; this is for what slips through. */
const EARLY = { messages: 64, bytes: 5 << 20 } as const;

/** Corridor with its doors: what sockets.ts opens onto. */
export interface OpenCorridor extends Corridor {
  connect(wire: Wire, guest: Guest): Seat;
  /** Sockets of a person, or of one of their sessions, end with `signed-out`. */
  signOut(personId: string, tokenHash?: string): void;
  readonly connectionCount: number;
  readonly roomCount: number;
  /** The document as it is in memory, if it is; for tests. */
  peek(evaluationId: string, name: string): Room<Connection> | undefined;
}

export function openCorridor(options: HouseOptions): OpenCorridor {
  return new TheHouse(options);
}

class TheHouse implements OpenCorridor, House {
  readonly store: Store;
  readonly commits: Commits;
  readonly storage: Storage;
  readonly beat: Beat;
  readonly accounts = new Accounts();
  readonly whereabouts = new Whereabouts(() => this.ticks());
  readonly #options: HouseOptions;
  readonly #queues = new Map<string, Promise<EvaluationQueue | undefined>>();
  readonly #ready = new Map<string, EvaluationQueue>();
  readonly #people = new Map<string, Set<Live>>();
  readonly #entering = new Set<Knock>();
  readonly #lives = new Map<Connection, Live>();
  readonly #joins = new Turnstile(MOST_JOINING);
  /** Sockets of a person until they are gone: waiting to be let in, in, or told to go. [SO11] */
  readonly #crowd = new Crowd(LIMITS.socketsPerPerson);
  readonly #ticking: NodeJS.Timeout;
  #isClosing = false;

  constructor(options: HouseOptions) {
    this.#options = options;
    this.store = options.store;
    this.beat = new Beat(options.beatMs ?? BEAT_MS, () => this.ticks());
    this.commits = new Commits(options.store);
    this.storage = new Storage(options.store, () => this.#storageChanged());
    this.#ticking = setInterval(() => this.#tick(), TICK_MS).unref();
  }

  clock(): number {
    return this.#options.clock();
  }
  ticks(): number {
    return performance.now();
  }
  rubricOf(campaign: Campaign): Rubric {
    return this.#options.rubricOf(campaign);
  }
  fault(error: unknown, where: string): void {
    this.#options.fault(error, where);
  }

  // queues

  #queue(evaluationId: string): Promise<EvaluationQueue | undefined> {
    const known = this.#queues.get(evaluationId);
    if (known !== undefined) return known;
    const opening = readSetting(this.store, evaluationId).then(
      (setting) => {
        if (setting === undefined) {
          this.#queues.delete(evaluationId);
          return undefined;
        }
        const queue = new EvaluationQueue(this, setting);
        this.#ready.set(evaluationId, queue);
        return queue;
      },
      (error: unknown) => {
        this.#queues.delete(evaluationId);
        throw error;
      },
    );
    this.#queues.set(evaluationId, opening);
    return opening;
  }

  // commands

  async command<T>(evaluationId: string, work: Parameters<Corridor['command']>[1]): Promise<T> {
    if (this.#isClosing) throw new Error('the corridor is closed');
    const queue = await this.#queue(evaluationId);
    if (queue === undefined) throw new Error(`evaluation ${evaluationId} does not exist`);
    // Safe: the caller's T is what its own work answers.
    return queue.command(work) as Promise<T>;
  }

  // connections

  connect(wire: Wire, guest: Guest): Seat {
    // Nothing is read before somebody is let in.
    wire.pause();
    let connection: Connection | null = null;
    let isGone = false;
    let early: { bytes: Uint8Array; isBinary: boolean }[] = [];
    let earlyBytes = 0;
    const { personId } = guest.visitor;
    const isRoom = this.#crowd.enter(personId);
    const join = async () => {
      if (!isRoom) return wire.close(ENDINGS['too-fast'].code, 'too-fast');
      const admitted = await this.#joins.pass(() => this.#admit(wire, guest, () => isGone));
      if (admitted === null) return;
      connection = admitted;
      for (const { bytes, isBinary } of early) connection.receive(bytes, isBinary, this.ticks());
      early = [];
      connection.listen();
    };
    join().catch((error: unknown) => {
      this.fault(error, `joining ${guest.document.kind}:${guest.document.evaluation}`);
      if (!isGone) wire.close(ENDINGS.storage.code, 'storage');
    });
    return {
      receive: (bytes, isBinary) => {
        if (connection !== null) return connection.receive(bytes, isBinary, this.ticks());
        earlyBytes += bytes.length;
        if (early.length >= EARLY.messages || earlyBytes > EARLY.bytes) return wire.terminate();
        early.push({ bytes, isBinary });
      },
      heard: () => connection?.heard(this.ticks()),
      overflow: () => connection?.overflow(),
      closed: () => {
        if (!isGone) this.#crowd.leave(personId);
        isGone = true;
        if (connection === null) return;
        this.#forget(connection);
        connection.closed();
      },
    };
  }

  /** Null when the guest was shown out. */
  async #admit(wire: Wire, guest: Guest, isGone: () => boolean): Promise<Connection | null> {
    const { document } = guest;
    const showOut = (ending: Ending) => {
      if (!isGone()) wire.close(ENDINGS[ending].code, ending);
      return null;
    };
    if (isGone()) return null;
    if (this.#isClosing) return showOut('restart');
    const queue = await this.#queue(document.evaluation);
    if (queue === undefined) return showOut('not-found');
    return queue.turn(async () => {
      const knock: Knock = { personId: guest.visitor.personId, isDoubted: false };
      // Found by a sign-out from here on; what came before it is asked now.
      this.#entering.add(knock);
      const answer = await this.#open(wire, guest, queue, knock, isGone).finally(() =>
        this.#entering.delete(knock),
      );
      return typeof answer === 'string' ? showOut(answer) : answer;
    });
  }

  /** Lets somebody in, in the queue's turn; or says with what they are shown out, null when they are gone. */
  async #open(
    wire: Wire,
    { visitor: known, document, speaksOurs, cookie }: Guest,
    queue: EvaluationQueue,
    knock: Knock,
    isGone: () => boolean,
  ): Promise<Connection | Ending | null> {
    const { visitorOf, rolesOf } = this.#options;
    if (isGone()) return null;
    const visitor = await visitorOf(cookie);
    if (visitor === null || visitor.personId !== known.personId) return 'signed-out';
    const { personId } = visitor;
    const roles = await rolesOf(queue.id, visitor);
    if (roles === null || !mayOpen(document, { personId, roles }, queue.phase)) return 'not-found';
    const room = await queue.room(document);
    if (room === undefined) return 'not-found';
    if (isGone()) return null;
    if (this.#isClosing) return 'restart';
    if (room.connections.size >= LIMITS.socketsPerDocument) return 'too-fast';
    const person = this.#present(visitor, queue);
    const now = this.ticks();
    const { accounts } = this;
    const connection = new Connection({ wire, visitor, person, roles, room, speaksOurs, accounts, now });
    const live: Live = { connection, queue, cookie, checkedAt: now };
    while (knock.isDoubted && !connection.isEnded) {
      knock.isDoubted = false;
      await this.#check(live);
    }
    if (isGone() || connection.isEnded) return null;
    const own = this.#people.get(personId) ?? new Set<Live>();
    own.add(live);
    this.#people.set(personId, own);
    this.#lives.set(connection, live);
    queue.admit(connection);
    return connection;
  }

  #present({ personId, name, nameEn }: Visitor, { seats }: EvaluationQueue) {
    const colors = seats.includes(personId) ? panelColors(seats) : undefined;
    return personRef({ id: personId, name, nameEn }, colors);
  }

  #forget(connection: Connection): void {
    const live = this.#lives.get(connection);
    if (live === undefined) return;
    this.#lives.delete(connection);
    const own = this.#people.get(connection.person.id);
    own?.delete(live);
    if (own?.size === 0) this.#people.delete(connection.person.id);
  }

  get connectionCount(): number {
    return this.#lives.size;
  }
  get roomCount(): number {
    return [...this.#ready.values()].reduce((sum, { rooms }) => sum + rooms.size, 0);
  }
  peek(evaluationId: string, name: string): Room<Connection> | undefined {
    return this.#ready.get(evaluationId)?.rooms.get(name);
  }

  #doubt(personId: string): void {
    for (const knock of this.#entering) if (knock.personId === personId) knock.isDoubted = true;
  }

  signOut(personId: string, tokenHash?: string): void {
    this.#doubt(personId);
    for (const { connection } of [...(this.#people.get(personId) ?? [])]) {
      if (tokenHash === undefined || connection.visitor.tokenHash === tokenHash) connection.end('signed-out');
    }
  }

  async revalidate(personId: string): Promise<void> {
    this.#doubt(personId);
    await Promise.all([...(this.#people.get(personId) ?? [])].map((live) => this.#check(live)));
  }

  /** Whether a session and its roles still hold; whoever lost them is shown out. [AU4] */
  async #check(live: Live): Promise<void> {
    const { connection, queue, cookie } = live;
    live.checkedAt = this.ticks();
    if (connection.isEnded) return this.#forget(connection);
    const visitor = await this.#options.visitorOf(cookie);
    if (visitor === null) return connection.end('signed-out');
    const roles = await this.#options.rolesOf(queue.id, visitor);
    if (roles === null) return connection.end('not-found');
    connection.roles = roles;
    if (!connection.isEnded) queue.weigh(connection, this.ticks());
    if (!connection.isActive) return;
    connection.isActive = false;
    await this.#options.touch(visitor.tokenHash);
  }

  // what is told

  ballotKept(queue: InOrder, room: Room<Connection>): void {
    this.#options.ballotKept({
      evaluation: queue.id,
      name: room.name,
      rubric: queue.rubric,
      read: (reader) => queue.turn(async () => (room.isDropped ? null : reader(room))),
    });
  }

  #storageChanged(): void {
    for (const queue of this.#ready.values()) {
      if (this.storage.isFull) queue.tellState();
      else queue.resume();
    }
  }

  #tick(): void {
    const now = this.ticks();
    this.accounts.refill();
    for (const live of [...this.#lives.values()]) {
      const { connection, queue } = live;
      if (connection.tick(now, () => queue.stateFor(connection))) queue.catchUp(connection);
      if (connection.isEnded) this.#forget(connection);
      else if (now - live.checkedAt >= CHECK_MS) {
        this.#check(live).catch((error: unknown) => this.fault(error, 'checking a session'));
      }
    }
    const idleBefore = now - (this.#options.idleMs ?? IDLE_MS);
    for (const [id, queue] of this.#ready) {
      queue.unloadIdle(idleBefore);
      if (!queue.isIdle) continue;
      this.#ready.delete(id);
      this.#queues.delete(id);
    }
    if (this.storage.isFull) this.storage.probe().catch((error: unknown) => this.fault(error, 'storage'));
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#ticking);
    const drain = () =>
      Promise.all([...this.#ready.values()].map((queue) => queue.turn(async () => undefined)));
    // What was taken in before is judged, kept and acknowledged.
    await drain();
    for (const { connection } of [...this.#lives.values()]) connection.end('restart');
    await drain();
    await this.commits.drain();
  }
}
