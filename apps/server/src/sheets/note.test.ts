import { noteOf } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { evidenceOf, noteLines, noteTree } from './note.ts';

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

  it('[SH3] shown as lines: bullets and numbers on the first line of their item, lists in lists, bold and struck', () => {
    const record = noteWith((text) => {
      text.insert(0, '现场查看');
      text.insert(4, '三处', { bold: true });
      text.insert(6, '两处', { strike: true });
    });
    const item = (...children: (Y.XmlElement | Y.XmlText)[]) => element('listItem', children);
    const paragraph = (words: string) => element('paragraph', [new Y.XmlText(words)]);
    const numbers = element('orderedList', [
      item(paragraph('大厅'), paragraph('东侧')),
      item(paragraph('活动室'), element('bulletList', [item(paragraph('投影仪'))])),
    ]);
    numbers.setAttribute('start', 3 as unknown as string);
    noteOf(record, 'A1.2.2').push([numbers, element('paragraph', [])]);
    const plain = (text: string) => [{ text, bold: false, struck: false }];
    expect(noteLines(noteOf(record, 'A1.2.2'))).toEqual([
      {
        depth: 0,
        mark: '',
        runs: [
          { text: '现场查看', bold: false, struck: false },
          { text: '三处', bold: true, struck: false },
          { text: '两处', bold: false, struck: true },
        ],
      },
      { depth: 1, mark: '3.', runs: plain('大厅') },
      { depth: 1, mark: '', runs: plain('东侧') },
      { depth: 1, mark: '4.', runs: plain('活动室') },
      { depth: 2, mark: '•', runs: plain('投影仪') },
    ]);
    expect(noteLines(noteOf(new Y.Doc(), 'A1.2.2'))).toEqual([]);
  });
});

function element(name: string, children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  return made;
}
