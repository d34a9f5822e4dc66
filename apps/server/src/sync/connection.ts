/** One sync socket: reads frames, keeps to the limits, and never queues more than it may for a slow reader. [SO1–SO12] */
import {
  ENDINGS,
  LIMITS,
  MESSAGE,
  refusal,
  writeRefused,
  writeSaved,
  writeState,
  type Ending,
  type Refusal,
  type Refused,
  type RoomState,
} from '@heping/protocol';
import type { Role } from '@heping/scoring';
import type { Visitor } from '../sessions/sessions.ts';
import type { Accounts } from './accounts.ts';
import {
  bodyOf,
  frame,
  KEEP_ALIVE,
  QUERY_AWARENESS,
  step1Frame,
  SYNC_STEP_1,
  SYNC_STEP_2,
  SYNC_UPDATE,
} from './frames.ts';
import { Pace } from './pace.ts';
import { readSaid, type PresentPerson, type Said } from './presence.ts';
import type { Room } from './room.ts';

/** What a connection needs of its socket. */
export interface Wire {
  /** Writes a whole frame. */
  send(frame: Uint8Array): void;
  close(code: number, reason: string): void;
  /** Cuts it without a word. */
  terminate(): void;
  pause(): void;
  resume(): void;
  ping(): void;
  /** What is sent in between leaves in one write. */
  cork(): void;
  uncork(): void;
  /** Bytes written and not yet taken by the network. */
  readonly buffered: number;
}

export type Message =
  | { readonly kind: 'ask'; readonly stateVector: Uint8Array }
  | {
      readonly kind: 'update';
      readonly bytes: Uint8Array;
      readonly isWhole: boolean;
      readonly number: number;
    };

/** Where a connection hands on what it read. */
export interface Inbox {
  message(connection: Connection, message: Message): void;
  said(connection: Connection, said: readonly Said[]): void;
  everybody(connection: Connection): void;
  left(connection: Connection): void;
}

export interface ConnectionOptions {
  readonly wire: Wire;
  readonly visitor: Visitor;
  readonly person: PresentPerson;
  readonly roles: readonly Role[];
  readonly room: Room<Connection>;
  /** Asked for our own messages with `?v=2`. [MS1] */
  readonly speaksOurs: boolean;
  readonly accounts: Accounts;
  readonly now: number;
}

/** What a message about oneself costs in steps, and what reading it does. [SO6] */
const SAYING = 10;
const SAID_BYTES_PER_STEP = 6;
/** Waiting to be judged: beyond it the socket is not read. [SO7] */
const WAITING = { messages: 64, bytes: 1 << 20 } as const;
const SOFT = { most: 20, withinMs: 10_000 } as const;
const STEP_1_PER_MINUTE = 20;
const PING_MS = 15_000;
const SILENT_MS = 30_000;
const STATE_MS = 10_000;
const LAGGING_MS = 30_000;

export class Connection {
  readonly visitor: Visitor;
  readonly person: PresentPerson;
  readonly room: Room<Connection>;
  readonly speaksOurs: boolean;
  roles: readonly Role[];
  /** Has been told what is there; before that nothing is sent on to it. [SO3] */
  isSynced = false;
  isEnded = false;
  /** The server turned it away: what still waits of it is not looked at. What a person sent before leaving is. [SO10] */
  isShut = false;
  /** Document messages taken in so far, and those that are judged. [MS2] */
  #received = 0;
  judged = 0;
  /** Asked for the whole difference, and it has not come yet. [SO5] */
  awaitsWhole = true;
  /** Something was left out that the whole difference will bring again: nothing is acknowledged until then. */
  hasDropped = false;
  asks = 0;
  totalAsks = 0;
  /** Wrote or looked something up since the session was last renewed. */
  isActive = false;
  /** Reader is behind: what it had when it fell back. */
  lag: ReadonlyMap<number, number> | null = null;

  readonly #wire: Wire;
  readonly #accounts: Accounts;
  #inbox: Inbox | null = null;
  #waitingMessages = 0;
  #waitingBytes = 0;
  /** As it comes: nothing is read before somebody is let in. */
  #isPaused = true;
  readonly #pace = new Pace();
  #softs: number[] = [];
  #asked: number[] = [];
  #hasSentWhole = false;
  #lagSince = 0;
  #heardAt: number;
  #pingedAt: number;
  #sentAt: number;
  #statedAt: number;

  constructor({ wire, visitor, person, roles, room, speaksOurs, accounts, now }: ConnectionOptions) {
    this.#wire = wire;
    this.#accounts = accounts;
    this.visitor = visitor;
    this.person = person;
    this.roles = roles;
    this.room = room;
    this.speaksOurs = speaksOurs;
    this.#heardAt = this.#pingedAt = this.#sentAt = this.#statedAt = now;
  }

  /** Let in, and what came early is taken: from here on the socket is read, unless the person is in debt. */
  listen(): void {
    this.#pauseOrResume();
  }

  /** From here on frames are taken. */
  open(inbox: Inbox): void {
    this.#inbox = inbox;
  }

  // in

  /** A frame has come. Whatever is wrong with it ends this connection and nothing else. [SO1, SO2] */
  receive(bytes: Uint8Array, isBinary: boolean, now: number): void {
    if (this.isEnded || this.#inbox === null) return;
    this.#heardAt = now;
    this.#pace.spend(bytes.length);
    if (isBinary) this.#read(this.#inbox, bytes, now);
    else this.refuse(refusal('MALFORMED'));
    this.#pauseOrResume();
  }

  #read(inbox: Inbox, bytes: Uint8Array, now: number): void {
    const type = bytes[0];
    if (type === MESSAGE.sync) return this.#receiveSync(inbox, bytes, now);
    if (bytes.length > LIMITS.frame) return this.#tooLarge(LIMITS.frame);
    if (type === MESSAGE.awareness) {
      this.owe(SAYING + Math.ceil(bytes.length / SAID_BYTES_PER_STEP));
      const body = bodyOf(bytes, 1);
      const said = body === undefined ? undefined : readSaid(body);
      return said === undefined ? this.refuse(refusal('MALFORMED')) : inbox.said(this, said);
    }
    if (type === QUERY_AWARENESS && bytes.length === 1) return inbox.everybody(this);
    this.refuse(refusal('MALFORMED'));
  }

  #receiveSync(inbox: Inbox, bytes: Uint8Array, now: number): void {
    const kind = bytes[1];
    const isWhole = kind === SYNC_STEP_2;
    // What was written offline comes as one difference, once. [SO4]
    const limit = isWhole && (!this.#hasSentWhole || this.awaitsWhole) ? LIMITS.firstSync : LIMITS.frame;
    if (bytes.length > limit) return this.#tooLarge(limit);
    const body = bodyOf(bytes, 2);
    if (body === undefined) return this.refuse(refusal('MALFORMED'));
    if (kind === SYNC_STEP_1) {
      if (body.length > LIMITS.stateVector) return this.#tooLarge(LIMITS.stateVector);
      this.#asked = [...this.#asked.filter((at) => at > now - 60_000), now];
      if (this.#asked.length > STEP_1_PER_MINUTE) return this.end('too-fast');
      this.#wait(body.length);
      return inbox.message(this, { kind: 'ask', stateVector: body });
    }
    if (!isWhole && kind !== SYNC_UPDATE) return this.refuse(refusal('MALFORMED'));
    if (isWhole) this.#hasSentWhole = true;
    this.#received += 1;
    this.isActive = true;
    this.#wait(body.length);
    inbox.message(this, { kind: 'update', bytes: body, isWhole, number: this.#received });
  }

  #tooLarge(limit: number): void {
    this.#tell({ soft: false, refusal: refusal('TOO_LARGE', { limit }) });
    this.end('too-large');
  }

  /** The socket itself had to give up: a frame over what may be announced at all. */
  overflow(): void {
    this.#tooLarge(LIMITS.firstSync);
  }

  heard(now: number): void {
    this.#heardAt = now;
  }

  #wait(bytes: number): void {
    this.#waitingMessages += 1;
    this.#waitingBytes += bytes;
  }

  /** A message has left the queue. */
  taken(bytes: number): void {
    this.#waitingMessages -= 1;
    this.#waitingBytes -= bytes;
    if (this.#isPaused) this.#pauseOrResume();
  }

  /** What it cost to let in what came: little bytes may cost much. [SO6] */
  cost(steps: number): void {
    if (steps === 0) return;
    this.owe(steps);
    // What was read before the pause is judged all the same, but not for ever.
    if (this.#accounts.isOverdrawn(this.person.id)) this.end('too-fast');
  }

  /** What a question or a word about oneself cost: it is answered all the same, and nothing more is read until it is paid. [SO6] */
  owe(steps: number): void {
    this.#accounts.charge(this.person.id, steps);
    this.#pauseOrResume();
  }

  get #isOverRate(): boolean {
    return this.#pace.isOver || this.#accounts.isInDebt(this.person.id);
  }

  #pauseOrResume(): void {
    const shouldPause =
      this.#isOverRate || this.#waitingMessages > WAITING.messages || this.#waitingBytes > WAITING.bytes;
    if (shouldPause === this.#isPaused || this.isEnded) return;
    this.#isPaused = shouldPause;
    if (shouldPause) this.#wire.pause();
    else this.#wire.resume();
  }

  /** Whether one soft refusal more is one too many. [SR6] */
  isPutRightTooOften(now: number): boolean {
    return this.#softs.filter((at) => at > now - SOFT.withinMs).length >= SOFT.most;
  }
  notePutRight(now: number): void {
    this.#softs = [...this.#softs.slice(-SOFT.most), now];
  }

  // out

  #write(bytes: Uint8Array): void {
    if (this.isEnded) return;
    // One large answer is no sign that nobody reads: only who is behind already can be too far behind.
    const { buffered } = this.#wire;
    if (buffered > LIMITS.lagging && buffered + bytes.length > LIMITS.stalled) return this.#cut();
    this.#wire.send(bytes);
  }

  /** What became durable in the room; kept back from a reader who lags. [SO9] */
  pass(bytes: Uint8Array, before: ReadonlyMap<number, number>, now: number): void {
    if (!this.isSynced || this.lag !== null || this.isEnded) return;
    const { buffered } = this.#wire;
    if (buffered > 0 && buffered + bytes.length > LIMITS.lagging) {
      this.lag = before;
      this.#lagSince = now;
      return;
    }
    this.#sentAt = now;
    this.#wire.send(bytes);
  }

  /** An answer to what the connection asked. */
  answer(bytes: Uint8Array, now: number): void {
    this.#sentAt = now;
    this.#write(bytes);
  }

  /** Whatever is said in `work` leaves in one write. */
  together(work: () => void): void {
    this.#wire.cork();
    try {
      work();
    } finally {
      this.#wire.uncork();
    }
  }

  passPresence(bytes: Uint8Array, now: number): void {
    if (!this.isSynced || this.lag !== null || this.#wire.buffered > LIMITS.lagging) return;
    this.#sentAt = now;
    this.#write(bytes);
  }

  askForWhole(stateVector: Uint8Array, now: number): void {
    this.awaitsWhole = true;
    this.answer(step1Frame(stateVector), now);
  }

  saved(clocks: readonly { clientId: number; clock: number }[]): void {
    if (this.speaksOurs) this.#write(frame(writeSaved({ messages: this.judged, clocks })));
  }

  state(state: RoomState, now: number): void {
    this.#statedAt = now;
    if (this.speaksOurs) this.#write(frame(writeState(state)));
  }

  #tell(refused: Refused): void {
    if (this.speaksOurs) this.#write(frame(writeRefused(refused)));
  }
  /** A value was put right. */
  putRight(refused: Refused): void {
    this.#tell(refused);
  }

  /** A hard refusal: nothing of this connection is looked at any more. [SO10] */
  refuse(why: Refusal): void {
    if (this.isEnded) return;
    this.#tell({ soft: false, refusal: why });
    this.end('refused', why.code);
  }

  end(ending: Ending, reason: string = ending): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.isShut = true;
    this.#wire.close(ENDINGS[ending].code, reason);
    this.#leave();
  }

  /** The socket is gone. */
  closed(): void {
    this.isEnded = true;
    this.#leave();
  }

  #cut(): void {
    this.isEnded = true;
    this.#wire.terminate();
    this.#leave();
  }

  #leave(): void {
    const inbox = this.#inbox;
    this.#inbox = null;
    inbox?.left(this);
  }

  /** Once a second. True when a reader who lagged can be told what it missed. [SO6–SO9] */
  tick(now: number, state: () => RoomState): boolean {
    if (this.isEnded) return false;
    this.#refill(now);
    if (this.isEnded) return false;
    if (now - this.#heardAt > SILENT_MS && !this.#isPaused) {
      this.#cut();
      return false;
    }
    if (now - this.#pingedAt >= PING_MS) {
      this.#pingedAt = now;
      this.#wire.ping();
    }
    if (this.isSynced && now - this.#statedAt >= STATE_MS) {
      this.state(state(), now);
      if (!this.speaksOurs && now - this.#sentAt >= STATE_MS && this.lag === null) this.#write(KEEP_ALIVE);
    }
    if (this.lag === null) return false;
    if (now - this.#lagSince > LAGGING_MS) {
      this.end('too-fast', 'reads too slowly');
      return false;
    }
    return this.#wire.buffered < LIMITS.lagging / 4;
  }

  #refill(now: number): void {
    if (this.#pace.isFlood(this.#isOverRate, now)) return this.end('too-fast');
    this.#pace.refill();
    this.#pauseOrResume();
  }
}
