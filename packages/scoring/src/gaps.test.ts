import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapsOf } from './gaps.ts';
import type { Sheet } from './gaps.ts';
import { huzhou } from './huzhou.ts';
import { compareCodes, indicatorsOf, requirementsOf } from './rubric-lookup.ts';
import type { Facts } from './types.ts';

const lines = indicatorsOf(huzhou);
const facts: Facts = {
  'floor-area': { value: 3200 },
  'zones-service': { value: { 'service-business': true } },
  'zones-display': { value: { 'education-publicity': true } },
  'zones-activity': { value: { oath: true, deliberation: true } },
  content: {
    value: {
      overview: true,
      structure: true,
      'party-affairs': true,
      'party-features': true,
      volunteering: true,
      notices: true,
    },
  },
  staff: { value: 1 },
  study: { value: 6 },
  topics: { value: 1 },
  satisfaction: { value: 953 },
};
/** A township's sheet with full marks throughout and everything recorded. */
const ready: Sheet = {
  rubric: huzhou,
  tier: 'township',
  agreed: Object.fromEntries(lines.map((line) => [line.code, line.maximum])),
  reasons: {},
  conflicts: [],
  contested: [],
  facts,
  exceptions: [],
  policy: 'discretion',
  step: 5,
};
const agree = (code: string, score: number | null) => ({ ...ready.agreed, [code]: score });

describe('gaps before signing', () => {
  it('GA2: a fact with two values stands with every indicator that it decides, beside a conflict of its score', () => {
    expect(gapsOf({ ...ready, conflicts: ['A1.5.1'], contested: ['staff'] })).toEqual([
      { kind: 'conflict', indicator: 'A1.5.1' },
      { kind: 'conflict', indicator: 'A1.5.1', requirement: 'staff' },
    ]);
  });

  it('GA6: a complete sheet may be signed', () => {
    expect(gapsOf(ready)).toEqual([]);
  });

  it('GA6: an empty sheet misses all 40 scores and every fact of the tier, in order', () => {
    const gaps = gapsOf({ ...ready, agreed: {}, facts: {} });
    expect(gaps.filter((gap) => gap.kind === 'score').map((gap) => gap.indicator)).toEqual(
      lines.map((line) => line.code),
    );
    expect(gaps.filter((gap) => gap.kind === 'fact')).toHaveLength(requirementsOf(huzhou, 'township').length);
    expect(gaps.map((gap) => gap.indicator)).toEqual(gaps.map((gap) => gap.indicator).toSorted(compareCodes));
  });

  it.each([null, 1000, 33, -5])('GA1: %s is no score of 6 points by halves', (score) => {
    expect(gapsOf({ ...ready, agreed: agree('A1.1.1', score) })).toEqual([
      { kind: 'score', indicator: 'A1.1.1' },
    ]);
  });

  it('GA2: an unsettled conflict is a gap', () => {
    expect(gapsOf({ ...ready, conflicts: ['A2.2.1'] })).toEqual([{ kind: 'conflict', indicator: 'A2.2.1' }]);
  });

  it('GA3: a fact that is not recorded is a gap, one that does not apply is none', () => {
    expect(gapsOf({ ...ready, facts: { ...facts, staff: { value: null } } })).toEqual([
      { kind: 'fact', indicator: 'A1.5.1', requirement: 'staff' },
    ]);
    const waived = { ...facts, staff: { value: null, notApplicable: '筹建期' } };
    expect(gapsOf({ ...ready, facts: waived })).toEqual([]);
  });

  it('GA4: full marks on too small a floor are a gap until the chair lifts it or the score is lowered', () => {
    const small = { ...ready, facts: { ...facts, 'floor-area': { value: 2800 } } };
    expect(gapsOf(small)).toEqual([{ kind: 'over-ceiling', indicator: 'A1.2.2' }]);
    const exceptions = [{ requirement: 'floor-area', reason: '共享会议室 40 ㎡' }];
    expect(gapsOf({ ...small, exceptions })).toEqual([]);
    const lowered = { ...small, agreed: agree('A1.2.2', 95), reasons: { 'A1.2.2': '面积不足' } };
    expect(gapsOf(lowered)).toEqual([]);
  });

  it('GA5: a deduction needs a reason', () => {
    const deducted = { ...ready, agreed: agree('A1.1.1', 55) };
    const gap = [{ kind: 'reason', indicator: 'A1.1.1' }];
    expect(gapsOf(deducted)).toEqual(gap);
    expect(gapsOf({ ...deducted, reasons: { 'A1.1.1': '　 ' } })).toEqual(gap);
    expect(gapsOf({ ...deducted, reasons: { 'A1.1.1': null } })).toEqual(gap);
    expect(gapsOf({ ...deducted, reasons: { 'A1.1.1': '停车困难' } })).toEqual([]);
  });

  it('GA6: clearing any score always shows as a gap at that line', () => {
    fc.assert(
      fc.property(fc.subarray(lines.map((line) => line.code)), (cleared) => {
        const agreed = { ...ready.agreed, ...Object.fromEntries(cleared.map((code) => [code, null])) };
        expect(gapsOf({ ...ready, agreed }).map((gap) => gap.indicator)).toEqual(cleared);
      }),
      { numRuns: 30 },
    );
  });
});
