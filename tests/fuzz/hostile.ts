/** Updates by somebody who means harm: honest ones with bytes changed, and well-formed ones with the wrong ids in them. */
import * as Y from 'yjs';
import {
  any,
  craft,
  deleted,
  format,
  gc,
  skip,
  string,
  type,
  type CraftId,
  type CraftPlace,
  type CraftStruct,
} from '../../apps/server/src/sync/testing/craft.ts';
import type { Chance } from './random.ts';

export interface HostileGround {
  readonly doc: Y.Doc;
  readonly client: number;
  readonly roots: readonly string[];
  readonly keys: readonly string[];
  readonly person: string;
  readonly now: number;
}

const ODD = [
  'elsewhere',
  '__proto__',
  'scores',
  'facts',
  'evidence',
  'conflicts',
  'readings',
  'settled',
  'note:A1.1.1',
  'thread:A1.1.1',
  'reason:A1.1.1',
  'remark:A1.1.1',
  'claimed',
  'statement:A1.1.1',
  'measures',
  'cause:1',
  'cause:9',
  'measure:1.zzzzzz',
];

function anyId({ doc, client }: HostileGround, chance: Chance): CraftId {
  const clients = [...doc.store.clients.keys(), client, 1, 2, 4_294_967_295];
  const one = chance.pick(clients);
  const state = Y.getState(doc.store, one);
  return { client: one, clock: chance.oneIn(6) ? state + chance.below(4) : chance.below(Math.max(1, state)) };
}

function anyPlace(ground: HostileGround, chance: Chance): CraftPlace {
  switch (chance.below(5)) {
    case 0:
      return { origin: anyId(ground, chance) };
    case 1:
      return { origin: anyId(ground, chance), right: anyId(ground, chance) };
    case 2:
      return { right: anyId(ground, chance) };
    case 3:
      return {
        parent: anyId(ground, chance),
        ...(chance.oneIn(2) ? { sub: chance.pick(['start', 'class', '__proto__']) } : {}),
      };
    default: {
      const root = chance.pick(chance.oneIn(4) ? ODD : ground.roots);
      const isMap = !root.includes(':');
      return { root, ...(isMap === chance.oneIn(12) ? {} : { sub: chance.pick(ground.keys) }) };
    }
  }
}

function anyValue({ person, now }: HostileGround, chance: Chance): unknown {
  return chance.pick<unknown>([
    5,
    20,
    -1,
    7,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    null,
    undefined,
    true,
    '5',
    'x'.repeat(300),
    person,
    'observe',
    9n,
    [],
    {},
    [[[[[[[[[[1]]]]]]]]]],
    { values: [] },
    { id: 'm', by: person, at: now, text: 'a' },
    { id: 'm', by: 'eve', at: now, text: 'a' },
    { id: 'm', by: person, at: -1, text: 'a' },
    { id: 'm2', by: person, at: now + 86_400_000, text: 'a' },
    { id: 'm3', by: person, at: now, text: '\u0007' },
  ]);
}

function anyStruct(ground: HostileGround, chance: Chance): CraftStruct {
  const place = anyPlace(ground, chance);
  switch (chance.below(8)) {
    case 0:
      return string(place, chance.pick(['a', 'bc', '😀', 'x'.repeat(30), '', 'a\u0000b', '\uffff']));
    case 1:
      return any(
        place,
        ...Array.from({ length: chance.pick([1, 1, 1, 0, 2]) }, () => anyValue(ground, chance)),
      );
    case 2:
      return deleted(place, chance.below(4));
    case 3:
      return format(
        place,
        chance.pick(['bold', 'strike', 'link', '__proto__']),
        chance.pick([{}, null, true, { a: 1 }]),
      );
    case 4: {
      const ref = chance.below(8);
      return type(
        place,
        ref,
        ref === 3 || ref === 5
          ? chance.pick(['paragraph', 'listItem', 'bulletList', 'hardBreak', 'script'])
          : undefined,
      );
    }
    case 5:
      return chance.oneIn(2) ? gc(chance.below(3)) : skip(chance.below(3));
    default:
      return any(place, anyValue(ground, chance));
  }
}

/** Well-formed, and wrong in what it says: sharper than flipped bits. */
export function forge(ground: HostileGround, chance: Chance): Uint8Array {
  const { doc, client } = ground;
  const sections = Array.from({ length: chance.pick([0, 1, 1, 1, 2]) }, () => {
    const of = chance.oneIn(5) ? anyId(ground, chance).client : client;
    const clock = chance.oneIn(8) ? chance.below(5) : Y.getState(doc.store, of);
    return {
      client: of,
      clock,
      structs: Array.from({ length: 1 + chance.below(3) }, () => anyStruct(ground, chance)),
    };
  });
  const deletes = chance.oneIn(3)
    ? [{ client: anyId(ground, chance).client, ranges: [[chance.below(20), chance.below(8)] as const] }]
    : [];
  return craft(sections, deletes);
}

/** Honest bytes with something changed. */
export function mutate(honest: Uint8Array, chance: Chance): Uint8Array {
  const bytes = honest.slice();
  if (bytes.length === 0) return bytes;
  switch (chance.below(5)) {
    case 0:
      bytes[chance.below(bytes.length)] = chance.below(256);
      return bytes;
    case 1:
      return bytes.slice(0, chance.below(bytes.length));
    case 2: {
      const at = chance.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
      return bytes;
    }
    case 3: {
      const [from, to] = [chance.below(bytes.length), chance.below(bytes.length)];
      bytes.copyWithin(to, from, from + chance.below(8));
      return bytes;
    }
    default:
      return new Uint8Array([
        ...bytes.slice(0, chance.below(bytes.length)),
        ...bytes.slice(chance.below(bytes.length)),
      ]);
  }
}
