import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { anchorOf, rangeOf } from './anchors.ts';

describe('anchors', () => {
  it('[AN1] stay with their words while others write around them', () => {
    const doc = new Y.Doc();
    const text = doc.getText('cause:1');
    text.insert(0, '人手不足，制度未落实');
    const anchor = JSON.parse(JSON.stringify(anchorOf(text, 5, 7))) as unknown;
    text.insert(0, '主要是');
    text.insert(text.length, '。');
    const range = rangeOf(text, anchor);
    expect(range && text.toString().slice(range.from, range.to)).toBe('制度');
    text.delete(8, 2);
    expect(rangeOf(text, anchor)).toEqual({ from: 8, to: 8 });
  });
  it('[AN2] of another text, or what cannot be read, is nowhere', () => {
    const doc = new Y.Doc();
    const [one, other] = [doc.getText('cause:1'), doc.getText('cause:2')];
    one.insert(0, '一');
    other.insert(0, '二');
    expect(rangeOf(other, anchorOf(one, 0, 1))).toBeNull();
    for (const wrong of [
      null,
      5,
      {},
      { anchor: 1, head: {} },
      { anchor: { item: { client: 'x' } }, head: null },
    ])
      expect(rangeOf(one, wrong)).toBeNull();
  });
});
