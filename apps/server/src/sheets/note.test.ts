import { noteOf } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { evidenceOf, noteTree } from './note.ts';

function noteWith(write: (text: Y.XmlText) => void): Y.Doc {
  const record = new Y.Doc();
  const paragraph = new Y.XmlElement('paragraph');
  const text = new Y.XmlText();
  paragraph.insert(0, [text]);
  noteOf(record, 'A1.2.2').insert(0, [paragraph]);
  write(text);
  return record;
}

describe('evidence notes', () => {
  it('[SH3] the same content hashes alike, whatever edits led to it', () => {
    const once = noteWith((text) => text.insert(0, '实测 286 ㎡'));
    const twice = noteWith((text) => {
      text.insert(0, '286 ㎡，');
      text.insert(0, '实测 ');
      text.delete(8, 1);
      text.format(0, 2, { bold: true });
      text.format(0, 2, { bold: null });
    });
    expect(noteTree(noteOf(twice, 'A1.2.2'))).toEqual(noteTree(noteOf(once, 'A1.2.2')));
    expect(evidenceOf(twice, 'A1.2.2')).toBe(evidenceOf(once, 'A1.2.2'));
  });

  it('[SH3] form is content: bold and typed marks hash differently', () => {
    const plain = noteWith((text) => text.insert(0, '消防通道'));
    const bold = noteWith((text) => text.insert(0, '消防通道', { bold: true }));
    const typed = noteWith((text) => text.insert(0, '<bold>消防通道</bold>'));
    const hashes = [plain, bold, typed].map((record) => evidenceOf(record, 'A1.2.2'));
    expect(new Set(hashes).size).toBe(3);
  });

  it('[SH3] an empty note has the hash of nothing', () => {
    expect(evidenceOf(new Y.Doc(), 'A1.2.2')).toBe(evidenceOf(new Y.Doc(), 'A1.1.1'));
  });
});
