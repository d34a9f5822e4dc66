/** The rules of the guard about evidence: patterns, values, whose a piece is, and how many there may be. [GU11–GU13, GU22, GU24] */
import {
  addPiece,
  linkPiece,
  PIECE_LIMITS,
  pieceKey,
  removePiece,
  setNoteMethod,
  setPiece,
  TEXT_LIMITS,
  type NewPiece,
} from '@heping/protocol';
import type { Method } from '@heping/scoring';
import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { ALICE, BO, codeOf, NOW, record, updateBy, type Bench } from './testing/bench.ts';
import { any, craft, deleted, string, type, type CraftStruct } from './testing/craft.ts';

const SLOT = 'ab12cd34ef56';
const root = 'evidence';
const BY = any({ root, sub: pieceKey(SLOT, 'by') }, 'alice');
const slotAt = (index: number) => index.toString(36).padStart(12, 'x');
const photo = (by = 'alice', more: Partial<NewPiece> = {}): NewPiece => ({
  ...{ by, kind: 'photo', taken: NOW, name: '现场.jpg', of: null, serves: ['A1.3.1'] },
  ...more,
});
const begun = () => record().by(ALICE, (doc) => addPiece(doc, SLOT, photo()));
const judgedAs = (bench: Bench, who: 'alice' | 'bo', change: (doc: Y.Doc) => void) =>
  codeOf(bench.judge(updateBy(who === 'alice' ? ALICE : BO, bench.doc, change), who));
const wrongIn = (bench: Bench, struct: CraftStruct) => {
  const verdict = bench.craft([struct]);
  return verdict.kind === 'passed' ? (verdict.writes[0]?.wrong?.code ?? 'right') : codeOf(verdict);
};

describe('GU11 keys of evidence', () => {
  test.each([
    ['an unknown field', any({ root, sub: `${SLOT}.who` }, 'alice')],
    ['a slot that is none', any({ root, sub: 'AB.by' }, 'alice')],
    ['an indicator that there is not', any({ root, sub: `${SLOT}.at.Z9` }, true)],
    ['a note of an indicator that there is not', any({ root, sub: 'note.Z9' }, 'ask')],
    ['a prototype', any({ root, sub: '__proto__' }, 1)],
    ['a map under a key', type({ root, sub: pieceKey(SLOT, 'caption') }, 1)],
    ['a text under a key', string({ root, sub: pieceKey(SLOT, 'caption') }, 'a')],
    ['an object', any({ root, sub: pieceKey(SLOT, 'caption') }, { a: 1 })],
    ['a conflict', any({ root: 'conflicts', sub: `evidence:${SLOT}.caption` }, { values: [] })],
    ['a conflict of nothing', any({ root: 'conflicts', sub: `evidence:${SLOT}.who` }, null)],
  ])('[GU11] %s is not allowed', (_, struct) => {
    const bench = begun();
    const before = Y.encodeStateAsUpdate(bench.doc);
    expect(codeOf(bench.craft([struct]))).toBe('NOT_ALLOWED');
    expect(Y.encodeStateAsUpdate(bench.doc)).toEqual(before);
  });

  test('[GU11] no other document has evidence', () => {
    expect(record().content.hasKey('evidence', pieceKey(SLOT, 'by'))).toBe(true);
    expect(record().content.hasKey('facts', pieceKey(SLOT, 'by'))).toBe(false);
  });

  test('[GU11] what pages write is let in', () => {
    expect(
      judgedAs(record(), 'alice', (doc) => {
        addPiece(
          doc,
          SLOT,
          photo('alice', { caption: '大门标识', where: '南门', serves: ['A1.3.1', 'A1.1.1'] }),
        );
        setPiece(doc, SLOT, 'method', 'observe');
        setNoteMethod(doc, 'A1.3.1', 'compare');
        removePiece(doc, SLOT);
      }),
    ).toBe('passed');
  });
});

describe('GU13 values of evidence', () => {
  test.each([
    ['method', 'inspect', 'right'],
    ['method', null, 'right'],
    ['method', 'guess', 'BAD_FACT'],
    ['caption', '大门', 'right'],
    ['caption', 'x'.repeat(TEXT_LIMITS.caption + 1), 'TOO_LONG'],
    ['caption', 'a\u0007', 'UNCLEAN_TEXT'],
    ['caption', 7, 'BAD_FACT'],
    ['where', 'x'.repeat(TEXT_LIMITS.where + 1), 'TOO_LONG'],
    ['before', 'zz12cd34ef56', 'right'],
    ['before', 'elsewhere', 'BAD_FACT'],
    ['removed', true, 'right'],
    ['removed', false, 'BAD_FACT'],
    ['removed', null, 'right'],
    ['item', 'none.such', 'BAD_FACT'],
    ['item', null, 'right'],
    ['at.A1.2.2', true, 'right'],
    ['at.A1.2.2', null, 'right'],
    ['at.A1.2.2', 'yes', 'BAD_FACT'],
  ])('[GU13] %s %j is %s', (field, value, expected) => {
    expect(wrongIn(begun(), any({ root, sub: `${SLOT}.${field}` }, value))).toBe(expected);
  });

  test.each([
    ['kind', 'film', 'BAD_FACT'],
    ['taken', 12, 'BAD_FACT'],
    ['taken', NOW + 0.5, 'BAD_FACT'],
    ['taken', NOW, 'right'],
    ['name', 'x'.repeat(TEXT_LIMITS.fileName + 1), 'TOO_LONG'],
    ['of', 'elsewhere', 'BAD_FACT'],
  ])('[GU13] of one’s own: %s %j is %s', (field, value, expected) => {
    const verdict = record().craft([BY, any({ root, sub: `${SLOT}.${field}` }, value)]);
    const wrong =
      verdict.kind === 'passed' ? verdict.writes.find(({ key }) => key.endsWith(field))?.wrong : null;
    expect(verdict.kind === 'passed' ? (wrong?.code ?? 'right') : codeOf(verdict)).toBe(expected);
  });

  test('[GU13] every item of the tier’s checklists may be named', () => {
    const bench = begun();
    const lists = bench.content;
    expect(lists.judgeValue('evidence', `${SLOT}.item`, 'facts.none')).not.toBeNull();
  });
});

describe('GU24 whose a piece is', () => {
  test('[GU24] a piece begins with who brings it', () => {
    const of = (...structs: CraftStruct[]) => codeOf(record().craft(structs));
    expect(of(any({ root, sub: pieceKey(SLOT, 'caption') }, '大门'))).toBe('NOT_ALLOWED');
    expect(of(any({ root, sub: `${SLOT}.at.A1.1.1` }, true))).toBe('NOT_ALLOWED');
    expect(of(any({ root, sub: pieceKey(SLOT, 'by') }, null))).toBe('NOT_ALLOWED');
    expect(of(any({ root, sub: pieceKey(SLOT, 'caption') }, '大门'), BY)).toBe('passed');
  });

  test('[GU24] nobody brings one in another’s name', () => {
    expect(judgedAs(record(), 'bo', (doc) => addPiece(doc, SLOT, photo('alice')))).toBe('NOT_YOURS');
    expect(judgedAs(record(), 'bo', (doc) => addPiece(doc, SLOT, photo('bo')))).toBe('passed');
  });

  test.each([
    ['by', 'bo'],
    ['by', null],
    ['kind', 'file'],
    ['kind', null],
    ['taken', NOW - 1],
    ['taken', null],
    ['name', '别的.jpg'],
    ['of', 'zz12cd34ef56'],
  ])('[GU24] what was said with it stays: nobody sets %s to %j', (field, value) => {
    for (const who of ['bo', 'alice'] as const) {
      const bench = begun();
      const change = (doc: Y.Doc) => void doc.getMap(root).set(`${SLOT}.${field}`, value);
      // Of what was left open its maker may still say it.
      const expected = who === 'alice' && field === 'of' ? 'passed' : 'NOT_YOURS';
      expect([who, judgedAs(bench, who, change)]).toEqual([who, expected]);
    }
  });

  test('[GU24] the same said again is no change of it', () => {
    const again = (doc: Y.Doc) => void doc.getMap(root).set(pieceKey(SLOT, 'by'), 'alice');
    expect(judgedAs(begun(), 'alice', again)).toBe('passed');
    expect(judgedAs(begun(), 'bo', again)).toBe('NOT_YOURS');
  });

  test('[GU24] the whole panel says what it shows, links it, takes it out and puts it back', () => {
    const bench = begun();
    expect(judgedAs(bench, 'bo', (doc) => setPiece(doc, SLOT, 'caption', '南大门'))).toBe('passed');
    expect(judgedAs(bench, 'bo', (doc) => linkPiece(doc, SLOT, 'A1.1.1', true))).toBe('passed');
    expect(judgedAs(bench, 'bo', (doc) => removePiece(doc, SLOT))).toBe('passed');
  });

  test('[GU24] two values of what is said once, in one change, are one too many', () => {
    const key = { root, sub: pieceKey(SLOT, 'kind') };
    expect(
      codeOf(record().craft([BY, any(key, 'photo'), any({ origin: { client: ALICE, clock: 1 } }, 'file')])),
    ).toBe('NOT_YOURS');
    expect(codeOf(record().craft([BY, deleted(key, 1)]))).toBe('NOT_ALLOWED');
  });

  test('[GU12, GU17] no key of a piece is ever deleted', () => {
    const erased = (doc: Y.Doc) => void doc.getMap(root).delete(pieceKey(SLOT, 'caption'));
    const bench = begun().by(ALICE, (doc) => setPiece(doc, SLOT, 'caption', '大门'));
    expect(judgedAs(bench, 'bo', erased)).toBe('NOT_ALLOWED');
  });

  test('[GU6] who comes back with all of it is let in', () => {
    const bench = begun();
    const again = bench.judge(Y.encodeStateAsUpdate(bench.doc), 'bo');
    // Whoever brings what is there already is told that it is kept: another tab may have been first. [EQ4]
    const { clients } = bench.doc.store;
    expect(again).toMatchObject({ kind: 'nothing', clients: expect.arrayContaining([...clients.keys()]) });
  });
});

describe('GU22 how many pieces there may be', () => {
  test('[GU22] so many of one person, and those taken out count', () => {
    const bench = record().by(ALICE, (doc) => {
      for (let at = 0; at < PIECE_LIMITS.ofOne - 1; at += 1) addPiece(doc, slotAt(at), photo());
    });
    expect(judgedAs(bench, 'alice', (doc) => addPiece(doc, SLOT, photo()))).toBe('passed');
    bench.by(ALICE, (doc) => addPiece(doc, SLOT, photo()));
    bench.by(ALICE, (doc) => removePiece(doc, SLOT));
    expect(judgedAs(bench, 'alice', (doc) => addPiece(doc, 'zz12cd34ef56', photo()))).toBe('TOO_MANY_PIECES');
    expect(judgedAs(bench, 'bo', (doc) => addPiece(doc, 'zz12cd34ef56', photo('bo')))).toBe('passed');
    // What is there goes on.
    expect(judgedAs(bench, 'alice', (doc) => setPiece(doc, SLOT, 'caption', '大门'))).toBe('passed');
  });

  test('[GU22, SO6] what is said of a piece that is there walks along nobody’s keys', () => {
    const bench = record().by(ALICE, (doc) => {
      for (let at = 0; at < 20; at += 1) addPiece(doc, slotAt(at), photo());
    });
    const walked = vi.spyOn(bench.doc.getMap('evidence')._map, 'keys');
    expect(judgedAs(bench, 'bo', (doc) => removePiece(doc, slotAt(3)))).toBe('passed');
    expect(walked).not.toHaveBeenCalled();
    expect(judgedAs(bench, 'bo', (doc) => addPiece(doc, SLOT, photo('bo')))).toBe('passed');
    expect(walked).toHaveBeenCalled();
  });

  test('[GU22] so many of a record', () => {
    const bench = record();
    bench.owners.set(3003, 'chen');
    for (const [client, by, from] of [
      [ALICE, 'alice', 0],
      [BO, 'bo', PIECE_LIMITS.ofOne],
    ] as const)
      bench.by(client, (doc) => {
        for (let at = 0; at < PIECE_LIMITS.ofOne; at += 1) addPiece(doc, slotAt(from + at), photo(by));
      });
    const more = updateBy(3003, bench.doc, (doc) => addPiece(doc, SLOT, photo('chen')));
    expect(codeOf(bench.judge(more, 'chen'))).toBe('TOO_MANY_PIECES');
  });
});

test('[GU24] a piece’s keys may come in any order of client ids', () => {
  const bench = record();
  bench.owners.set(BO, 'alice');
  const words = { client: BO, structs: [any({ root, sub: pieceKey(SLOT, 'caption') }, '大门')] };
  expect(codeOf(bench.judge(craft([words])))).toBe('NOT_ALLOWED');
  expect(codeOf(bench.judge(craft([words, { client: ALICE, structs: [BY] }])))).toBe('passed');
});

/** Two tabs of one device: each says it unseen by the other, and the one opened next has both. */
function twoTabs(
  bench: Bench,
  first: (doc: Y.Doc) => void,
  second: (doc: Y.Doc) => void,
  ids = [ALICE, ALICE + 1],
) {
  const merged = new Y.Doc();
  const begin = Y.encodeStateAsUpdate(bench.doc);
  Y.applyUpdate(merged, begin);
  for (const [place, change] of [first, second].entries())
    Y.applyUpdate(merged, updateBy(ids[place] ?? 0, bench.doc, change));
  return Y.encodeStateAsUpdate(merged, Y.encodeStateVector(bench.doc));
}

describe('GU24 two tabs of one device', () => {
  const name = (doc: Y.Doc) => addPiece(doc, SLOT, photo());

  test.each([[[ALICE, ALICE + 1]], [[ALICE + 1, ALICE]]])(
    '[GU24] a piece that both have named comes in, whichever was first: %j',
    (ids) => {
      const bench = record();
      const verdict = bench.judge(twoTabs(bench, name, name, ids));
      expect(codeOf(verdict)).toBe('passed');
    },
  );

  test('[GU12] and so does a value that both have written, where there was one before and where there was none', () => {
    const bench = record();
    const write = (value: Method) => (doc: Y.Doc) => setNoteMethod(doc, 'A1.3.1', value);
    for (const _ of ['none before', 'one before']) {
      const both = twoTabs(bench, write('ask'), write('observe'));
      expect(codeOf(bench.judge(both))).toBe('passed');
      bench.by(ALICE, write('listen'));
    }
  });

  test('[GU24] nor is it anybody else’s by that', () => {
    const bench = begun();
    const steal = (doc: Y.Doc) => void doc.getMap(root).set(pieceKey(SLOT, 'by'), 'bo');
    expect(codeOf(bench.judge(twoTabs(bench, steal, steal, [BO, BO + 1]), 'bo'))).toBe('NOT_YOURS');
    const lone = bench.craft([deleted({ root, sub: pieceKey(SLOT, 'by') }, 1)], [], BO);
    expect(codeOf(lone)).not.toBe('passed');
  });
});
