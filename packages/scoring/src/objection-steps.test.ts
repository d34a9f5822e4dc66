import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OBJECTION_STATES, type ObjectionState } from './finding-states.ts';
import {
  nextObjectionState,
  OBJECTION_CONDITIONS,
  OBJECTION_STEPS,
  OBJECTION_TRANSITIONS,
  revisionRefusal,
  type ObjectionStep,
} from './objection-steps.ts';

const asIf = (state: ObjectionState) => ({ state, holds: new Set(OBJECTION_CONDITIONS), reason: '理由' });

describe('an objection', () => {
  it('OB3: a step leads only from the states of its row', () => {
    for (const step of OBJECTION_STEPS)
      for (const state of OBJECTION_STATES) {
        const { from, to } = OBJECTION_TRANSITIONS[step];
        expect(nextObjectionState(step, asIf(state))).toEqual(
          from.includes(state) ? { ok: true, value: to } : { ok: false, error: 'state' },
        );
      }
  });

  it('OB3: each condition of a row is needed, and named when it is missing', () => {
    for (const step of OBJECTION_STEPS) {
      const { from, needs } = OBJECTION_TRANSITIONS[step];
      for (const condition of needs) {
        const holds = new Set(OBJECTION_CONDITIONS.filter((other) => other !== condition));
        const standing = { ...asIf(from[0] as ObjectionState), holds };
        expect(nextObjectionState(step, standing)).toEqual({ ok: false, error: condition });
      }
    }
  });

  it('OB1: nobody from the panel, and nobody tied to the centre, takes any step', () => {
    for (const step of OBJECTION_STEPS)
      expect(OBJECTION_TRANSITIONS[step].needs).toEqual(
        expect.arrayContaining(['not-on-panel', 'not-tied', 'enough-deciders']),
      );
  });

  it('OB4: to propose and to send back say why', () => {
    expect(OBJECTION_STEPS.filter((step) => OBJECTION_TRANSITIONS[step].reason)).toEqual([
      'propose',
      'send-back',
    ]);
    const bare = { ...asIf('proposed'), reason: ' ' };
    expect(nextObjectionState('send-back', bare)).toEqual({ ok: false, error: 'reason' });
  });

  it('OB5: whatever is tried in whatever order, what is decided or withdrawn moves no more', () => {
    const steps = fc.array(fc.constantFrom<ObjectionStep>(...OBJECTION_STEPS), { maxLength: 20 });
    fc.assert(
      fc.property(steps, fc.constantFrom<ObjectionState>('decided', 'withdrawn'), (tried, final) => {
        for (const step of tried) expect(nextObjectionState(step, asIf(final)).ok).toBe(false);
      }),
    );
  });

  it('OB6: in part is between the old score and the maximum, on the step, not above the ceiling', () => {
    const line = { before: 20, maximum: 50, ceiling: 45, step: 5 } as const;
    const judged = [20, 21, 25, 45, 50].map((score) => revisionRefusal(score, line));
    expect(judged).toEqual(['between', 'step', null, null, 'between']);
    expect(revisionRefusal(45, { ...line, ceiling: 40 })).toBe('ceiling');
    expect(revisionRefusal(24.5, line)).toBe('between');
  });
});
