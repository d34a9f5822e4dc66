import { afterEach, describe, expect, it } from 'vitest';
import { addMeasure, addPiece, giveMeasure, recordFact, setPiece, type NewPiece } from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import * as Y from 'yjs';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { copyLines, pieceNameAt, placeInFull } from './copy-lines.ts';

const NAMES: Record<string, string> = { 'person-shen': '沈丽华', 'person-yu': '俞明' };
const reading = { rubric: huzhou, nameOf: (person: string) => NAMES[person] ?? '有人' };
const photo: NewPiece = {
  by: 'person-shen',
  kind: 'photo',
  taken: Date.UTC(2026, 10, 30, 19, 33, 10, 367),
  name: 'IMG_0003.jpg',
  of: null,
  serves: ['A1.3.2'],
};
const record = (write: (doc: Y.Doc) => void): Y.Doc => {
  const doc = new Y.Doc();
  write(doc);
  return doc;
};
afterEach(() => overwriteGetLocale(() => 'zh'));

describe('[CO4] a kept copy in words', () => {
  it('has one line for a piece that the server has not: its indicators, its name, who brought it and when', () => {
    overwriteGetLocale(() => 'zh');
    const mine = record((doc) => addPiece(doc, 'ab12cd34ef56', { ...photo, caption: '门牌' }));
    expect(copyLines(mine, new Y.Doc(), 'record', reading)).toEqual([
      {
        place: 'evidence:ab12cd34ef56',
        label: 'A1.3.2 照片“IMG_0003.jpg”',
        kept: '沈丽华，2026-12-01 03:33（设备时间）；说明 门牌',
        server: '（空）',
      },
    ]);
  });

  it('says of a piece that both have only what differs', () => {
    overwriteGetLocale(() => 'zh');
    const theirs = record((doc) => addPiece(doc, 'ab12cd34ef56', photo));
    const mine = record((doc) => {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs));
      setPiece(doc, 'ab12cd34ef56', 'where', '三楼');
      setPiece(doc, 'ab12cd34ef56', 'method', 'inspect');
    });
    expect(copyLines(mine, theirs, 'record', reading).map(({ kept, server }) => [kept, server])).toEqual([
      ['评价方法 检查；地点 三楼', '（空）'],
    ]);
    expect(pieceNameAt('evidence:ab12cd34ef56.where', mine)).toBe('IMG_0003.jpg');
  });

  it('names the indicators of a fact', () => {
    overwriteGetLocale(() => 'zh');
    const mine = record((doc) => recordFact(doc, 'floor-area', 28_600));
    expect(copyLines(mine, new Y.Doc(), 'record', reading)).toEqual([
      { place: 'facts:floor-area', label: 'A1.2.2 面积', kept: '2860 ㎡', server: '（空）' },
    ]);
    expect(placeInFull('scores:A1.2.2', huzhou)).toBe('A1.2.2 评分');
  });

  it('names people and kinds of a plan, and leaves the place in its list out', () => {
    overwriteGetLocale(() => 'zh');
    const mine = record((doc) => {
      const place = addMeasure(doc, { finding: 3, slot: 'ab12cd' }, 'immediate');
      giveMeasure(doc, place, { id: 'person-yu', name: null });
    });
    expect(copyLines(mine, new Y.Doc(), 'plan', reading).map(({ kept }) => kept)).toEqual([
      '立行立改',
      '俞明',
    ]);
  });
});
