import { describe, expect, it } from 'vitest';
import { castScore, noteOf, recordFact, remarkOf, writeText } from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import * as Y from 'yjs';
import { compareCopy, exportCopy, openCopy } from './copy.ts';

describe('a kept copy', () => {
  it('[CO1] shows what was here beside what the server holds, and only what differs', () => {
    const mine = new Y.Doc();
    castScore(mine, 'A1.2.2', 85);
    castScore(mine, 'A1.1.1', 10);
    writeText(remarkOf(mine, 'A1.2.2'), '面积以图纸为准');
    const server = new Y.Doc();
    castScore(server, 'A1.2.2', 80);
    castScore(server, 'A1.1.1', 10);
    const copy = openCopy(Y.encodeStateAsUpdate(mine));
    expect(compareCopy(copy, server, 'ballot', huzhou)).toEqual([
      { place: 'scores:A1.2.2', kept: 85, server: 80 },
      { place: 'remark:A1.2.2', kept: '面积以图纸为准', server: null },
    ]);
  });

  it('[CO2] reads evidence notes as plain text and leaves cleared values out', () => {
    const mine = new Y.Doc();
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('现场丈量')]);
    noteOf(mine, 'A1.2.2').insert(0, [paragraph]);
    recordFact(mine, 'floor-area', 2860);
    recordFact(mine, 'floor-area', null);
    expect(compareCopy(mine, new Y.Doc(), 'record', huzhou)).toEqual([
      { place: 'note:A1.2.2', kept: '现场丈量', server: null },
    ]);
  });

  it('[CO3] goes out as text, one line a place', () => {
    expect(exportCopy('未保存的内容', [{ label: 'A1.2.2 分数', kept: '8.5', server: '8' }])).toBe(
      '未保存的内容\n\nA1.2.2 分数\t8.5\t8\n',
    );
  });
});
