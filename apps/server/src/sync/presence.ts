/**
 * Who is where in one document: a plain table, without the timers of y-protocols. Name, colour and clock are the
 * server's; a connection speaks for one client id, and only for that. [PR1–PR6]
 */
import { LIMITS, type Presence } from '@heping/protocol';
import { isCaret } from './caret.ts';
import type { Content } from './judges.ts';
import { presenceFrame, type PresenceEntry } from './frames.ts';

export interface PresentPerson {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly color: string;
}

/** A connection as presence sees it. */
export interface Speaker {
  readonly person: PresentPerson;
}

interface Entry {
  readonly speaker: Speaker;
  clock: number;
  state: string;
}

/**
 * The frame for a connection that speaks for this client id: without what it said itself, which would put an older state
 * in the place of the one it has by now. Null when there is nothing else. [PR6]
 */
type FrameFor = (own: number | undefined) => Uint8Array | null;

/** An entry of an incoming awareness message. */
export interface Said {
  readonly client: number;
  /** JSON, as it came: only what somebody says of themselves is ever read. */
  readonly text: string;
}

const FIELD = /^[a-z]{1,20}(?::[\w.-]{1,60})?$/;

/** Where somebody can be in a document. */
type Whereabouts = Pick<Content, 'isPlace' | 'mayHoldCaret'>;

/** How a connection is listened to. */
export interface Hearing {
  readonly now: number;
  /** Whether a client id can be this connection's. */
  mayClaim(client: number): boolean;
  /** Only who writes has a field and a caret. [PR8] */
  readonly mayWrite: boolean;
}

export class PresenceTable {
  readonly #entries = new Map<number, Entry>();
  readonly #clients = new Map<Speaker, number>();
  readonly #changed = new Set<number>();
  readonly #gone: PresenceEntry[] = [];
  readonly #content: Whereabouts;

  constructor(content: Whereabouts) {
    this.#content = content;
  }

  /** The client id a connection speaks for. */
  clientOf(speaker: Speaker): number | undefined {
    return this.#clients.get(speaker);
  }

  /**
   * Takes what a connection says of itself. The first message decides which client id is its own; what it says of
   * others is the echo of a stock client and is passed over. True when others should hear of it. [PR2, PR3]
   */
  hear(speaker: Speaker, said: readonly Said[], { now, mayClaim, mayWrite }: Hearing): boolean {
    const [first] = said;
    if (!this.#clients.has(speaker)) {
      if (
        said.length !== 1 ||
        first === undefined ||
        this.#entries.has(first.client) ||
        !mayClaim(first.client)
      )
        return false;
      this.#clients.set(speaker, first.client);
    }
    const own = this.#clients.get(speaker) as number;
    const mine = said.find(({ client }) => client === own);
    if (mine === undefined) return false;
    if (mine.text.length > LIMITS.awareness) return false;
    const told = parse(mine.text);
    if (told === null) return this.#remove(own, now);
    const state = this.#stamp(speaker, told, mayWrite);
    if (state === null) return false;
    const entry = this.#entries.get(own);
    // A stock client says the same again every 15 s; the others' copies live by being told.
    if (entry === undefined) this.#entries.set(own, { speaker, clock: now, state });
    else {
      entry.clock = Math.max(entry.clock + 1, now);
      entry.state = state;
    }
    this.#changed.add(own);
    return true;
  }

  /** A connection is gone, and what it said with it. True when others should hear of it. */
  leave(speaker: Speaker, now: number): boolean {
    const client = this.#clients.get(speaker);
    this.#clients.delete(speaker);
    return client !== undefined && this.#remove(client, now);
  }

  #remove(client: number, now: number): boolean {
    const entry = this.#entries.get(client);
    if (entry === undefined) return false;
    this.#entries.delete(client);
    this.#changed.delete(client);
    this.#gone.push({ client, clock: Math.max(entry.clock + 1, now), state: 'null' });
    return true;
  }

  /** Only what the protocol knows, and who it is from the session. Null when it cannot be read. [PR1, PR4, PR8] */
  #stamp({ person }: Speaker, said: unknown, mayWrite: boolean): string | null {
    if (typeof said !== 'object' || said === null) return null;
    const { at, field, cursor } = said as Partial<Record<keyof Presence, unknown>>;
    const presence: Presence = {
      user: person,
      ...(typeof at === 'string' && this.#content.isPlace(at) ? { at } : {}),
      ...(mayWrite && typeof field === 'string' && FIELD.test(field) ? { field } : {}),
      ...(mayWrite && isCaret(cursor, (root) => this.#content.mayHoldCaret(root)) ? { cursor } : {}),
    };
    return JSON.stringify(presence);
  }

  /** What changed since last asked, as a frame for each listener; null when nothing did. [PR6] */
  takeChanges(): FrameFor | null {
    if (this.#changed.size === 0 && this.#gone.length === 0) return null;
    const entries = [...this.#gone, ...[...this.#changed].map((client) => this.#entryOf(client))];
    this.#changed.clear();
    this.#gone.length = 0;
    const whole = presenceFrame(entries);
    return (own) => {
      const others = entries.filter(({ client }) => client !== own);
      if (others.length === entries.length) return whole;
      return others.length === 0 ? null : presenceFrame(others);
    };
  }

  /** Everybody, for somebody who has just come; null when nobody is there. */
  everybody(except: Speaker): Uint8Array | null {
    const own = this.#clients.get(except);
    const entries = [...this.#entries.keys()]
      .filter((client) => client !== own)
      .map((client) => this.#entryOf(client));
    return entries.length === 0 ? null : presenceFrame(entries);
  }

  #entryOf(client: number): PresenceEntry {
    // Safe: asked for keys of the table only.
    const { clock, state } = this.#entries.get(client) as Entry;
    return { client, clock, state };
  }
}

/** Entries a message may carry: as many as a document may have connections. */
const MOST_SAID = LIMITS.socketsPerDocument * 2;

/** Reads an awareness message behind its type; undefined for one that is not as it should be. [PR5] */
export function readSaid(body: Uint8Array): readonly Said[] | undefined {
  const reader = new ByteReader(body);
  const said: Said[] = [];
  const count = reader.uint();
  if (count === undefined || count > MOST_SAID) return undefined;
  for (let at = 0; at < count; at += 1) {
    const client = reader.uint();
    const clock = reader.uint();
    // An echo carries what the server stamped besides.
    const text = reader.string(LIMITS.awareness * 2);
    if (client === undefined || clock === undefined || text === undefined) return undefined;
    said.push({ client, text });
  }
  return reader.isDone ? said : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  get isDone(): boolean {
    return this.#at === this.#bytes.length;
  }
  uint(): number | undefined {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) return undefined;
      this.#at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return Number.isSafeInteger(value) ? value : undefined;
    }
    return undefined;
  }
  string(most: number): string | undefined {
    const length = this.uint();
    if (length === undefined || length > most || this.#at + length > this.#bytes.length) return undefined;
    const part = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return Buffer.from(part.buffer, part.byteOffset, part.length).toString('utf8');
  }
}
