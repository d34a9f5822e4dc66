/** Evidence in the record: its layout as patterns, its verbs, and how two people's words on one piece come together. */
import { METHODS, PIECE_KINDS } from '@heping/scoring';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  noteMethodKey,
  parseEvidenceKey,
  PIECE_FIELDS,
  pieceKey,
  servesKey,
  slotOf,
} from './evidence-layout.ts';
import { piecesAt, readNoteMethod, readPieces } from './read-evidence.ts';
import {
  addPiece,
  linkPiece,
  removePiece,
  restorePiece,
  setNoteMethod,
  setPiece,
  type NewPiece,
} from './write-evidence.ts';

const SLOT = 'ab12cd34ef56';
const slot = fc.stringMatching(/^[a-z0-9]{12}$/);
const photo = (more: Partial<NewPiece> = {}): NewPiece => ({
  ...{ by: 'alice', kind: 'photo', taken: 1_772_000_000_000, name: '现场.jpg', of: null, serves: ['A1.3.1'] },
  ...more,
});
const exchange = (a: Y.Doc, b: Y.Doc) => {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
};

describe('LA17 the layout of evidence', () => {
  test('[LA17] what was spelled is read as the same', () => {
    fc.assert(
      fc.property(slot, fc.constantFrom(...PIECE_FIELDS), (at, field) => {
        expect(parseEvidenceKey(pieceKey(at, field))).toEqual({ kind: 'field', slot: at, field });
        expect(parseEvidenceKey(servesKey(at, 'A1.2.2'))).toEqual({
          kind: 'serves',
          slot: at,
          indicator: 'A1.2.2',
        });
        expect(slotOf(pieceKey(at, field))).toBe(at);
      }),
    );
    expect(parseEvidenceKey(noteMethodKey('A1.2.2'))).toEqual({ kind: 'note', indicator: 'A1.2.2' });
    expect(slotOf(noteMethodKey('A1.2.2'))).toBeUndefined();
  });
  test.each([
    '',
    'ab12cd34ef56',
    'AB12CD34EF56.by',
    'ab12cd34ef5.by',
    'ab12cd34ef56.who',
    'ab12cd34ef56.at.',
    'note.',
    '__proto__',
  ])('[LA17] %j is no key', (key) => expect(parseEvidenceKey(key)).toBeUndefined());
});

describe('WR1, RD9 pieces', () => {
  test('[RD9] a piece is read as it was brought, with everything that is said of it', () => {
    const record = new Y.Doc();
    addPiece(
      record,
      SLOT,
      photo({ caption: '大门标识', where: '南门', item: 'logo.gate', serves: ['A1.3.1', 'A1.1.1'] }),
    );
    setPiece(record, SLOT, 'method', 'inspect');
    expect(readPieces(record)).toEqual([
      {
        ...{ slot: SLOT, by: 'alice', kind: 'photo', taken: 1_772_000_000_000, name: '现场.jpg', of: null },
        ...{ method: 'inspect', caption: '大门标识', where: '南门', item: 'logo.gate', before: null },
        ...{ isRemoved: false, serves: ['A1.1.1', 'A1.3.1'] },
      },
    ]);
  });
  test('[RD9] in the order of being taken; values that are none of the list are left out', () => {
    const record = new Y.Doc();
    addPiece(record, 'bbbbbbbbbbbb', photo({ taken: 2_000 }));
    addPiece(record, 'aaaaaaaaaaaa', photo({ taken: 3_000 }));
    addPiece(record, 'cccccccccccc', photo({ taken: 2_000 }));
    record.getMap('evidence').set(pieceKey('aaaaaaaaaaaa', 'method'), 'guess');
    record.getMap('evidence').set(pieceKey('dddddddddddd', 'caption'), 'nobody’s');
    expect(readPieces(record).map((piece) => [piece.slot, piece.method])).toEqual([
      ['bbbbbbbbbbbb', null],
      ['cccccccccccc', null],
      ['aaaaaaaaaaaa', null],
    ]);
  });
  test('[LA18] taken out it stays in the record and can be put back', () => {
    const record = new Y.Doc();
    addPiece(record, SLOT, photo());
    removePiece(record, SLOT);
    expect(piecesAt(readPieces(record), 'A1.3.1')).toEqual([]);
    expect(readPieces(record)).toMatchObject([{ isRemoved: true, caption: null }]);
    restorePiece(record, SLOT);
    expect(piecesAt(readPieces(record), 'A1.3.1')).toHaveLength(1);
  });
  test('[LA17] two people who link one piece to two indicators unseen by each other keep both', () => {
    const [alice, bo] = [new Y.Doc(), new Y.Doc()];
    addPiece(alice, SLOT, photo());
    exchange(alice, bo);
    linkPiece(alice, SLOT, 'A1.1.1', true);
    linkPiece(bo, SLOT, 'A1.2.2', true);
    linkPiece(bo, SLOT, 'A1.3.1', false);
    exchange(alice, bo);
    expect(readPieces(alice)[0]?.serves).toEqual(['A1.1.1', 'A1.2.2']);
    expect(readPieces(bo)).toEqual(readPieces(alice));
  });
  test('[WR1] bringing a piece twice changes nothing', () => {
    const record = new Y.Doc();
    addPiece(record, SLOT, photo({ caption: '大门' }));
    setPiece(record, SLOT, 'caption', '南大门');
    const before = readPieces(record);
    addPiece(record, SLOT, photo({ caption: '大门' }));
    expect(readPieces(record)).toEqual(before);
  });
  test('[RD9] the method of a note is one of the list, or none', () => {
    const record = new Y.Doc();
    expect(readNoteMethod(record, 'A1.2.2')).toBeNull();
    setNoteMethod(record, 'A1.2.2', 'compare');
    expect(readNoteMethod(record, 'A1.2.2')).toBe('compare');
    setNoteMethod(record, 'A1.2.2', null);
    expect(readNoteMethod(record, 'A1.2.2')).toBeNull();
  });
  test('[RD9] any piece is read back whole', () => {
    const words = fc
      .string({ minLength: 1, maxLength: 40 })
      .filter((text) => text.trim() !== '' && !/[\p{C}]/u.test(text));
    fc.assert(
      fc.property(
        fc.constantFrom(...METHODS),
        fc.constantFrom(...PIECE_KINDS),
        words,
        (method, kind, caption) => {
          const record = new Y.Doc();
          addPiece(record, SLOT, photo({ method, kind, caption }));
          expect(readPieces(record)).toMatchObject([{ method, kind, caption }]);
        },
      ),
    );
  });
});
