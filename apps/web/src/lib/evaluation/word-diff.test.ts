import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordDiff } from './word-diff.ts';

const shown = (before: string, after: string) =>
  wordDiff(before, after)
    .map(({ kind, text }) => ({ same: text, out: `[-${text}]`, in: `[+${text}]` })[kind])
    .join('');

describe('word diff', () => {
  it('[WD1] shows what went and what came where it was', () => {
    expect(shown('增设一个窗口', '增设两个服务窗口')).toBe('增设[-一][+两]个[+服务]窗口');
    expect(shown('by 20 March', 'by 25 March')).toBe('by [-20][+25] March');
    expect(shown('', '新')).toBe('[+新]');
    expect(shown('同', '同')).toBe('同');
  });
  it('[WD2] gives back both texts', () => {
    const text = fc.string({
      unit: fc.constantFrom('人', '手', 'a', 'b', ' ', '，', '1', '😀'),
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordDiff(before, after);
        const without = (kind: string) => parts.map((part) => (part.kind === kind ? '' : part.text)).join('');
        expect([without('in'), without('out')]).toEqual([before, after]);
      }),
    );
  });
});
