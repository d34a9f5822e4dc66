import { describe, expect, it } from 'vitest';
import { piecesOf } from './pieces.ts';

const caret = (id: string, at: number) => ({ id, name: id, color: '#000', at });
const drawn = (...asked: Parameters<typeof piecesOf>) =>
  piecesOf(...asked).map((piece) =>
    piece.kind === 'caret'
      ? `|${piece.caret.id}`
      : `${piece.text}${piece.marks.map((id) => `<${id}>`).join('')}`,
  );

describe('pieces of a text', () => {
  it('[PC1] is whole where nobody is', () => {
    expect(drawn('人手不足', [], [])).toEqual(['人手不足']);
    expect(drawn('', [caret('a', 0)], [])).toEqual(['|a']);
  });
  it('[PC1] is cut at carets, two at one place stand beside each other', () => {
    expect(drawn('人手不足', [caret('a', 2), caret('b', 2), caret('c', 9)], [])).toEqual([
      '人手',
      '|a',
      '|b',
      '不足',
      '|c',
    ]);
  });
  it('[PC2] says over which words a mark lies, overlapping ones too', () => {
    const marks = [
      { id: 'x', from: 0, to: 3 },
      { id: 'y', from: 2, to: 4 },
    ];
    expect(drawn('人手不足', [], marks)).toEqual(['人手<x>', '不<x><y>', '足<y>']);
  });
});
