/** The rules of the guard about bytes and structure, by their id. [GU0–GU9] */
import { castScore, noteOf, remarkOf } from '@heping/protocol';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  ALICE,
  at,
  ballot,
  BO,
  codeOf,
  consensus,
  record,
  NOW,
  REMARK,
  SCORE,
  THREAD,
  updateBy,
} from './testing/bench.ts';
import { any, craft, deleted, gc, hex, raw, skip, string, type, type CraftStruct } from './testing/craft.ts';
import { MOST_CLIENTS, MOST_CLIENTS_OF_ONE } from './verdict.ts';

describe('GU0 what honest people write', () => {
  test('[GU0] passes, and the document is as it was before', () => {
    const bench = ballot().by(ALICE, (doc) => castScore(doc, 'A1.1.1', 20));
    const before = Y.encodeStateAsUpdate(bench.doc);
    const update = updateBy(ALICE, bench.doc, (doc) => {
      castScore(doc, 'A1.1.1', 30);
      remarkOf(doc, 'A1.1.1').insert(0, '好 😀');
    });
    expect(codeOf(bench.judge(update))).toBe('passed');
    expect(Y.encodeStateAsUpdate(bench.doc)).toEqual(before);
  });
  test('[GU6] what is known already adds nothing, whoever brings it', () => {
    const bench = ballot().by(ALICE, (doc) => castScore(doc, 'A1.1.1', 20));
    expect(bench.judge(Y.encodeStateAsUpdate(bench.doc), 'bo').kind).toBe('nothing');
  });
  test('[SO6] what is known already, out of step or refused has its price, too', () => {
    const bench = ballot().by(ALICE, (doc) => {
      for (let count = 0; count < 1_000; count += 1) remarkOf(doc, 'A1.1.1').insert(0, '字');
    });
    const known = bench.judge(Y.encodeStateAsUpdate(bench.doc));
    const text = string(REMARK, 'x'.repeat(6_400));
    const gap = bench.judge(craft([{ client: ALICE, clock: 5_000, structs: [text] }]));
    const foreign = bench.judge(craft([{ client: BO, structs: [text] }]));
    expect([known, gap, foreign].map(codeOf)).toEqual(['nothing', 'RESYNC', 'NOT_YOURS']);
    expect(known.steps).toBeGreaterThanOrEqual(1_000);
    expect(gap.steps).toBeGreaterThanOrEqual(100);
    expect(foreign.steps).toBeGreaterThanOrEqual(100);
  });
  test('[GU6] of a struct that is known in part only the rest is looked at', () => {
    const bench = ballot().by(ALICE, (doc) => remarkOf(doc, 'A1.1.1').insert(0, 'ab'));
    const longer = craft([{ client: ALICE, structs: [string({ root: 'remark:A1.2.1' }, 'xxcd')] }]);
    const verdict = bench.judge(longer);
    expect(verdict.kind).toBe('passed');
    if (verdict.kind !== 'passed') return;
    Y.applyUpdate(bench.doc, verdict.bytes);
    // Lies where its beginning lies, not where the second version says.
    expect(bench.doc.getText('remark:A1.1.1').toString()).toBe('abcd');
    expect(bench.doc.getText('remark:A1.2.1').toString()).toBe('');
  });
});

describe('GU1 every byte', () => {
  test.each([
    ['nothing at all', hex('')],
    ['a byte too many', new Uint8Array([...craft([]), 0])],
    ['half an update', craft([{ client: ALICE, structs: [string(REMARK, 'abc')] }]).slice(0, -5)],
    ['a client id above 2^32', craft([{ client: 2 ** 32, structs: [string(REMARK, 'a')] }])],
    ['an origin above 2^53', hex('01018888070084ffffffffffffffff7f0001610000')],
    ['a clock above 2^31', craft([{ client: ALICE, clock: 2 ** 31, structs: [string(REMARK, 'a')] }])],
    ['a range that ends above 2^31', craft([], [{ client: ALICE, ranges: [[1, 2 ** 31 - 1]] }])],
    ['a delete set of 2^53−1', hex('000101e90700ffffffffffffff0f')],
    ['text that is no UTF-8', craft([{ client: ALICE, structs: [raw([4, 1, 1, 97, 1, 0xff])] }])],
  ])('[GU1] %s is malformed', (_, bytes) => {
    expect(codeOf(ballot().judge(bytes))).toBe('MALFORMED');
  });
  test('[GU1] a number with two hundred bytes of nothing before it, which lib0 reads as none', () => {
    expect(codeOf(ballot().judge(hex(`${'80'.repeat(200)}0000`)))).toBe('MALFORMED');
  });
  test('[GU1] a whole number above 2^53 as a value, over which lib0 throws', () => {
    const value = [125, 0xbf, ...Array.from({ length: 8 }, () => 0xff), 0x7f];
    const place = [1, 6, ...Buffer.from('scores'), 6, ...Buffer.from('A1.1.1')];
    expect(codeOf(ballot().craft([raw([8 | 0x20, ...place, 1, ...value])]))).toBe('MALFORMED');
  });
  test('[GU1] structs that end above 2^31', () => {
    const bytes = craft([{ client: ALICE, clock: 2 ** 31 - 1, structs: [string(REMARK, 'ab')] }]);
    expect(codeOf(ballot().judge(bytes))).toBe('MALFORMED');
  });
  test('[GU1] 33 million announced structs cost nothing', () => {
    const before = process.memoryUsage().heapUsed;
    expect(codeOf(ballot().judge(hex('01ffffff0fe907000000')))).toBe('TOO_COMPLEX');
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(8 << 20);
  });
});

describe('GU2 what Yjs reads otherwise or cannot load', () => {
  test('[GU2] deleted ranges that overlap, go back, or come twice for one client', () => {
    const bench = ballot().by(ALICE, (doc) => remarkOf(doc, 'A1.1.1').insert(0, 'abcdef'));
    const remove = (...ranges: [number, number][]) =>
      codeOf(bench.judge(craft([], [{ client: ALICE, ranges }])));
    expect(remove([0, 2], [2, 2])).toBe('passed');
    expect(remove([0, 2], [1, 2])).toBe('MALFORMED');
    expect(remove([2, 2], [0, 2])).toBe('MALFORMED');
    const twice = craft(
      [],
      [
        { client: ALICE, ranges: [[0, 1]] },
        { client: ALICE, ranges: [[1, 1]] },
      ],
    );
    expect(codeOf(bench.judge(twice))).toBe('MALFORMED');
  });
  test('[GU2] an item without a length, on an existing key', () => {
    const bench = ballot().by(ALICE, (doc) => castScore(doc, 'A1.1.1', 20));
    expect(codeOf(bench.craft([any({ origin: at(ALICE, 0) })]))).toBe('MALFORMED');
    expect(codeOf(ballot().judge(hex('0101d2040028010673636f7265730263310000')))).toBe('MALFORMED');
  });
  test('[GU2] nothing deleted, nothing collected, a text of nothing, a range of nothing', () => {
    expect(codeOf(ballot().craft([deleted(REMARK, 0)]))).toBe('MALFORMED');
    expect(codeOf(ballot().craft([gc(0)]))).toBe('MALFORMED');
    expect(codeOf(ballot().craft([string(REMARK, '')]))).toBe('MALFORMED');
    const bench = ballot().by(ALICE, (doc) => castScore(doc, 'A1.1.1', 20));
    expect(codeOf(bench.craft([], [{ client: ALICE, ranges: [[0, 0]] }]))).toBe('MALFORMED');
  });
  test('[GU2] a client twice, of whose sections Yjs takes the last', () => {
    const twice = craft([
      { client: ALICE, structs: [string(REMARK, 'a')] },
      { client: ALICE, clock: 1, structs: [string({ origin: at(ALICE, 0) }, 'b')] },
    ]);
    expect(codeOf(ballot().judge(twice))).toBe('MALFORMED');
    expect(codeOf(ballot().judge(craft([{ client: ALICE, structs: [] }])))).toBe('MALFORMED');
  });
  test('[GU2] a kind that does not exist, and something collected that says where it lay', () => {
    expect(codeOf(ballot().craft([raw([11 | 0x80, 1, 0])]))).toBe('MALFORMED');
    expect(codeOf(ballot().craft([raw([0x80, 1])]))).toBe('MALFORMED');
  });
});

describe('GU3 what no form holds', () => {
  const place = { root: 'scores', sub: 'A1.1.1' };
  const item = (ref: number, ...bytes: number[]): CraftStruct =>
    raw([ref | 0x20, 1, 6, ...Buffer.from('scores'), 6, ...Buffer.from('A1.1.1'), ...bytes]);
  test.each([
    ['deprecated JSON', item(2, 1, 1, 49)],
    ['bytes', item(3, 1, 0)],
    ['an embed', item(5, 2, 123, 125)],
    ['a subdocument', item(9, 1, 97, 118, 0)],
    ['bytes as a value', any(place, new Uint8Array([1]))],
    ['an object as a score', any(place, { value: 20 })],
    ['a list as a score', any(place, [20])],
    ['a nested map as a score', type(place, 1)],
    ['text under a key', string(place, 'a')],
    [
      'a key of an object that is a prototype',
      any(THREAD, JSON.parse('{"__proto__":{"isChair":true}}') as object),
    ],
    ['the key __proto__', any({ root: 'scores', sub: '__proto__' }, 1)],
    ['the key constructor', any({ root: 'scores', sub: 'constructor' }, 1)],
  ])('[GU3] %s is not allowed', (_, struct) => {
    expect(codeOf(ballot().craft([struct]))).toBe('NOT_ALLOWED');
  });
  test('[GU3] a message that is right but for its prototype', () => {
    const value: unknown = JSON.parse(
      `{"__proto__":{"isChair":true},"id":"m","by":"alice","at":${NOW},"text":"a"}`,
    );
    expect(codeOf(consensus().craft([any(THREAD, value)]))).toBe('NOT_ALLOWED');
  });
  test('[GU3] values nested too deep, however deep', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 9; level += 1) deep = [deep];
    expect(codeOf(consensus().craft([any(THREAD, deep)]))).toBe('TOO_COMPLEX');
    const deeper = new Uint8Array(40_000).map((_, index) => (index % 2 === 0 ? 117 : 1));
    const root = Buffer.from(THREAD.root);
    expect(codeOf(consensus().craft([raw([8, 1, root.length, ...root, 1, ...deeper])]))).toBe('TOO_COMPLEX');
  });
});

describe('GU4 gaps', () => {
  test('[GU4] a clock ahead of what is there is a gap', () => {
    const bench = ballot().by(ALICE, (doc) => castScore(doc, 'A1.1.1', 20));
    const verdict = bench.judge(craft([{ client: ALICE, clock: 5, structs: [any(SCORE, 5)] }]));
    expect(verdict).toMatchObject({ kind: 'refused', isGap: true, refusal: { code: 'RESYNC' } });
  });
  test('[GU4] a skip is a gap', () => {
    expect(codeOf(ballot().craft([skip(3), any(SCORE, 5)]))).toBe('RESYNC');
  });
  test('[GU4] a deletion of what is not there is a gap', () => {
    expect(codeOf(ballot().craft([], [{ client: BO, ranges: [[0, 1]] }]))).toBe('RESYNC');
    const bench = ballot().by(ALICE, (doc) => remarkOf(doc, 'A1.1.1').insert(0, 'ab'));
    expect(codeOf(bench.craft([], [{ client: ALICE, ranges: [[0, 3]] }]))).toBe('RESYNC');
    expect(
      codeOf(
        bench.craft([string({ origin: at(ALICE, 1) }, 'c')], [{ client: 4_000_000_000, ranges: [[0, 1]] }]),
      ),
    ).toBe('RESYNC');
  });
});

describe('GU5 whose a client id is', () => {
  test('[GU5] nobody writes under the id of somebody else, absent or not', () => {
    expect(
      codeOf(record().judge(craft([{ client: BO, structs: [string({ root: 'note:A1.1.1' }, 'x')] }]))),
    ).toBe('NOT_YOURS');
    expect(codeOf(record().judge(craft([{ client: BO, structs: [gc(1)] }])))).toBe('NOT_YOURS');
  });
  test('[GU5] nobody writes under an id of the server', () => {
    for (const client of [0, 1, 2, 15]) {
      expect(
        codeOf(record().judge(craft([{ client, structs: [any({ root: 'facts', sub: 'study' }, 4)] }]))),
      ).toBe('NOT_YOURS');
    }
  });
  test('[GU5] a fresh id becomes the writer’s', () => {
    const verdict = record().judge(
      craft([{ client: 77_777, structs: [any({ root: 'facts', sub: 'study' }, 4)] }]),
    );
    expect(verdict).toMatchObject({ kind: 'passed', claimed: [77_777] });
  });
  test('[GU5] one person has many ids, but cannot use up those of the others', () => {
    const bench = record();
    for (let client = 1; client < MOST_CLIENTS_OF_ONE; client += 1)
      bench.owners.set(client + 10_000, 'alice');
    const fresh = craft([{ client: 77_777, structs: [any({ root: 'facts', sub: 'study' }, 4)] }]);
    expect(codeOf(bench.judge(fresh))).toBe('TOO_COMPLEX');
    expect(codeOf(bench.judge(fresh, 'bo'))).toBe('passed');
  });
  test('[GU5] a document has many ids, but not without end', () => {
    const bench = record();
    for (let client = 0; client < MOST_CLIENTS; client += 1)
      bench.owners.set(client + 10_000, `person-${client}`);
    expect(
      codeOf(bench.judge(craft([{ client: 77_777, structs: [any({ root: 'facts', sub: 'study' }, 4)] }]))),
    ).toBe('TOO_COMPLEX');
  });
});

describe('GU7 what refers to what', () => {
  test('[GU7] an origin, a right origin, a parent that is not there', () => {
    expect(codeOf(ballot().craft([string({ origin: at(BO, 3) }, 'a')]))).toBe('RESYNC');
    expect(codeOf(ballot().craft([string({ right: at(BO, 3) }, 'a')]))).toBe('RESYNC');
    expect(codeOf(record().craft([string({ parent: at(BO, 3) }, 'a')]))).toBe('RESYNC');
  });
  test('[GU7] a struct that refers to itself or to what comes after it', () => {
    expect(codeOf(ballot().craft([string({ origin: at(ALICE, 0) }, 'a')]))).toBe('RESYNC');
    expect(codeOf(ballot().craft([string({ origin: at(ALICE, 1) }, 'a'), string(REMARK, 'b')]))).toBe(
      'RESYNC',
    );
  });
  test('[GU7] two clients that wait for each other', () => {
    const bench = ballot();
    bench.owners.set(1002, 'alice');
    const circle = craft([
      { client: ALICE, structs: [string({ origin: at(1002, 0) }, 'a')] },
      { client: 1002, structs: [string({ origin: at(ALICE, 0) }, 'b')] },
    ]);
    expect(codeOf(bench.judge(circle))).toBe('RESYNC');
  });
  test('[GU7] two clients that wait for each other, and something else behind that does not', () => {
    const bench = ballot();
    bench.owners.set(1002, 'alice');
    const circle = craft([
      { client: ALICE, structs: [string({ origin: at(1002, 0) }, 'a')] },
      { client: 1002, structs: [string({ origin: at(ALICE, 0) }, 'b'), string(REMARK, 'c')] },
    ]);
    expect(codeOf(bench.judge(circle))).toBe('RESYNC');
  });
  test('[GU7] two clients of one person that build on each other are in order', () => {
    const bench = ballot();
    bench.owners.set(1002, 'alice');
    const update = craft([
      { client: 1002, structs: [string({ origin: at(ALICE, 0) }, 'b')] },
      { client: ALICE, structs: [string(REMARK, 'a'), string({ origin: at(1002, 0) }, 'c')] },
    ]);
    const verdict = bench.judge(update);
    expect(codeOf(verdict)).toBe('passed');
    Y.applyUpdate(bench.doc, update);
    expect(bench.doc.getText('remark:A1.1.1').toString()).toBe('abc');
    expect(bench.doc.store.pendingStructs).toBeNull();
  });
});

describe('GU8 where it lies', () => {
  test('[GU8] between two neighbours of different lists', () => {
    const bench = ballot().by(ALICE, (doc) => {
      doc.getText('remark:A1.1.1').insert(0, 'a');
      doc.getText('remark:A1.1.2').insert(0, 'b');
    });
    expect(codeOf(bench.craft([string({ origin: at(ALICE, 0), right: at(ALICE, 1) }, 'x')]))).toBe(
      'MALFORMED',
    );
  });
  test('[GU8] between two neighbours of different lists that come with it', () => {
    const structs = [
      string(REMARK, 'a'),
      string({ root: 'remark:A1.1.2' }, 'b'),
      string({ origin: at(ALICE, 0), right: at(ALICE, 1) }, 'x'),
    ];
    expect(codeOf(ballot().craft(structs))).toBe('MALFORMED');
  });
  test('[GU8] inside something that is no list and comes with it', () => {
    expect(codeOf(ballot().craft([string(REMARK, 'a'), string({ parent: at(ALICE, 0) }, 'x')]))).toBe(
      'MALFORMED',
    );
  });
  test('[GU8] inside something that is no list', () => {
    const bench = ballot().by(ALICE, (doc) => castScore(doc, 'A1.1.1', 20));
    expect(codeOf(bench.craft([string({ parent: at(ALICE, 0) }, 'x')]))).toBe('MALFORMED');
  });
  test('[GU8] beside what is deleted and gone is as good as deleted', () => {
    const bench = record().by(ALICE, (doc) => {
      const paragraph = new Y.XmlElement('paragraph');
      noteOf(doc, 'A1.1.1').insert(0, [paragraph]);
      paragraph.insert(0, [new Y.XmlText('abc')]);
    });
    bench.by(BO, (doc) => noteOf(doc, 'A1.1.1').delete(0, 1));
    const verdict = bench.craft([string({ origin: at(ALICE, 3) }, 'x')]);
    expect(codeOf(verdict)).toBe('passed');
  });
  test('[GU8] origins against the order of the list', () => {
    const bench = ballot().by(ALICE, (doc) => {
      doc.getText('remark:A1.1.1').insert(0, 'a');
      doc.getText('remark:A1.1.1').insert(0, 'b');
      doc.getText('remark:A1.1.1').insert(0, 'c');
    });
    expect(codeOf(bench.craft([string({ origin: at(ALICE, 0), right: at(ALICE, 2) }, 'x')]))).toBe(
      'MALFORMED',
    );
    expect(codeOf(bench.craft([string({ origin: at(ALICE, 2), right: at(ALICE, 1) }, 'x')]))).toBe('passed');
  });
});

describe('GU9 character pairs', () => {
  const remark = () => ballot().by(BO, (doc) => remarkOf(doc, 'A1.1.1').insert(0, 'a😀b'));
  test('[GU9] nothing is put between the halves', () => {
    expect(codeOf(remark().craft([string({ origin: at(BO, 1), right: at(BO, 2) }, 'x')]))).toBe('MALFORMED');
    expect(codeOf(remark().craft([string({ origin: at(BO, 1) }, 'x')]))).toBe('MALFORMED');
    expect(codeOf(remark().craft([string({ right: at(BO, 2) }, 'x')]))).toBe('MALFORMED');
    expect(codeOf(remark().craft([string({ origin: at(BO, 2), right: at(BO, 3) }, 'x')]))).toBe('passed');
  });
  test('[GU9] no half is taken away alone', () => {
    expect(codeOf(remark().craft([], [{ client: BO, ranges: [[0, 2]] }]))).toBe('MALFORMED');
    expect(codeOf(remark().craft([], [{ client: BO, ranges: [[2, 2]] }]))).toBe('MALFORMED');
    expect(codeOf(remark().craft([], [{ client: BO, ranges: [[1, 2]] }]))).toBe('passed');
  });
});
