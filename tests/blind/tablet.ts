/** Somebody's page with one document open, over a real socket: everything it is told is written down. */
import { MESSAGE, readRefused, readSaved, readState, type Refused, type RoomState } from '@heping/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { message } from '../../apps/server/src/sync/testing/client.ts';
import type { Ear } from './ear.ts';

/** Roots of a ballot: in what is synced of any other document they would be somebody's scores. */
const BALLOT_ROOTS = ['scores', 'recusals', 'remark:'].map((root) => Buffer.from(root));

export interface TabletOptions {
  readonly origin: string;
  readonly cookie: string | undefined;
  readonly name: string;
  readonly ear: Ear;
  /** Whether the document is the reader's own ballot. */
  readonly isOwnBallot: boolean;
  readonly speaksOurs?: boolean;
}

export class Tablet {
  readonly name: string;
  readonly speaksOurs: boolean;
  readonly doc = new Y.Doc();
  ended: number | null = null;
  isSynced = false;
  sent = 0;
  acknowledged = 0;
  clock = 0;
  readonly refused: Refused[] = [];
  readonly states: RoomState[] = [];
  readonly #options: TabletOptions;
  #socket: WebSocket | null = null;

  constructor(options: TabletOptions) {
    this.name = options.name;
    this.speaksOurs = options.speaksOurs ?? true;
    this.#options = options;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#sendChange(2, update);
    });
    this.connect();
  }

  get isOpen(): boolean {
    return this.ended === null;
  }
  get isSettled(): boolean {
    return this.ended !== null || (this.isSynced && this.acknowledged >= this.sent);
  }

  /** Again, with what was written meanwhile. */
  connect(): void {
    const { origin, cookie, name, ear } = this.#options;
    const { speaksOurs } = this;
    const where = `${speaksOurs ? '' : 'stock '}socket ${name}`;
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/sync/${name}${speaksOurs ? '?v=2' : ''}`, {
      headers: { origin, ...(cookie === undefined ? {} : { cookie }) },
    });
    this.#socket = socket;
    this.ended = null;
    this.isSynced = false;
    this.sent = 0;
    this.acknowledged = 0;
    const isThis = () => this.#socket === socket;
    socket.on('upgrade', ({ rawHeaders }) => ear.hear(where, rawHeaders.join('\n')));
    socket.on('unexpected-response', (request, response) => {
      ear.hear(where, [response.statusCode, ...response.rawHeaders].join('\n'));
      request.destroy();
      if (isThis()) this.ended = response.statusCode ?? 0;
    });
    socket.on('error', () => undefined);
    socket.on('ping', (data) => ear.hear(where, data));
    socket.on('close', (code, reason) => {
      ear.hear(where, reason);
      if (isThis()) this.ended ??= code;
    });
    socket.on('open', () => socket.send(message(0, Y.encodeStateVector(this.doc))));
    // Safe: ws hands out one Buffer a message unless told otherwise.
    socket.on('message', (data: Buffer) => {
      ear.hear(where, data);
      if (isThis()) this.#read(new Uint8Array(data));
    });
  }

  /** The network is cut; one writes on. */
  cut(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.ended = 1006;
    socket?.terminate();
  }

  /** Says goodbye, and waits until the server has heard it. */
  leave(): Promise<void> {
    const socket = this.#socket;
    if (socket === null || socket.readyState === WebSocket.CLOSED) return Promise.resolve();
    return new Promise((resolve) => {
      socket.once('close', () => resolve());
      socket.close();
    });
  }

  /** Presence, as a page or anybody else would say it. */
  say(state: unknown): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    const body = encoding.createEncoder();
    encoding.writeVarUint(body, 1);
    encoding.writeVarUint(body, this.doc.clientID);
    encoding.writeVarUint(body, (this.clock += 1));
    encoding.writeVarString(body, JSON.stringify(state));
    const outer = encoding.createEncoder();
    encoding.writeVarUint(outer, MESSAGE.awareness);
    encoding.writeVarUint8Array(outer, encoding.toUint8Array(body));
    this.#socket.send(encoding.toUint8Array(outer));
  }

  #sendChange(kind: number, body: Uint8Array): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.sent += 1;
    this.#socket.send(message(kind, body));
  }

  #read(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.saved) this.acknowledged = readSaved(decoder).messages;
    if (type === MESSAGE.refused) this.refused.push(readRefused(decoder));
    if (type === MESSAGE.state) this.states.push(readState(decoder));
    if (type !== MESSAGE.sync) return;
    const { isOwnBallot, ear } = this.#options;
    if (!isOwnBallot && BALLOT_ROOTS.some((root) => Buffer.from(bytes).includes(root)))
      ear.scores.push(`a ballot's root in ${this.name}`);
    const kind = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (kind === 0) return this.#sendChange(1, Y.encodeStateAsUpdate(this.doc, body));
    Y.applyUpdate(this.doc, body, this);
    if (kind === 1) this.isSynced = true;
  }
}
