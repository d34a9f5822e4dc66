/** Every rule of the guard, by its id; each test hands in bytes and looks at the verdict. */
import { castScore, noteOf, recordFact, remarkOf, say, type DocumentKind } from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf, type Content } from './content.ts';
import { judge, MOST_CLIENTS, type Ground, type Verdict } from './guard.ts';
import { Places } from './places.ts';
import {
  any,
  craft,
  deleted,
  format,
  gc,
  hex,
  raw,
  skip,
  string,
  type,
  type CraftDeletes,
  type CraftStruct,
} from './testing/craft.ts';

const ALICE = 1001;
const BO = 2002;
const NOW = 1_772_000_000_000;

/** A document as the server holds it, with client ids that belong to alice and bo. */
class Bench implements Ground {
  readonly doc = new Y.Doc();
  readonly content: Content;
  readonly places: Places;
  readonly owners = new Map([
    [ALICE, 'alice'],
    [BO, 'bo'],
  ]);
  constructor(kind: DocumentKind) {
    this.content = contentOf({ kind, rubric: huzhou, tier: 'township', step: 5 });
    this.places = new Places(this.content);
  }
  ownerOf(client: number) {
    return this.owners.get(client);
  }
  get clientCount() {
    return this.owners.size;
  }
  /** What somebody did before, already in. */
  by(client: number, change: (doc: Y.Doc) => void): this {
    Y.applyUpdate(this.doc, updateBy(client, this.doc, change));
    return this;
  }
  judge(bytes: Uint8Array, person = 'alice'): Verdict {
    return judge(this, { person, barred: null, now: NOW, since: NOW - 86_400_000 }, bytes);
  }
  /** One section of alice's at the place where her next struct goes. */
  craft(structs: CraftStruct[], deletes: CraftDeletes[] = [], client = ALICE): Verdict {
    const clock = Y.getState(this.doc.store, client);
    return this.judge(craft(structs.length === 0 ? [] : [{ client, clock, structs }], deletes));
  }
}

/** The update of one change on top of what a document holds. */
function updateBy(client: number, base: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(base));
  doc.clientID = client;
  const before = Y.encodeStateVector(doc);
  doc.transact(() => change(doc));
  return Y.encodeStateAsUpdate(doc, before);
}

const codeOf = (verdict: Verdict): string =>
  verdict.kind === 'refused' ? verdict.refusal.code : verdict.kind;

const record = () => new Bench('record');
const ballot = () => new Bench('ballot');
const consensus = () => new Bench('consensus');
const REMARK = { root: 'remark:A1.1.1' };
const NOTE = { root: 'note:A1.1.1' };
const THREAD = { root: 'thread:A1.1.1' };
const SCORE = { root: 'scores', sub: 'A1.1.1' };
const at = (client: number, clock: number) => ({ client, clock });

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
  test('[GU1] 33 million announced structs cost nothing', () => {
    const before = process.memoryUsage().heapUsed;
    expect(codeOf(ballot().judge(hex('01ffffff0fe907000000')))).toBe('TOO_COMPLEX');
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(8 << 20);
  });
});

describe('GU2 what Yjs reads otherwise or cannot load', () => {
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
  test('[GU2] a kind that does not exist', () => {
    expect(codeOf(ballot().craft([raw([11])]))).toBe('MALFORMED');
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
  test('[GU5] one person has many ids, but not without end', () => {
    const bench = record();
    for (let client = 0; client < MOST_CLIENTS; client += 1) bench.owners.set(client + 10_000, 'alice');
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

describe('GU10 roots and what they hold', () => {
  test.each([
    ['an unknown root', string({ root: 'elsewhere' }, 'a')],
    ['a root of an unknown indicator', string({ root: 'remark:A9.9.9' }, 'a')],
    ['a root of another kind of document', string(NOTE, 'a')],
    ['a root called __proto__', string({ root: '__proto__' }, 'a')],
    ['a list where a map is', string({ root: 'scores' }, 'a')],
    ['a key where a text is', any({ ...REMARK, sub: 'x' }, 1)],
    ['a value where a text is', any(REMARK, 1)],
    ['a mark in plain text', format(REMARK, 'bold', {})],
    ['a node in plain text', type(REMARK, 3, 'paragraph')],
  ])('[GU10] %s is not allowed', (_, struct) => {
    const bench = ballot();
    expect(codeOf(bench.craft([struct]))).toBe('NOT_ALLOWED');
    expect([...bench.doc.share.keys()].filter((name) => !['scores', 'remark:A1.1.1'].includes(name))).toEqual(
      [],
    );
  });
});

describe('GU11–GU13 keys and values', () => {
  test('[GU11] a key that the form does not have', () => {
    expect(codeOf(ballot().craft([any({ root: 'scores', sub: 'A9.9.9' }, 5)]))).toBe('NOT_ALLOWED');
    expect(codeOf(record().craft([any({ root: 'facts', sub: 'staff-held' }, true)]))).toBe('NOT_ALLOWED');
  });
  test('[GU11] one value a key, and nothing to the right of it', () => {
    expect(codeOf(ballot().craft([any(SCORE, 5, 10)]))).toBe('NOT_ALLOWED');
    const bench = ballot().by(ALICE, (doc) => castScore(doc, 'A1.1.1', 20));
    expect(codeOf(bench.craft([any({ right: at(ALICE, 0) }, 5)]))).toBe('MALFORMED');
  });
  test('[GU12] a key is never taken away', () => {
    const bench = ballot().by(ALICE, (doc) => castScore(doc, 'A1.1.1', 20));
    expect(codeOf(bench.craft([], [{ client: ALICE, ranges: [[0, 1]] }]))).toBe('NOT_ALLOWED');
    expect(codeOf(bench.craft([deleted({ origin: at(ALICE, 0) }, 1)]))).toBe('NOT_ALLOWED');
    expect(
      codeOf(bench.craft([any({ origin: at(ALICE, 0) }, 5)], [{ client: ALICE, ranges: [[1, 1]] }])),
    ).toBe('NOT_ALLOWED');
    expect(
      codeOf(bench.craft([any({ origin: at(ALICE, 0) }, null)], [{ client: ALICE, ranges: [[0, 1]] }])),
    ).toBe('passed');
  });
  test.each([
    ['over the maximum', 9990],
    ['below zero', -5],
    ['off the step', 7],
    ['not a number', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
    ['minus zero', -0],
    ['a fraction', 0.5],
    ['a word', '20'],
    ['yes', true],
    ['nothing known', undefined],
    ['a big integer', 20n],
  ])('[GU13] a score that is %s passes the guard, marked wrong', (_, value) => {
    expect(ballot().craft([any(SCORE, value)])).toMatchObject({
      kind: 'passed',
      writes: [{ map: 'scores', key: 'A1.1.1', wrong: { code: 'BAD_SCORE' } }],
    });
  });
  test('[GU13] scores on the step, cleared ones and the maximum are right', () => {
    for (const value of [0, 5, 20, null]) {
      expect(ballot().craft([any(SCORE, value)])).toMatchObject({
        kind: 'passed',
        writes: [{ value, wrong: null }],
      });
    }
  });
  test('[GU13] facts by what they are, words not longer than their field', () => {
    const wrongs = ([key, value]: [string, unknown]) => {
      const verdict = record().craft([any({ root: 'facts', sub: key }, value)]);
      return verdict.kind === 'passed' ? (verdict.writes[0]?.wrong?.code ?? 'right') : codeOf(verdict);
    };
    const cases: [string, unknown][] = [
      ['floor-area', 3000],
      ['floor-area', -1],
      ['floor-area', 'large'],
      ['satisfaction', 1001],
      ['floor-area.na', '不适用'],
      ['floor-area.na', 5],
      ['floor-area.how', 'x'.repeat(201)],
      ['staff', 2],
      ['staff', 1.5],
    ];
    expect(cases.map(wrongs)).toEqual([
      'right',
      'BAD_FACT',
      'BAD_FACT',
      'BAD_FACT',
      'right',
      'BAD_FACT',
      'TOO_LONG',
      'right',
      'BAD_FACT',
    ]);
  });
});

describe('GU14 threads', () => {
  const message = (fields: object = {}) => ({
    id: 'm1',
    by: 'alice',
    at: NOW,
    text: '请看 5.2.2',
    ...fields,
  });
  test('[GU14] a message by its author, at a time that can be', () => {
    expect(codeOf(consensus().craft([any(THREAD, message(), message({ id: 'm2' }))]))).toBe('passed');
  });
  test('[GU14] nobody speaks for somebody else', () => {
    expect(codeOf(consensus().craft([any(THREAD, message({ by: 'bo' }))]))).toBe('NOT_YOURS');
  });
  test.each([
    ['a word alone', '请看'],
    ['a field more', message({ isChair: true })],
    ['a field less', { id: 'm1', by: 'alice', at: NOW }],
    ['a number as text', message({ text: 5 })],
    ['an id that is too long', message({ id: 'm'.repeat(41) })],
  ])('[GU14] %s is no message', (_, value) => {
    expect(codeOf(consensus().craft([any(THREAD, value)]))).toBe('NOT_ALLOWED');
  });
  test('[GU14] a time that cannot be, or too long a text, goes out again', () => {
    const excess = (fields: object) => {
      const verdict = consensus().craft([any(THREAD, message(fields))]);
      return verdict.kind === 'passed' ? verdict.excess.map(({ wrong }) => wrong.code) : codeOf(verdict);
    };
    expect(excess({ at: NOW + 3_600_000 })).toEqual(['BAD_FACT']);
    expect(excess({ at: 0 })).toEqual(['BAD_FACT']);
    expect(excess({ at: Number.NaN })).toEqual(['BAD_FACT']);
    expect(excess({ text: 'x'.repeat(1001) })).toEqual(['TOO_LONG']);
    expect(excess({ at: NOW - 8 * 3_600_000 })).toEqual([]);
  });
  test('[GU14] nothing is put before another message, and nothing deleted is brought', () => {
    const bench = consensus().by(BO, (doc) => say(doc, 'A1.1.1', message({ by: 'bo' })));
    expect(codeOf(bench.craft([any({ right: at(BO, 0) }, message())]))).toBe('NOT_ALLOWED');
    expect(codeOf(bench.craft([deleted({ origin: at(BO, 0) }, 1)]))).toBe('NOT_ALLOWED');
  });
  test('[GU17] nobody takes a message back, neither another’s nor their own', () => {
    const bench = consensus().by(BO, (doc) => say(doc, 'A1.1.1', message({ by: 'bo' })));
    expect(codeOf(bench.craft([], [{ client: BO, ranges: [[0, 1]] }]))).toBe('NOT_YOURS');
    bench.by(ALICE, (doc) => say(doc, 'A1.1.1', message()));
    expect(codeOf(bench.craft([], [{ client: ALICE, ranges: [[0, 1]] }]))).toBe('NOT_ALLOWED');
    expect(
      codeOf(bench.craft([any({ origin: at(ALICE, 0) }, message())], [{ client: ALICE, ranges: [[1, 1]] }])),
    ).toBe('NOT_ALLOWED');
  });
});

describe('GU15 notes', () => {
  const note = (build: (note: Y.XmlFragment) => void) =>
    record().judge(updateBy(ALICE, new Y.Doc(), (doc) => build(noteOf(doc, 'A1.1.1'))));
  const node = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]) => {
    const element = new Y.XmlElement(name);
    element.insert(0, children);
    return element;
  };
  test('[GU15] paragraphs, lists, breaks, bold and struck', () => {
    const verdict = note((fragment) => {
      const text = new Y.XmlText('现场查看');
      text.format(0, 2, { bold: {} });
      text.format(2, 2, { strike: true });
      const list = node('orderedList', node('listItem', node('paragraph', new Y.XmlText('a'))));
      // Yjs types attributes as text; the editor's binding writes numbers.
      (list as Y.XmlElement<{ start: number }>).setAttribute('start', 3);
      fragment.insert(0, [node('paragraph', text, node('hardBreak')), list, node('bulletList')]);
    });
    expect(codeOf(verdict)).toBe('passed');
  });
  test.each([
    ['an unknown node', (fragment: Y.XmlFragment) => fragment.insert(0, [node('image')])],
    ['a script', (fragment: Y.XmlFragment) => fragment.insert(0, [node('script')])],
    ['a heading', (fragment: Y.XmlFragment) => fragment.insert(0, [node('heading')])],
    ['text beside paragraphs', (fragment: Y.XmlFragment) => fragment.insert(0, [new Y.XmlText('a')])],
    ['an item without a list', (fragment: Y.XmlFragment) => fragment.insert(0, [node('listItem')])],
    [
      'a paragraph in a list without an item',
      (fragment: Y.XmlFragment) => fragment.insert(0, [node('bulletList', node('paragraph'))]),
    ],
    [
      'a paragraph in a paragraph',
      (fragment: Y.XmlFragment) => fragment.insert(0, [node('paragraph', node('paragraph'))]),
    ],
    [
      'something in a break',
      (fragment: Y.XmlFragment) =>
        fragment.insert(0, [node('paragraph', node('hardBreak', node('hardBreak')))]),
    ],
    [
      'an unknown mark',
      (fragment: Y.XmlFragment) => {
        const text = new Y.XmlText('a');
        text.format(0, 1, { link: { href: 'javascript:alert(1)' } });
        fragment.insert(0, [node('paragraph', text)]);
      },
    ],
    [
      'a mark with attributes',
      (fragment: Y.XmlFragment) => {
        const text = new Y.XmlText('a');
        text.format(0, 1, { bold: { onclick: 'x' } });
        fragment.insert(0, [node('paragraph', text)]);
      },
    ],
    [
      'an embed',
      (fragment: Y.XmlFragment) => {
        const text = new Y.XmlText();
        text.insertEmbed(0, { image: 'x' });
        fragment.insert(0, [node('paragraph', text)]);
      },
    ],
    [
      'an attribute where there is none',
      (fragment: Y.XmlFragment) => {
        const paragraph = node('paragraph');
        paragraph.setAttribute('class', 'x');
        fragment.insert(0, [paragraph]);
      },
    ],
    [
      'a word as a number',
      (fragment: Y.XmlFragment) => {
        const list = node('orderedList', node('listItem'));
        list.setAttribute('start', 'x');
        fragment.insert(0, [list]);
      },
    ],
    [
      'an attribute of text',
      (fragment: Y.XmlFragment) => {
        const text = new Y.XmlText('a');
        text.setAttribute('class', 'x');
        fragment.insert(0, [node('paragraph', text)]);
      },
    ],
  ])('[GU15] %s is not allowed', (_, build) => {
    expect(codeOf(note(build))).toBe('NOT_ALLOWED');
  });
  test('[GU15] maps, lists, texts, fragments and hooks as nodes', () => {
    for (const ref of [0, 1, 2, 4]) expect(codeOf(record().craft([type(NOTE, ref)]))).toBe('NOT_ALLOWED');
    expect(codeOf(record().craft([type(NOTE, 5, 'hook')]))).toBe('NOT_ALLOWED');
  });
  test('[GU15] lists in lists, down to where nobody reads', () => {
    const nested = (depth: number): Y.XmlElement =>
      depth === 0 ? node('bulletList') : node('bulletList', node('listItem', nested(depth - 1)));
    expect(codeOf(note((fragment) => fragment.insert(0, [nested(11)])))).toBe('passed');
    expect(codeOf(note((fragment) => fragment.insert(0, [nested(14)])))).toBe('TOO_COMPLEX');
    expect(codeOf(note((fragment) => fragment.insert(0, [nested(100)])))).toBe('TOO_COMPLEX');
  });
});

describe('GU16 what may be taken away', () => {
  test('[GU16] text of a shared note, by anyone who writes it', () => {
    const bench = record().by(BO, (doc) => {
      const paragraph = new Y.XmlElement('paragraph');
      noteOf(doc, 'A1.1.1').insert(0, [paragraph]);
      paragraph.insert(0, [new Y.XmlText('abc')]);
    });
    expect(codeOf(bench.craft([], [{ client: BO, ranges: [[2, 1]] }]))).toBe('passed');
    expect(codeOf(bench.craft([], [{ client: BO, ranges: [[0, 5]] }]))).toBe('passed');
  });
  test('[GU17] seven bytes that take away what somebody recorded', () => {
    const bench = record().by(BO, (doc) => {
      for (const key of ['floor-area', 'staff', 'study']) recordFact(doc, key, 5);
    });
    expect(codeOf(bench.craft([], [{ client: BO, ranges: [[0, 3]] }]))).toBe('NOT_ALLOWED');
  });
});

describe('GU18 what it costs', () => {
  test('[GU18] at most 20,000 structs', () => {
    const structs = Array.from({ length: 20_001 }, () => gc(1));
    expect(codeOf(ballot().craft(structs))).toBe('TOO_COMPLEX');
  });
  test('[GU18] insertions that make Yjs walk the list again and again', () => {
    const bench = ballot().by(BO, (doc) => {
      for (let index = 0; index < 3_000; index += 1) doc.getText('remark:A1.1.1').insert(0, 'x');
    });
    const structs = Array.from({ length: 200 }, (_, index) =>
      string({ origin: at(BO, 2_999), right: at(BO, index * 2) }, 'y'),
    );
    expect(codeOf(bench.craft(structs))).toBe('TOO_COMPLEX');
  });
  test('[GU18] branch after branch of one key’s history', () => {
    const bench = ballot().by(BO, (doc) => castScore(doc, 'A1.1.1', 20));
    bench.by(BO, (doc) => castScore(doc, 'A1.1.1', 15));
    const structs = Array.from({ length: 10 }, () => any({ origin: at(BO, 0) }, 5));
    expect(codeOf(bench.craft(structs))).toBe('TOO_COMPLEX');
  });
});

describe('GU19 conflicts', () => {
  const inConflict = () =>
    consensus()
      .by(BO, (doc) => doc.getMap('agreed').set('A1.1.1', 20))
      .by(2, (doc) =>
        doc.getMap('conflicts').set('agreed:A1.1.1', {
          values: [
            { value: 20, by: 'bo' },
            { value: 15, by: 'alice' },
          ],
        }),
      );
  test('[GU19] nobody writes one', () => {
    expect(codeOf(consensus().craft([any({ root: 'conflicts', sub: 'agreed:A1.1.1' }, 'x')]))).toBe(
      'NOT_ALLOWED',
    );
    expect(
      codeOf(consensus().craft([any({ root: 'conflicts', sub: 'agreed:A1.1.1' }, { values: [] })])),
    ).toBe('NOT_ALLOWED');
    expect(codeOf(consensus().craft([any({ root: 'conflicts', sub: 'agreed:A9' }, null)]))).toBe(
      'NOT_ALLOWED',
    );
  });
  test('[GU19] nobody settles one without writing the value', () => {
    expect(codeOf(inConflict().craft([any({ origin: at(2, 0) }, null)]))).toBe('NOT_ALLOWED');
    expect(
      codeOf(
        inConflict().craft([any({ origin: at(2, 0) }, null), any({ root: 'agreed', sub: 'A1.1.2' }, 5)]),
      ),
    ).toBe('NOT_ALLOWED');
    expect(
      codeOf(inConflict().craft([any({ origin: at(2, 0) }, null), any({ origin: at(BO, 0) }, 15)])),
    ).toBe('passed');
  });
});

describe('AU who may not write', () => {
  test('[AU2] is refused what adds something, and not what adds nothing', () => {
    const bench = ballot().by(ALICE, (doc) => castScore(doc, 'A1.1.1', 20));
    const barred = { code: 'LOCKED', params: { phase: '合议' } } as const;
    const asked = (bytes: Uint8Array) => judge(bench, { person: 'alice', barred, now: NOW, since: 0 }, bytes);
    expect(codeOf(asked(Y.encodeStateAsUpdate(bench.doc)))).toBe('nothing');
    expect(codeOf(asked(craft([])))).toBe('nothing');
    expect(
      codeOf(asked(craft([{ client: ALICE, clock: 1, structs: [any({ origin: at(ALICE, 0) }, 5)] }]))),
    ).toBe('LOCKED');
    expect(codeOf(asked(craft([], [{ client: ALICE, ranges: [[0, 1]] }])))).toBe('LOCKED');
  });
});
