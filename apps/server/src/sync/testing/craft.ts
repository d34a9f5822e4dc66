/** Updates made by hand, byte by byte: what no honest client would ever send. */
import * as encoding from 'lib0/encoding';

export interface CraftId {
  readonly client: number;
  readonly clock: number;
}
type Write = (encoder: encoding.Encoder) => void;

export interface CraftPlace {
  readonly origin?: CraftId;
  readonly right?: CraftId;
  readonly root?: string;
  readonly parent?: CraftId;
  readonly sub?: string;
}

const HAS_ORIGIN = 0x80;
const HAS_RIGHT = 0x40;
const HAS_SUB = 0x20;

export type CraftStruct = Write;

const id = (encoder: encoding.Encoder, { client, clock }: CraftId) => {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
};

/** An item with content of any kind. */
export const item =
  (ref: number, { origin, right, root, parent, sub }: CraftPlace, content: Write): CraftStruct =>
  (encoder) => {
    const info =
      ref | (origin ? HAS_ORIGIN : 0) | (right ? HAS_RIGHT : 0) | (sub !== undefined ? HAS_SUB : 0);
    encoding.writeUint8(encoder, info);
    if (origin) id(encoder, origin);
    if (right) id(encoder, right);
    if (!origin && !right) {
      encoding.writeVarUint(encoder, root === undefined ? 0 : 1);
      if (root !== undefined) encoding.writeVarString(encoder, root);
      else id(encoder, parent ?? { client: 0, clock: 0 });
      if (sub !== undefined) encoding.writeVarString(encoder, sub);
    }
    content(encoder);
  };

export const string = (place: CraftPlace, text: string): CraftStruct =>
  item(4, place, (encoder) => encoding.writeVarString(encoder, text));
export const any = (place: CraftPlace, ...values: unknown[]): CraftStruct =>
  item(8, place, (encoder) => {
    encoding.writeVarUint(encoder, values.length);
    for (const value of values) encoding.writeAny(encoder, value as undefined);
  });
export const deleted = (place: CraftPlace, length: number): CraftStruct =>
  item(1, place, (encoder) => encoding.writeVarUint(encoder, length));
export const format = (place: CraftPlace, key: string, value: unknown): CraftStruct =>
  item(6, place, (encoder) => {
    encoding.writeVarString(encoder, key);
    encoding.writeVarString(encoder, JSON.stringify(value));
  });
/** 0 array, 1 map, 2 text, 3 element, 4 fragment, 5 hook, 6 XML text */
export const type = (place: CraftPlace, ref: number, name?: string): CraftStruct =>
  item(7, place, (encoder) => {
    encoding.writeVarUint(encoder, ref);
    if (name !== undefined) encoding.writeVarString(encoder, name);
  });
export const gc =
  (length: number): CraftStruct =>
  (encoder) => {
    encoding.writeUint8(encoder, 0);
    encoding.writeVarUint(encoder, length);
  };
export const skip =
  (length: number): CraftStruct =>
  (encoder) => {
    encoding.writeUint8(encoder, 10);
    encoding.writeVarUint(encoder, length);
  };

export interface CraftSection {
  readonly client: number;
  readonly clock?: number;
  readonly structs: readonly CraftStruct[];
  /** Announces another number of structs than there are. */
  readonly count?: number;
}
export interface CraftDeletes {
  readonly client: number;
  readonly ranges: readonly (readonly [clock: number, length: number])[];
}

export function craft(sections: readonly CraftSection[], deletes: readonly CraftDeletes[] = []): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, sections.length);
  for (const { client, clock = 0, structs, count = structs.length } of sections) {
    encoding.writeVarUint(encoder, count);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    for (const write of structs) write(encoder);
  }
  encoding.writeVarUint(encoder, deletes.length);
  for (const { client, ranges } of deletes) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const [clock, length] of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

/** Bytes out of hexadecimal digits. */
export const hex = (digits: string): Uint8Array => new Uint8Array(Buffer.from(digits, 'hex'));

/** A struct made of these very bytes. */
export const raw =
  (bytes: Iterable<number>): CraftStruct =>
  (encoder) => {
    for (const byte of bytes) encoding.writeUint8(encoder, byte);
  };
