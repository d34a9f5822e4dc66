import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FINAL_STATES,
  FINDING_ACTS,
  FINDING_CONDITIONS,
  FINDING_PARTIES,
  FINDING_SOURCES,
  FINDING_STATES,
  FINDING_TRANSITIONS,
  nextFindingState,
  OBJECTION_OUTCOMES,
  possibleFindingActs,
  EFFECTS,
  type FindingAct,
  type FindingCondition,
  type FindingParty,
  type FindingState,
} from './finding-states.ts';
import { DECISION_VOICES } from './deadlines.ts';

const ALL = new Set(FINDING_CONDITIONS);
const asIf = (state: FindingState, parties: readonly FindingParty[] = FINDING_PARTIES) => ({
  state,
  parties,
  holds: ALL,
  reason: '理由',
});
const conditions = fc
  .subarray([...FINDING_CONDITIONS])
  .map((holds): ReadonlySet<FindingCondition> => new Set(holds));

describe('a finding from delivery to closure', () => {
  it('FN1: waits for a response, a plan, is rectified, waits for acceptance, is closed; or was withdrawn', () => {
    expect(FINDING_STATES).toEqual([
      'awaiting-response',
      'awaiting-plan',
      'rectifying',
      'awaiting-acceptance',
      'closed',
      'withdrawn',
    ]);
  });

  it.each([
    ['accept', 'leader', 'awaiting-response', 'awaiting-plan'],
    ['object', 'leader', 'awaiting-response', 'awaiting-response'],
    ['withdraw-objection', 'leader', 'awaiting-response', 'awaiting-response'],
    ['uphold', 'officer', 'awaiting-response', 'awaiting-plan'],
    ['reduce', 'officer', 'awaiting-response', 'awaiting-plan'],
    ['grant', 'officer', 'awaiting-response', 'withdrawn'],
    ['lapse', 'system', 'awaiting-response', 'awaiting-plan'],
    ['approve-plan', 'officer', 'awaiting-plan', 'rectifying'],
    ['submit', 'leader', 'rectifying', 'awaiting-acceptance'],
    ['recall', 'leader', 'awaiting-acceptance', 'rectifying'],
    ['return', 'officer', 'awaiting-acceptance', 'rectifying'],
    ['close', 'officer', 'awaiting-acceptance', 'closed'],
    ['look-back', 'officer', 'closed', 'closed'],
  ] as const)('FN2: %s by the %s leads from %s to %s', (act, party, from, to) => {
    expect(nextFindingState(act, asIf(from, [party]))).toEqual({ ok: true, value: to });
    for (const state of FINDING_STATES)
      if (state !== from)
        expect(nextFindingState(act, asIf(state, [party]))).toEqual({ ok: false, error: 'state' });
    const others = FINDING_PARTIES.filter((other) => other !== party);
    expect(nextFindingState(act, asIf(from, others))).toEqual({ ok: false, error: 'party' });
  });

  it('FN3: each condition of a row is needed, and named when it is missing', () => {
    for (const act of FINDING_ACTS) {
      const { from, needs } = FINDING_TRANSITIONS[act];
      for (const condition of needs) {
        const holds = new Set(FINDING_CONDITIONS.filter((other) => other !== condition));
        expect(nextFindingState(act, { ...asIf(from), holds })).toEqual({ ok: false, error: condition });
      }
    }
    const used = new Set(FINDING_ACTS.flatMap((act) => FINDING_TRANSITIONS[act].needs));
    expect(FINDING_CONDITIONS.filter((condition) => !used.has(condition))).toEqual([]);
  });

  it('FN4: what closes a door says why, and of a reason something can be seen', () => {
    const withReason = FINDING_ACTS.filter((act) => FINDING_TRANSITIONS[act].reason);
    expect(withReason).toEqual(['object', 'uphold', 'reduce', 'grant', 'return', 'close', 'look-back']);
    for (const act of withReason)
      for (const reason of [undefined, '', ' \u3000', '\u200b'])
        expect(nextFindingState(act, { ...asIf(FINDING_TRANSITIONS[act].from), reason })).toEqual({
          ok: false,
          error: 'reason',
        });
  });

  it('FN5: no way to closed without acceptance by another person, whatever is tried', () => {
    const step = fc.record({
      act: fc.constantFrom(...FINDING_ACTS),
      parties: fc.subarray([...FINDING_PARTIES]),
      holds: conditions,
      reason: fc.option(fc.constantFrom('理由', ' '), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state: FindingState = 'awaiting-response';
        for (const { act, ...by } of steps) {
          const next = nextFindingState(act, { state, ...by });
          if (!next.ok) continue;
          if (next.value === 'closed' && state !== 'closed') {
            expect(act).toBe('close');
            expect(state).toBe('awaiting-acceptance');
            expect([...by.holds]).toEqual(expect.arrayContaining(['another-person', 'all-verified']));
            expect(by.parties).toContain('officer');
            expect(by.reason?.trim()).toBeTruthy();
          }
          state = next.value;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('FN6: from closed and withdrawn nothing leads on', () => {
    for (const state of FINAL_STATES)
      for (const act of FINDING_ACTS) {
        const next = nextFindingState(act, asIf(state));
        if (next.ok) expect([act, next.value]).toEqual(['look-back', 'closed']);
      }
  });

  it('FN6: every state is reached, and from every open one there is a way to the end', () => {
    const onward = (state: FindingState): FindingState[] =>
      FINDING_ACTS.flatMap((act) => {
        const next = nextFindingState(act, asIf(state));
        return next.ok ? [next.value] : [];
      });
    const reached = (from: FindingState): ReadonlySet<FindingState> => {
      const seen = new Set([from]);
      for (const state of seen) for (const next of onward(state)) seen.add(next);
      return seen;
    };
    expect([...reached('awaiting-response')].toSorted()).toEqual([...FINDING_STATES].toSorted());
    for (const state of FINDING_STATES)
      expect(FINAL_STATES.some((last) => reached(state).has(last))).toBe(true);
  });

  it('FN7: the buttons are exactly what the server would take, given a reason', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FINDING_STATES),
        fc.subarray([...FINDING_PARTIES]),
        conditions,
        (state, parties, holds) => {
          const standing = { state, parties, holds };
          const taken = (act: FindingAct) => nextFindingState(act, { ...standing, reason: '理由' }).ok;
          expect(possibleFindingActs(standing)).toEqual(FINDING_ACTS.filter(taken));
        },
      ),
    );
  });

  it('FN8: a look-back finds it effective, partly so, or not', () => {
    expect(EFFECTS).toEqual(['effective', 'partly', 'not']);
    expect(FINDING_TRANSITIONS['look-back'].needs).toContain('another-person');
  });

  it('FN9: comes from a deduction, a suggestion or a look-back', () => {
    expect(FINDING_SOURCES).toEqual(['deduction', 'suggestion', 'look-back']);
  });
});

describe('an objection', () => {
  it('OB1: two decide at least, and three make a meeting', () => {
    expect(DECISION_VOICES).toEqual({ least: 2, most: 9, meetingFrom: 3 });
  });

  it('OB2: ends upheld, granted or granted in part, by an officer, with reasons', () => {
    for (const outcome of OBJECTION_OUTCOMES) {
      const { by, reason, needs } = FINDING_TRANSITIONS[outcome];
      expect([by, reason, needs]).toEqual(['officer', true, ['open-objection']]);
    }
  });
});
