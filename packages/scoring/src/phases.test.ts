import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINDING_STATES } from './finding-states.ts';
import { COMMANDS, followingCommands, nextPhase, quorumToClose, TRANSITIONS, WAY } from './phases.ts';
import { PHASES, SCORING_MODES } from './types.ts';
import type { Phase, ScoringMode } from './types.ts';

describe('the life of an evaluation', () => {
  it('PH1: goes through nine phases; cancelled lies beside them', () => {
    expect(WAY).toHaveLength(9);
    expect(WAY).not.toContain('cancelled');
  });

  it.each([
    ['scoring.open', 'planned', 'scoring'],
    ['reveal', 'scoring', 'deliberation'],
    ['lock', 'deliberation', 'signing'],
    ['unlock', 'signing', 'deliberation'],
    ['signing.close', 'signing', 'preliminary'],
    ['approve', 'preliminary', 'preliminary'],
    ['send-back', 'preliminary', 'deliberation'],
    ['deliver', 'preliminary', 'notice'],
    ['publish', 'notice', 'published'],
    ['evaluation.cancel', 'planned', 'cancelled'],
    ['evaluation.cancel', 'preliminary', 'cancelled'],
  ] as const)('PH2: %s leads from %s to %s', (command, from, to) => {
    expect(nextPhase(command, from, 'independent')).toBe(to);
  });

  it('PH2: a command leads nowhere from any other phase, and nothing leads on from cancelled', () => {
    for (const mode of SCORING_MODES)
      for (const command of COMMANDS)
        for (const phase of PHASES) {
          const isAllowed = TRANSITIONS[command].from.includes(phase);
          expect(nextPhase(command, phase, mode) !== null).toBe(isAllowed);
        }
    expect(COMMANDS.filter((command) => TRANSITIONS[command].from.includes('cancelled'))).toEqual([]);
  });

  it('PH2: what was delivered is not cancelled any more', () => {
    expect(nextPhase('evaluation.cancel', 'notice', 'independent')).toBeNull();
  });

  it('PH3: joint scoring begins in deliberation, and nothing else depends on the mode', () => {
    expect(nextPhase('scoring.open', 'planned', 'joint')).toBe('deliberation');
    const differing = COMMANDS.filter(
      (command) => TRANSITIONS[command].to.independent !== TRANSITIONS[command].to.joint,
    );
    expect(differing).toEqual(['scoring.open']);
  });

  it('PH1: commands reach every phase', () => {
    const reachable = (mode: ScoringMode) => {
      const seen = new Set<Phase>(['planned']);
      for (const phase of seen)
        for (const command of COMMANDS) {
          const next = nextPhase(command, phase, mode);
          if (next) seen.add(next);
        }
      return PHASES.filter((phase) => !seen.has(phase));
    };
    expect(reachable('independent')).toEqual([]);
    expect(reachable('joint')).toEqual(['scoring']);
  });

  it.each([
    ['published', ['awaiting-response', 'rectifying'], []],
    ['published', ['awaiting-plan', 'closed'], ['rectification.begin']],
    ['published', [], ['rectification.begin', 'rectification.end']],
    ['published', ['withdrawn'], ['rectification.begin', 'rectification.end']],
    ['notice', ['closed'], []],
    ['rectifying', ['closed', 'awaiting-acceptance'], []],
    ['rectifying', ['closed', 'withdrawn'], ['rectification.end']],
    ['closed', ['closed', 'awaiting-response'], ['rectification.reopen']],
    ['closed', ['closed'], []],
    ['preliminary', [], []],
  ] as const)('PH5: from %s with findings %j follows %j', (phase, findings, commands) => {
    expect(followingCommands(phase, findings)).toEqual(commands);
  });

  it('PH5: what follows leads on at once, and nothing follows after it', () => {
    const findings = fc.array(fc.constantFrom(...FINDING_STATES), { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...PHASES), findings, (phase, states) => {
        const last = followingCommands(phase, states).reduce<Phase>((now, command) => {
          const next = nextPhase(command, now, 'independent');
          expect(next).not.toBeNull();
          return next ?? now;
        }, phase);
        expect(followingCommands(last, states)).toEqual([]);
      }),
    );
  });

  it.each([
    [5, 5, 'all'],
    [5, 4, 'two-thirds'],
    [5, 3, 'not-yet'],
    [3, 2, 'two-thirds'],
    [2, 1, 'not-yet'],
    [9, 6, 'two-thirds'],
    [0, 0, 'not-yet'],
  ] as const)('PH4: of %i members %i: %s', (members, signed, quorum) => {
    expect(quorumToClose(members, signed)).toBe(quorum);
  });

  it('PH4: one more signature never takes a quorum away', () => {
    const order = ['not-yet', 'two-thirds', 'all'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(9), (members, signed) => {
        const before = order.indexOf(quorumToClose(members, signed));
        expect(order.indexOf(quorumToClose(members, signed + 1)) >= before).toBe(true);
      }),
    );
  });
});
