/**
 * Reads a Yjs update (version 1) without touching any document. Stricter than Yjs: every number within its bounds, no
 * client twice, every byte used, nothing that our documents do not hold. What this accepts, Yjs reads alike. [GU1–GU3]
 */
import { LIMITS, refusal, type Refusal } from '@heping/protocol';

export const STRUCT_KINDS = ['gc', 'deleted', 'string', 'format', 'type', 'any'] as const;
export type StructKind = (typeof STRUCT_KINDS)[number];

export interface Id {
  readonly client: number;
  readonly clock: number;
}

/** One struct as it stands in the update. */
export interface Struct {
  readonly kind: StructKind;
  readonly client: number;
  readonly clock: number;
  readonly length: number;
  readonly origin: Id | null;
  readonly rightOrigin: Id | null;
  /** named root, only without origins */
  readonly root: string | null;
  /** nested parent, only without origins */
  readonly parent: Id | null;
  readonly sub: string | null;
  /** string: the text; any: the values; format: key and value; type: Yjs type number and node name */
  readonly text: string;
  readonly values: readonly unknown[];
  readonly type: number;
}

export interface DeletedRange extends Id {
  readonly length: number;
}

export interface DecodedUpdate {
  /** by client, each without a gap of its own */
  readonly sections: ReadonlyMap<number, readonly Struct[]>;
  readonly deletes: readonly DeletedRange[];
  readonly structCount: number;
}

/** Yjs numbers of the types a note is made of. */
export const XML_ELEMENT = 3;
export const XML_TEXT = 6;

const MOST_CLIENT = 2 ** 32 - 1;
const MOST_CLOCK = 2 ** 31 - 1;
/** Sections with structs: one's own tabs and devices. Others' structs are already known here. */
const MOST_SECTIONS = 4_096;
const MOST_DELETES = 100_000;
const MOST_DEPTH = 8;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Why an update cannot be read. Caught by the guard; never leaves it. */
export class Unreadable extends Error {
  override name = 'Unreadable';
  readonly refusal: Refusal;
  constructor(why: Refusal) {
    super(why.code);
    this.refusal = why;
  }
}
const malformed = (): Unreadable => new Unreadable(refusal('MALFORMED'));
const notAllowed = (): Unreadable => new Unreadable(refusal('NOT_ALLOWED'));
const tooComplex = (limit: number): Unreadable => new Unreadable(refusal('TOO_COMPLEX', { limit }));

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isDone(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw malformed();
    this.#at += 1;
    return byte;
  }

  /** Refuses what lies above `most`; lib0 lets a last byte exceed what a number can hold. */
  uint(most: number): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (value > most) throw malformed();
      if (byte < 0x80) return value;
      scale *= 128;
      if (scale > Number.MAX_SAFE_INTEGER) throw malformed();
    }
  }

  /** Signed: one bit of sign and six of value in the first byte. */
  int(): number {
    const first = this.byte();
    const sign = (first & 0x40) > 0 ? -1 : 1;
    let value = first & 0x3f;
    let scale = 64;
    for (let byte = first; byte >= 0x80; scale *= 128) {
      byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (!Number.isSafeInteger(value)) throw malformed();
    }
    return sign * value;
  }

  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw malformed();
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  string(): string {
    const part = this.take(this.uint(this.#bytes.length));
    try {
      return utf8.decode(part);
    } catch {
      throw malformed();
    }
  }

  float(length: 4 | 8): number {
    const part = this.take(length);
    const view = new DataView(part.buffer, part.byteOffset, length);
    return length === 4 ? view.getFloat32(0) : view.getFloat64(0);
  }

  id(): Id {
    return { client: this.uint(MOST_CLIENT), clock: this.uint(MOST_CLOCK) };
  }

  /** A key of a map, an object or a mark. */
  key(): string {
    const key = this.string();
    if (FORBIDDEN_KEYS.has(key)) throw notAllowed();
    return key;
  }

  /** lib0's "any". Bytes and big integers are not part of any form. [GU3] */
  any(depth: number): unknown {
    if (depth > MOST_DEPTH) throw tooComplex(MOST_DEPTH);
    const tag = this.byte();
    switch (tag) {
      case 127:
        return undefined;
      case 126:
        return null;
      case 125:
        return this.int();
      case 124:
        return this.float(4);
      case 123:
        return this.float(8);
      case 122: {
        this.take(8);
        // Kept as something that no rule accepts; as a score it is put right like any other. [GU3]
        return Number.NaN;
      }
      case 121:
        return false;
      case 120:
        return true;
      case 119:
        return this.string();
      case 118: {
        const object: Record<string, unknown> = {};
        for (let left = this.uint(this.#bytes.length); left > 0; left -= 1) {
          const key = this.key();
          object[key] = this.any(depth + 1);
        }
        return object;
      }
      case 117: {
        const list: unknown[] = [];
        for (let left = this.uint(this.#bytes.length); left > 0; left -= 1) list.push(this.any(depth + 1));
        return list;
      }
      default:
        throw tag === 116 ? notAllowed() : malformed();
    }
  }
}

const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_SUB = 0x20;
const KIND = 0x1f;

function readStruct(reader: Reader, client: number, clock: number): Struct {
  const info = reader.byte();
  const ref = info & KIND;
  if (ref === 0) {
    if (info !== 0) throw malformed();
    return structAt({ client, clock, ...NOWHERE }, 'gc', reader.uint(MOST_CLOCK));
  }
  // A skip stands for what is missing; what leaves a gap cannot be let in. [GU4]
  if (ref === 10) throw new Unreadable(refusal('RESYNC'));
  const origin = (info & HAS_ORIGIN) > 0 ? reader.id() : null;
  const rightOrigin = (info & HAS_RIGHT_ORIGIN) > 0 ? reader.id() : null;
  let root: string | null = null;
  let parent: Id | null = null;
  let sub: string | null = null;
  if (origin === null && rightOrigin === null) {
    const named = reader.uint(1);
    if (named === 1) root = reader.string();
    else parent = reader.id();
    if ((info & HAS_SUB) > 0) sub = reader.key();
  }
  const at: Where = { client, clock, origin, rightOrigin, root, parent, sub };
  switch (ref) {
    case 1:
      return structAt(at, 'deleted', reader.uint(MOST_CLOCK));
    case 4: {
      const text = reader.string();
      return structAt(at, 'string', text.length, { text });
    }
    case 6: {
      const key = reader.key();
      return structAt(at, 'format', 1, { text: key, values: [readJson(reader.string())] });
    }
    case 7: {
      const type = reader.uint(XML_TEXT);
      const text = type === XML_ELEMENT || type === 5 ? reader.string() : '';
      return structAt(at, 'type', 1, { type, text });
    }
    case 8: {
      const values: unknown[] = [];
      for (let left = reader.uint(LIMITS.structs); left > 0; left -= 1) values.push(reader.any(0));
      return structAt(at, 'any', values.length, { values });
    }
    // Deprecated JSON, bytes, embeds, subdocuments: no form holds them. [GU3]
    case 2:
    case 3:
    case 5:
    case 9:
      throw notAllowed();
    default:
      throw malformed();
  }
}

/** A struct as far as it says where it lies. */
type Where = Pick<Struct, 'client' | 'clock' | 'origin' | 'rightOrigin' | 'root' | 'parent' | 'sub'>;
const NOWHERE = { origin: null, rightOrigin: null, root: null, parent: null, sub: null } as const;
const NO_VALUES: readonly unknown[] = [];
const EMPTY: Partial<Pick<Struct, 'text' | 'values' | 'type'>> = {};

/** Every field by its name: all structs have one shape then, and spreading takes V8 ten times as long. */
const structAt = (
  { client, clock, origin, rightOrigin, root, parent, sub }: Where,
  kind: StructKind,
  length: number,
  { text = '', values = NO_VALUES, type = -1 } = EMPTY,
): Struct => ({
  kind,
  client,
  clock,
  length,
  origin,
  rightOrigin,
  root,
  parent,
  sub,
  text,
  values,
  type,
});

function readJson(text: string): unknown {
  // Marks are null, true or an empty object; anything long is none of them.
  if (text.length > 64) throw notAllowed();
  try {
    return JSON.parse(text);
  } catch {
    throw malformed();
  }
}

/** Reads the structs and deletions of an update. Throws Unreadable. [GU1–GU3] */
export function decodeUpdate(bytes: Uint8Array): DecodedUpdate {
  const reader = new Reader(bytes);
  const sections = new Map<number, Struct[]>();
  let structCount = 0;
  for (let left = reader.uint(MOST_SECTIONS); left > 0; left -= 1) {
    const count = reader.uint(MOST_CLOCK);
    const client = reader.uint(MOST_CLIENT);
    let clock = reader.uint(MOST_CLOCK);
    structCount += count;
    if (structCount > LIMITS.structs) throw tooComplex(LIMITS.structs);
    // Yjs keeps only the last section of a client: the others would be missing. [GU2]
    if (sections.has(client) || count === 0) throw malformed();
    const structs: Struct[] = [];
    for (let at = 0; at < count; at += 1) {
      const struct = readStruct(reader, client, clock);
      // A length of nothing is what makes a document that no fresh client can load. [GU2]
      if (struct.length < 1) throw malformed();
      clock += struct.length;
      if (clock > MOST_CLOCK) throw malformed();
      structs.push(struct);
    }
    sections.set(client, structs);
  }
  const deletes: DeletedRange[] = [];
  const deleters = new Set<number>();
  for (let left = reader.uint(MOST_DELETES); left > 0; left -= 1) {
    const client = reader.uint(MOST_CLIENT);
    if (deleters.has(client)) throw malformed();
    deleters.add(client);
    let end = 0;
    for (let ranges = reader.uint(MOST_DELETES); ranges > 0; ranges -= 1) {
      const clock = reader.uint(MOST_CLOCK);
      const length = reader.uint(MOST_CLOCK);
      if (length < 1 || clock + length > MOST_CLOCK) throw malformed();
      // Yjs writes them in order and apart; one range said a thousand times would be walked a thousand times. [GU2]
      if (clock < end) throw malformed();
      end = clock + length;
      if (deletes.length >= MOST_DELETES) throw tooComplex(MOST_DELETES);
      deletes.push({ client, clock, length });
    }
  }
  if (!reader.isDone) throw malformed();
  return { sections, deletes, structCount };
}
