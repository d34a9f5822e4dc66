/** Writes an evidence note as the editor would: paragraphs and lists of the note schema. [RT1] */
import { noteOf } from '@heping/protocol';
import type { IndicatorCode } from '@heping/scoring';
import * as Y from 'yjs';

const ITEM = '· ';

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}

function list(items: readonly string[]): Y.XmlElement {
  const element = new Y.XmlElement('bulletList');
  element.insert(
    0,
    items.map((item) => {
      const child = new Y.XmlElement('listItem');
      child.insert(0, [paragraph(item)]);
      return child;
    }),
  );
  return element;
}

/** A line is a paragraph; lines that begin with “· ” together are one list. */
export function writeNote(record: Y.Doc, indicator: IndicatorCode, words: string): void {
  const blocks: Y.XmlElement[] = [];
  let items: string[] = [];
  const endList = () => {
    if (items.length > 0) blocks.push(list(items));
    items = [];
  };
  for (const line of words.split('\n')) {
    if (line.startsWith(ITEM)) items.push(line.slice(ITEM.length));
    else {
      endList();
      blocks.push(paragraph(line));
    }
  }
  endList();
  record.transact(() => noteOf(record, indicator).insert(0, blocks));
}
