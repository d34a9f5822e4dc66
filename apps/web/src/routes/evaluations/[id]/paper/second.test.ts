import { describe, expect, it } from 'vitest';
import { readTyped } from './second.ts';

const at = (text: string) => readTyped(text, { maximum: 100 }, 5);

describe('one place of the second typing', () => {
  it('PB1: an untouched field says nothing, an empty place is said, and zero is a score', () => {
    expect(at(' ')).toEqual({ kind: 'nothing' });
    for (const text of ['空', '-', '—', 'empty']) expect(at(text)).toEqual({ kind: 'score', score: null });
    expect(at('0')).toEqual({ kind: 'score', score: 0 });
    expect(at('８．５')).toEqual({ kind: 'score', score: 85 });
  });
  it('PT4: what is no score of this place is refused with why', () => {
    expect(at('十')).toEqual({ kind: 'refused', verdict: 'not-a-number' });
    expect(at('10.5')).toEqual({ kind: 'refused', verdict: 'over-maximum' });
    expect(at('8.3')).toEqual({ kind: 'refused', verdict: 'off-step' });
  });
});
