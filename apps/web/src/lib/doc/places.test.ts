import { describe, expect, it } from 'vitest';
import { castScore, noteOf, recordFact, remarkOf, writeText } from '@heping/protocol';
import * as Y from 'yjs';
import { placesTouched, rootsTouched } from './places.ts';

function touchedBy(change: (doc: Y.Doc) => void, doc = new Y.Doc()) {
  const seen: { places: readonly string[]; roots: ReadonlySet<string> }[] = [];
  const listen = (transaction: Y.Transaction) =>
    seen.push({ places: placesTouched(transaction), roots: rootsTouched(transaction) });
  doc.on('afterTransaction', listen);
  change(doc);
  doc.off('afterTransaction', listen);
  return {
    places: seen.flatMap(({ places }) => places),
    roots: [...new Set(seen.flatMap(({ roots }) => [...roots]))],
  };
}

describe('where a change is', () => {
  it('[PL1] names the key of a map', () => {
    expect(touchedBy((doc) => castScore(doc, 'A1.2.2', 85)).places).toEqual(['scores:A1.2.2']);
    expect(touchedBy((doc) => recordFact(doc, 'zones-service.reception', true)).places).toEqual([
      'facts:zones-service.reception',
    ]);
  });
  it('[PL2] names a text as a whole, at any depth and for deletions too', () => {
    const doc = new Y.Doc();
    const write = () => {
      const paragraph = new Y.XmlElement('paragraph');
      noteOf(doc, 'A1.2.2').insert(0, [paragraph]);
      paragraph.insert(0, [new Y.XmlText('丈量')]);
    };
    expect(new Set(touchedBy(write, doc).places)).toEqual(new Set(['note:A1.2.2']));
    const cut = () => (noteOf(doc, 'A1.2.2').get(0) as Y.XmlElement).delete(0, 1);
    expect(touchedBy(cut, doc).places).toEqual(['note:A1.2.2']);
  });
  it('[PL3] readers of one root hear of that root only', () => {
    expect(touchedBy((doc) => writeText(remarkOf(doc, 'A1.2.2'), '以图纸为准')).roots).toEqual([
      'remark:A1.2.2',
    ]);
  });
});
