import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPaper, type Typing } from './paper-check.ts';

const CODES = ['A1.1.1', 'A1.1.2', 'A1.1.3'];
const ballot: Typing = { 'A1.1.1': 50, 'A1.1.2': 0 };

describe('a ballot from paper is typed twice', () => {
  it('PB1: an empty place is typed as empty; empty is never zero', () => {
    expect(checkPaper(CODES, ballot, { 'A1.1.1': 50, 'A1.1.2': 0, 'A1.1.3': null }).state).toBe('checked');
    expect(checkPaper(CODES, ballot, { 'A1.1.1': 50, 'A1.1.2': null, 'A1.1.3': 0 })).toEqual({
      ...{ state: 'differs', typed: 3, total: 3 },
      differing: ['A1.1.2', 'A1.1.3'],
    });
  });

  it('PB2: nothing is told of a difference before the second typing is whole', () => {
    expect(checkPaper(CODES, ballot, { 'A1.1.1': 45, 'A1.1.2': 5 })).toEqual({
      ...{ state: 'typing', typed: 2, total: 3 },
      differing: [],
    });
    expect(checkPaper(CODES, {}, {})).toMatchObject({ state: 'typing', typed: 0 });
  });

  it('PB3: checked is what is the same now, whichever side was changed last', () => {
    const place = fc.option(fc.integer({ min: 0, max: 100 }));
    const typing = fc.record(Object.fromEntries(CODES.map((code) => [code, place])));
    fc.assert(
      fc.property(typing, typing, (own, second) => {
        const { state, differing } = checkPaper(CODES, own, second);
        expect(differing).toEqual(CODES.filter((code) => own[code] !== second[code]));
        expect(state === 'checked').toBe(differing.length === 0);
        expect(checkPaper(CODES, second, own).differing).toEqual(differing);
        expect(checkPaper(CODES, own, { ...second, ...own }).state).toBe('checked');
      }),
    );
  });
});
