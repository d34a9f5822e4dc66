import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAt, mergeText, shiftCaret, spliceBetween } from './splice.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '面', '积'), maxLength: 12 });
const seeded = { seed: 20261123 };

describe('plain text written together', () => {
  it('the splice between two versions makes one into the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { at, remove, insert } = spliceBetween(before, after);
        expect(before.slice(0, at) + insert + before.slice(at + remove)).toBe(after);
      }),
      seeded,
    );
  });
  it('a caret stays with the text around it', () => {
    const insertion = spliceBetween('面积不足', '总面积不足');
    expect(shiftCaret(0, insertion)).toBe(0);
    expect(shiftCaret(2, insertion)).toBe(3);
    expect(shiftCaret(4, spliceBetween('总面积不足', '总不足'))).toBe(2);
    expect(shiftCaret(2, spliceBetween('总面积不足', '总不足'))).toBe(1);
  });
  it('two insertions at different places both stay', () => {
    expect(mergeText('面积不足', '总面积不足', '面积不足，已扣分')).toBe('总面积不足，已扣分');
    expect(mergeText('面积不足', '面积不足，已扣分', '总面积不足')).toBe('总面积不足，已扣分');
  });
  it('an insertion inside what the other removed stays', () => {
    expect(mergeText('abcd', '', 'abXcd')).toBe('X');
    expect(mergeText('abcd', 'abXcd', '')).toBe('X');
  });
  it('with one change only the text is that change', () => {
    fc.assert(
      fc.property(text, text, (base, changed) => {
        expect(mergeText(base, changed, base)).toBe(changed);
        expect(mergeText(base, base, changed)).toBe(changed);
      }),
      seeded,
    );
  });
  it('no inserted character of either is lost', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const merged = mergeText(base, mine, theirs);
        for (const side of [mine, theirs]) expect(merged).toContain(spliceBetween(base, side).insert);
      }),
      seeded,
    );
  });
});

describe('a text beside its limit', () => {
  it.each([
    ['未满', 5, ['未满', '']],
    ['正好五个字', 5, ['正好五个字', '']],
    ['超过了五个字', 5, ['超过了五个', '字']],
    ['四个字旗🚩多', 5, ['四个字旗', '🚩多']],
  ])('“%s” of %i', (whole, limit, parts) => {
    expect(cutAt(whole, limit)).toEqual(parts);
  });
});
