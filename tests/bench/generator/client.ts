/** One simulated participant: connects, asks for the state, answers the server's question, hears what comes. */
import { readSaved } from '@heping/protocol';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { framed, LeanSocket } from './socket.ts';
import { WIRES, type Protocol, type Wire } from './wire.ts';

const EMPTY_VECTOR = Y.encodeStateVector(new Y.Doc());
const EMPTY_UPDATE = Y.encodeStateAsUpdate(new Y.Doc());

export interface ClientOptions {
  readonly base: string;
  readonly protocol: Protocol;
  readonly room: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Called with every update or difference; the bytes are used again afterwards. */
  readonly heard?: (message: Buffer) => void;
  /** Called with how many of one's document messages are saved by now. */
  readonly saved?: (messages: number) => void;
  /** Keeps a document and applies everything to it. */
  readonly doc?: Y.Doc;
}

export class Client {
  readonly #options: ClientOptions;
  readonly #wire: Wire;
  readonly #socket: LeanSocket;
  readonly begunAt = performance.now();
  /** ms after `begunAt`; null before. */
  syncedAfter: number | null = null;
  /** Document messages sent: whole differences and updates. */
  sent = 0;
  refused = 0;
  #savedOneByOne = 0;
  readonly synced: Promise<void>;
  readonly ended: Promise<void>;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#wire = WIRES[options.protocol];
    const synced = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    this.synced = synced.promise;
    this.ended = ended.promise;
    const isSynced = () => {
      this.syncedAfter ??= performance.now() - this.begunAt;
      synced.resolve();
    };
    this.#socket = new LeanSocket(new URL(this.#wire.path(options.room), options.base), options.headers, {
      opened: () => {
        if (!this.#wire.hasSync) return isSynced();
        for (const message of this.#wire.greeting(options.room)) this.#socket.write(framed(message));
        const vector = options.doc === undefined ? EMPTY_VECTOR : Y.encodeStateVector(options.doc);
        this.#socket.write(framed(this.#wire.sync(options.room, 0, vector)));
      },
      message: (bytes, from, to) => this.#hear(bytes.subarray(from, to), isSynced),
      closed: (code, reason) => {
        synced.reject(new Error(`${options.room}: the connection ended with ${code} ${reason}`));
        ended.resolve();
      },
    });
    // Whoever connects waits for it; afterwards a cut shows in what is missing.
    this.synced.catch(() => undefined);
  }

  get isOpen(): boolean {
    return this.#socket.isOpen;
  }

  /** An update, masked and framed ahead of time. */
  frameOf(update: Uint8Array): Buffer {
    return framed(this.#wire.sync(this.#options.room, 2, update));
  }

  write(frame: Buffer): void {
    this.sent += 1;
    this.#socket.write(frame);
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.ended;
  }

  #hear(message: Buffer, isSynced: () => void): void {
    const { kind, body } = this.#wire.read(message);
    if (kind === 'update' || kind === 'difference') {
      this.#options.heard?.(message);
      if (this.#options.doc !== undefined)
        Y.applyUpdate(this.#options.doc, decoding.readVarUint8Array(body), this);
      if (kind === 'difference') isSynced();
    } else if (kind === 'question') {
      const { doc, room } = this.#options;
      const difference =
        doc === undefined ? EMPTY_UPDATE : Y.encodeStateAsUpdate(doc, decoding.readVarUint8Array(body));
      this.write(framed(this.#wire.sync(room, 1, difference)));
    } else if (kind === 'saved') this.#hearSaved(body);
    else if (kind === 'refused') this.refused += 1;
  }

  /** Ours tells how many are saved by now; Hocuspocus tells of each. */
  #hearSaved(body: decoding.Decoder): void {
    if (this.#options.protocol === 'heping') this.#options.saved?.(readSaved(body).messages);
    else this.#options.saved?.((this.#savedOneByOne += 1));
  }
}

/** Connects everybody, so many at a time, and waits until all are synced. */
export async function connectAll(
  count: number,
  atOnce: number,
  make: (index: number) => Client,
): Promise<Client[]> {
  const clients: Client[] = [];
  const work = Array.from({ length: Math.min(atOnce, count) }, async () => {
    while (clients.length < count) {
      const client = make(clients.length);
      clients.push(client);
      await client.synced;
    }
  });
  await Promise.all(work);
  return clients;
}
