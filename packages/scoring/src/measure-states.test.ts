import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MEASURE_ACTS,
  MEASURE_CONDITIONS,
  MEASURE_KINDS,
  MEASURE_PARTIES,
  MEASURE_STATES,
  MEASURE_TRANSITIONS,
  nextMeasureState,
  percentOf,
  possibleMeasureActs,
  type MeasureCondition,
  type MeasureState,
} from './measure-states.ts';

const asIf = (state: MeasureState) => ({
  state,
  parties: MEASURE_PARTIES,
  holds: new Set(MEASURE_CONDITIONS),
  reason: '理由',
});
const conditions = fc
  .subarray([...MEASURE_CONDITIONS])
  .map((holds): ReadonlySet<MeasureCondition> => new Set(holds));

describe('a measure', () => {
  it('ME1: is immediate, corrective or preventive; done, reported, verified, or dropped', () => {
    expect(MEASURE_KINDS).toEqual(['immediate', 'corrective', 'preventive']);
    expect(MEASURE_STATES).toEqual(['doing', 'reported', 'verified', 'dropped']);
  });

  it('ME2: an act leads only from the states of its row, by who its row names', () => {
    for (const act of MEASURE_ACTS) {
      const { from, to, by } = MEASURE_TRANSITIONS[act];
      for (const state of MEASURE_STATES)
        expect(nextMeasureState(act, asIf(state))).toEqual(
          from.includes(state) ? { ok: true, value: to } : { ok: false, error: 'state' },
        );
      const state = from[0] as MeasureState;
      for (const party of MEASURE_PARTIES)
        expect(nextMeasureState(act, { ...asIf(state), parties: [party] }).ok).toBe(by.includes(party));
      expect(nextMeasureState(act, { ...asIf(state), parties: [] })).toEqual({ ok: false, error: 'party' });
    }
  });

  it('ME2: each condition of a row is needed, and named when it is missing', () => {
    for (const act of MEASURE_ACTS) {
      const { from, needs } = MEASURE_TRANSITIONS[act];
      for (const condition of needs) {
        const holds = new Set(MEASURE_CONDITIONS.filter((other) => other !== condition));
        const standing = { ...asIf(from[0] as MeasureState), holds };
        expect(nextMeasureState(act, standing)).toEqual({ ok: false, error: condition });
      }
    }
  });

  it('ME3: return, extension and its decision, and dropping say why', () => {
    expect(MEASURE_ACTS.filter((act) => MEASURE_TRANSITIONS[act].reason)).toEqual([
      'return',
      'ask-extension',
      'grant-extension',
      'refuse-extension',
      'drop',
    ]);
    for (const act of MEASURE_ACTS.filter((one) => MEASURE_TRANSITIONS[one].reason)) {
      const standing = { ...asIf(MEASURE_TRANSITIONS[act].from[0] as MeasureState), reason: ' ' };
      expect(nextMeasureState(act, standing)).toEqual({ ok: false, error: 'reason' });
    }
  });

  it('ME4: a finding’s percentage is the mean of its measures, rounded down; what was dropped does not count', () => {
    const measure = (percent: number, state: MeasureState = 'doing') => ({ state, percent });
    expect(percentOf([])).toBe(0);
    expect(percentOf([measure(100), measure(99)])).toBe(99);
    expect(percentOf([measure(100), measure(0, 'dropped')])).toBe(100);
    const some = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(some, (percents) => {
        const whole = percentOf(percents.map((percent) => measure(percent)));
        expect(whole === 100).toBe(percents.every((percent) => percent === 100));
      }),
    );
  });

  it('ME5: verified only by another person after a report, whatever is tried', () => {
    const step = fc.record({
      act: fc.constantFrom(...MEASURE_ACTS),
      parties: fc.subarray([...MEASURE_PARTIES]),
      holds: conditions,
      reason: fc.option(fc.constantFrom('理由', ' '), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let state: MeasureState = 'doing';
        for (const { act, ...by } of steps) {
          const next = nextMeasureState(act, { state, ...by });
          if (!next.ok) continue;
          if (next.value === 'verified') {
            expect(state).toBe('reported');
            expect(by.holds.has('another-person')).toBe(true);
          }
          if (next.value === 'reported') expect(by.holds.has('complete')).toBe(true);
          state = next.value;
        }
      }),
      { numRuns: 2_000 },
    );
    for (const act of ['check', 'verify', 'grant-extension', 'refuse-extension'] as const)
      expect(MEASURE_TRANSITIONS[act].needs).toContain('another-person');
  });

  it('ME6: the buttons are exactly what the server would take, given a reason and all of it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MEASURE_STATES),
        fc.subarray([...MEASURE_PARTIES]),
        conditions,
        (state, parties, holds) => {
          const given = { state, parties, holds: new Set([...holds, 'complete'] as const), reason: '理由' };
          expect(possibleMeasureActs({ state, parties, holds })).toEqual(
            MEASURE_ACTS.filter((act) => nextMeasureState(act, given).ok),
          );
        },
      ),
    );
  });
});
