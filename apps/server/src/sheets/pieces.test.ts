/** Photos and files frozen into the sheet: by hash, and without touching what older sheets are. [SH8] */
import { canonicalJson } from '@heping/db';
import {
  addPiece,
  linkPiece,
  readPieces,
  removePiece,
  schemas,
  setPiece,
  type NewPiece,
} from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { fullMatter, fullSheet, townshipFrame } from '../testing/sheet.ts';
import { sheetChanges } from './changes.ts';
import { sheetContent } from './content.ts';
import { sheetPieces, type ArrivedFile } from './pieces.ts';

const SLOT = 'ab12cd34ef56';
const photo = (more: Partial<NewPiece> = {}): NewPiece => ({
  ...{ by: 'alice', kind: 'photo', taken: 1_772_000_000_000, name: '现场.jpg', of: null, serves: ['A1.3.1'] },
  ...more,
});
const arrived: ArrivedFile = {
  ...{ slot: SLOT, personId: 'alice', cameAs: 'b'.repeat(64) },
  file: { id: 'file-1', type: 'image/jpeg', sha256: 'a'.repeat(64) },
};
const recordWith = (change: (record: Y.Doc) => void) => {
  const record = new Y.Doc();
  addPiece(record, SLOT, photo({ caption: '南门旗杆' }));
  change(record);
  return readPieces(record);
};
const sheetWith = (pieces: ReturnType<typeof sheetPieces>) =>
  sheetContent(townshipFrame, { ...fullMatter, pieces });

describe('pieces of a sheet', () => {
  it('[SH8] are named by the hash of their bytes, as sent and as kept', () => {
    const [piece] = sheetPieces(
      recordWith(() => undefined),
      [arrived],
    );
    expect(piece).toMatchObject({
      ...{ slot: SLOT, by: 'alice', caption: '南门旗杆', serves: ['A1.3.1'] },
      file: { id: 'file-1', type: 'image/jpeg', cameAs: 'b'.repeat(64), sha256: 'a'.repeat(64) },
    });
  });

  it('[SH8, FS11] a file under the slot of somebody else is none of it', () => {
    expect(
      sheetPieces(
        recordWith(() => undefined),
        [{ ...arrived, personId: 'bo' }],
      )[0]?.file,
    ).toBeNull();
    expect(
      sheetPieces(
        recordWith(() => undefined),
        [],
      )[0]?.file,
    ).toBeNull();
  });

  it('[SH8] what was taken out, or stands with no indicator, is not signed', () => {
    expect(
      sheetPieces(
        recordWith((record) => removePiece(record, SLOT)),
        [arrived],
      ),
    ).toEqual([]);
    expect(
      sheetPieces(
        recordWith((record) => linkPiece(record, SLOT, 'A1.3.1', false)),
        [arrived],
      ),
    ).toEqual([]);
  });

  it('[SH8] a sheet without any is byte for byte what it always was', () => {
    expect(Object.keys(fullSheet)).not.toContain('pieces');
    expect(Object.keys(fullSheet)).not.toContain('noteMethods');
    expect(canonicalJson(sheetWith([]))).toBe(canonicalJson(fullSheet));
  });

  it('[SH8] a sheet with some is what the protocol says it is', () => {
    const sheet = sheetContent(townshipFrame, {
      ...fullMatter,
      pieces: sheetPieces(
        recordWith(() => undefined),
        [arrived],
      ),
      noteMethods: { 'A1.3.1': 'inspect' },
    });
    expect(schemas.SheetContent.parse(sheet)).toEqual(sheet);
    expect(sheet.noteMethods).toEqual({ 'A1.3.1': 'inspect' });
  });

  it('[SH5, SH8] whatever of a piece is another is a change', () => {
    const of = (change: (record: Y.Doc) => void) => sheetWith(sheetPieces(recordWith(change), [arrived]));
    const before = of(() => undefined);
    for (const change of [
      (record: Y.Doc) => setPiece(record, SLOT, 'caption', '北门'),
      (record: Y.Doc) => setPiece(record, SLOT, 'method', 'inspect'),
      (record: Y.Doc) => linkPiece(record, SLOT, 'A1.1.1', true),
      (record: Y.Doc) => removePiece(record, SLOT),
    ])
      expect(sheetChanges(huzhou, before, of(change))).toMatchObject([{ kind: 'evidence', at: SLOT }]);
    const late = sheetWith(
      sheetPieces(
        recordWith(() => undefined),
        [],
      ),
    );
    expect(sheetChanges(huzhou, late, before)).toMatchObject([{ kind: 'evidence', at: SLOT }]);
  });
});
