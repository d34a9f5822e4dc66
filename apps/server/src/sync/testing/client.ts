/** A y-websocket client in a test's hand: a Y.Doc that speaks the protocol over a wire without a network. */
import {
  MESSAGE,
  readRefused,
  readSaved,
  readState,
  type DocumentName,
  type Refused,
  type RoomState,
  type Saved,
} from '@heping/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Wire } from '../connection.ts';
import { SYNC_STEP_1, SYNC_STEP_2, SYNC_UPDATE } from '../frames.ts';
import type { OpenCorridor, Seat } from '../house.ts';
import { until, visitorOf } from './world.ts';

export interface ClientOptions {
  readonly speaksOurs?: boolean;
  /** Starts from what an earlier client had, as a device does. */
  readonly doc?: Y.Doc;
  readonly clientId?: number;
}

/** Payloads of the frames that came in one write. */
function* unframe(bytes: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length;) {
    const short = view.getUint8(at + 1) & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    const length =
      short < 126 ? short : short === 126 ? view.getUint16(at + 2) : Number(view.getBigUint64(at + 2));
    yield bytes.subarray(at + head, at + head + length);
    at += head + length;
  }
}

export class Client {
  readonly person: string;
  readonly doc: Y.Doc;
  isSynced = false;
  ended: number | null = null;
  endReason = '';
  isPaused = false;
  /** Frames are taken by the network while this holds. */
  isReading = true;
  buffered = 0;
  bytesSent = 0;
  readonly saved: Saved[] = [];
  readonly refused: Refused[] = [];
  readonly states: RoomState[] = [];
  readonly updates: Uint8Array[] = [];
  readonly presence: { client: number; clock: number; state: unknown }[] = [];
  /** Document messages sent on this connection. */
  sent = 0;
  readonly #seat: Seat;
  readonly #unlisten: () => void;
  #held: Uint8Array[] = [];
  /** What went out and is still on its way; null while everything arrives at once. */
  #onTheWay: Uint8Array[] | null = null;

  constructor(
    corridor: OpenCorridor,
    person: string,
    document: DocumentName,
    { speaksOurs = true, doc, clientId }: ClientOptions = {},
  ) {
    this.person = person;
    this.doc = doc ?? new Y.Doc();
    if (clientId !== undefined) this.doc.clientID = clientId;
    const wire: Wire = {
      send: (frame) => this.#arrive(frame),
      close: (code, reason) => this.#end(code, reason),
      terminate: () => this.#end(1006, ''),
      pause: () => (this.isPaused = true),
      resume: () => (this.isPaused = false),
      ping: () => this.#seat.heard(),
      cork: () => undefined,
      uncork: () => undefined,
      buffered: 0,
    };
    Object.defineProperty(wire, 'buffered', { get: () => this.buffered });
    const seat = corridor.connect(wire, { visitor: visitorOf(person), cookie: person, document, speaksOurs });
    this.#seat = seat;
    const onUpdate = (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.sendUpdate(update);
    };
    this.doc.on('update', onUpdate);
    this.#unlisten = () => this.doc.off('update', onUpdate);
    this.send(message(SYNC_STEP_1, Y.encodeStateVector(this.doc)));
  }

  get isOpen(): boolean {
    return this.ended === null;
  }
  /** The last count that was acknowledged. */
  get acknowledged(): number {
    return this.saved.at(-1)?.messages ?? 0;
  }

  send(bytes: Uint8Array, isBinary = true): void {
    if (!this.isOpen) return;
    if (this.#onTheWay !== null && isBinary) {
      this.#onTheWay.push(bytes.slice());
      return;
    }
    this.#seat.receive(bytes.slice(), isBinary);
  }
  sendUpdate(update: Uint8Array): void {
    if (!this.isOpen) return;
    this.sent += 1;
    this.send(message(SYNC_UPDATE, update));
  }
  sendWhole(update: Uint8Array): void {
    if (!this.isOpen) return;
    this.sent += 1;
    this.send(message(SYNC_STEP_2, update));
  }
  say(
    state: unknown,
    { client = this.doc.clientID, clock = 1 }: { client?: number; clock?: number } = {},
  ): void {
    const body = encoding.createEncoder();
    encoding.writeVarUint(body, 1);
    encoding.writeVarUint(body, client);
    encoding.writeVarUint(body, clock);
    encoding.writeVarString(body, JSON.stringify(state));
    const outer = encoding.createEncoder();
    encoding.writeVarUint(outer, MESSAGE.awareness);
    encoding.writeVarUint8Array(outer, encoding.toUint8Array(body));
    this.send(encoding.toUint8Array(outer));
  }

  /** From here on the network takes what goes out and delivers nothing of it. */
  holdBack(): void {
    this.#onTheWay ??= [];
  }
  get isHeldBack(): boolean {
    return this.#onTheWay !== null;
  }
  /** What was held back arrives, in its order. */
  letGo(): void {
    const frames = this.#onTheWay ?? [];
    this.#onTheWay = null;
    for (const frame of frames) this.send(frame);
  }

  /** The network is cut; the document goes on. */
  cut(): void {
    if (!this.isOpen) return;
    this.ended = 1006;
    this.#unlisten();
    this.#seat.closed();
  }

  /** What was held back while the reader did not read. */
  readAgain(): void {
    this.isReading = true;
    const held = this.#held;
    this.#held = [];
    this.buffered = 0;
    for (const frame of held) this.#arrive(frame);
  }

  #end(code: number, reason: string): void {
    if (this.ended !== null) return;
    this.ended = code;
    this.endReason = reason;
    this.#unlisten();
    queueMicrotask(() => this.#seat.closed());
  }

  #arrive(frame: Uint8Array): void {
    if (!this.isOpen) return;
    this.bytesSent += frame.length;
    if (!this.isReading) {
      this.buffered += frame.length;
      this.#held.push(frame);
      return;
    }
    for (const payload of unframe(frame)) this.#read(payload);
  }

  #read(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE.sync:
        return this.#readSync(decoder);
      case MESSAGE.awareness: {
        const body = decoding.createDecoder(decoding.readVarUint8Array(decoder));
        for (let left = decoding.readVarUint(body); left > 0; left -= 1) {
          const client = decoding.readVarUint(body);
          const clock = decoding.readVarUint(body);
          this.presence.push({ client, clock, state: JSON.parse(decoding.readVarString(body)) });
        }
        return;
      }
      case MESSAGE.saved:
        this.saved.push(readSaved(decoder));
        return;
      case MESSAGE.refused:
        this.refused.push(readRefused(decoder));
        return;
      case MESSAGE.state:
        this.states.push(readState(decoder));
        return;
      default:
        throw new Error('the server sent a message of an unknown type');
    }
  }

  #readSync(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (kind === SYNC_STEP_1) return this.sendWhole(Y.encodeStateAsUpdate(this.doc, body));
    if (kind === SYNC_UPDATE) this.updates.push(body);
    Y.applyUpdate(this.doc, body, this);
    if (kind === SYNC_STEP_2) this.isSynced = true;
  }
}

export function message(kind: number, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, kind);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

/** Joins and waits until the content is there. */
export async function join(
  corridor: OpenCorridor,
  person: string,
  document: DocumentName,
  options?: ClientOptions,
): Promise<Client> {
  const client = new Client(corridor, person, document, options);
  await until(() => client.isSynced || !client.isOpen, `${person} synced`);
  return client;
}

/** Waits until everything this client sent is acknowledged. */
export const settled = (client: Client): Promise<void> =>
  until(() => {
    if (!client.isOpen)
      throw new Error(`${client.person} was shown out: ${client.ended} ${client.endReason}`);
    return client.acknowledged >= client.sent;
  }, `${client.person} saved`);

/** Waits until everything that was sent by those who are still in is judged and answered. */
export const quiet = (clients: readonly Client[]): Promise<void> =>
  until(
    () =>
      clients.every((client) => !client.isOpen || (client.isSynced && client.acknowledged >= client.sent)),
    'quiet',
  );

/** Waits until the client is shown out and answers with what. */
export async function ended(client: Client): Promise<number | null> {
  await until(() => !client.isOpen, `${client.person} shown out`);
  return client.ended;
}
