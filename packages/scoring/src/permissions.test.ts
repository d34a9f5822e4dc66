import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, may, PERMISSIONS, ROLES } from './permissions.ts';
import type { Action, Role } from './permissions.ts';
import { GIVEN_COMMANDS, nextPhase, WAY } from './phases.ts';
import { PHASES } from './types.ts';
import type { Phase } from './types.ts';

const rolesFor = (action: Action, phase: Phase) => ROLES.filter((role) => may([role], action, phase));
const phasesFor = (role: Role, action: Action) => PHASES.filter((phase) => may([role], action, phase));
const before = (phase: Phase) => WAY.slice(0, WAY.indexOf(phase));
const from = (phase: Phase) => WAY.slice(WAY.indexOf(phase));

describe('who may do what', () => {
  it('PO1: nobody without a role may do anything', () => {
    for (const action of ACTIONS) for (const phase of PHASES) expect(may([], action, phase)).toBe(false);
  });

  it('PO1: more roles never take anything away, and give only what one of them gives', () => {
    const anyRoles = fc.subarray([...ROLES]);
    fc.assert(
      fc.property(
        anyRoles,
        fc.constantFrom(...ACTIONS),
        fc.constantFrom(...PHASES),
        (roles, action, phase) => {
          expect(may(roles, action, phase)).toBe(roles.some((role) => may([role], action, phase)));
        },
      ),
    );
  });

  it('PO1: every command is given by somebody exactly where it leads somewhere', () => {
    for (const command of GIVEN_COMMANDS)
      for (const phase of PHASES) {
        const leads = nextPhase(command, phase, 'independent') !== null;
        expect([command, phase, rolesFor(command, phase).length > 0]).toEqual([command, phase, leads]);
      }
  });

  it('PO2: the chair may do all that a panelist may', () => {
    for (const action of ACTIONS)
      for (const phase of PHASES)
        if (may(['panelist'], action, phase)) expect(may(['chair'], action, phase)).toBe(true);
  });

  it.each([
    ['exception.grant', ['scoring', 'deliberation']],
    ['reveal', ['scoring']],
    ['summon', ['deliberation']],
    ['adopt', ['deliberation']],
    ['lock', ['deliberation']],
    ['unlock', ['signing']],
    ['signing.close', ['signing']],
  ] as const)('PO2: %s is the chair’s alone, in %j', (action, phases) => {
    expect(phasesFor('chair', action)).toEqual(phases);
    for (const phase of phases) expect(rolesFor(action, phase)).toEqual(['chair']);
  });

  it('PO3: nobody reads others’ ballots before deliberation, nor of a cancelled evaluation', () => {
    for (const phase of [...before('deliberation'), 'cancelled'] as const)
      expect(rolesFor('ballots.read', phase)).toEqual([]);
    for (const phase of from('deliberation'))
      expect(rolesFor('ballots.read', phase)).toEqual(['chair', 'panelist', 'officer']);
  });

  it('PO3: the agreed scores are nobody’s to read before deliberation', () => {
    for (const phase of [...before('deliberation'), 'cancelled'] as const)
      expect(rolesFor('consensus.read', phase)).toEqual([]);
  });

  it('PO3: the panel and the officers read the record from scoring on', () => {
    for (const role of ['panelist', 'officer'] as const)
      expect(phasesFor(role, 'record.read')).toEqual([...from('scoring'), 'cancelled']);
    for (const role of ['leader', 'administrator', 'public'] as const)
      expect(phasesFor(role, 'record.read')).toEqual([]);
  });

  it.each([
    ['ballot.write', ['scoring']],
    ['record.write', ['scoring', 'deliberation']],
    ['consensus.write', ['deliberation']],
  ] as const)('PO4: %s is the panel’s, in %j', (action, phases) => {
    expect(phasesFor('panelist', action)).toEqual(phases);
    for (const phase of phases) expect(rolesFor(action, phase)).toEqual(['chair', 'panelist']);
  });

  it('PO4: nobody writes once the sheet is locked', () => {
    for (const phase of [...from('signing'), 'cancelled'] as const)
      for (const action of ['ballot.write', 'record.write', 'consensus.write'] as const)
        expect(rolesFor(action, phase)).toEqual([]);
  });

  it('PO4: the panel signs, in signing', () => {
    expect(phasesFor('panelist', 'sign')).toEqual(['signing']);
    expect(rolesFor('sign', 'signing')).toEqual(['chair', 'panelist']);
  });

  it('PO5: the leader sees the locked sheet to acknowledge it, the result from delivery on, never ballots', () => {
    expect(phasesFor('leader', 'acknowledge')).toEqual(['signing', 'preliminary']);
    expect(phasesFor('leader', 'sheet.read')).toEqual(from('signing'));
    expect(phasesFor('leader', 'result.read')).toEqual(from('notice'));
    for (const action of ['ballots.read', 'record.read', 'consensus.read', 'progress.read'] as const)
      expect(phasesFor('leader', action)).toEqual([]);
  });

  it('PO6: the public sees an evaluation and its result from publication on, and nothing else', () => {
    const seen = ACTIONS.filter((action) => phasesFor('public', action).length > 0);
    expect(seen).toEqual(['evaluation.see', 'result.read']);
    for (const action of seen) expect(phasesFor('public', action)).toEqual(from('published'));
  });

  it('PO7: the panel and the officers read every revision, also while the sheet is unlocked again', () => {
    for (const role of ['chair', 'panelist', 'officer'] as const)
      expect(may([role], 'sheet.read', 'deliberation')).toBe(true);
    expect(may(['leader'], 'sheet.read', 'deliberation')).toBe(false);
  });

  it('PO14: panel and officers print empty forms before and during scoring, nobody else and never later', () => {
    for (const phase of PHASES) {
      const isBefore = phase === 'planned' || phase === 'scoring';
      expect([phase, rolesFor('blank.print', phase)]).toEqual([
        phase,
        isBefore ? ['chair', 'panelist', 'officer'] : [],
      ]);
    }
  });

  it('PO16: an officer types what stands on paper a second time, while scoring; nobody of the panel does', () => {
    expect(phasesFor('officer', 'paper.check')).toEqual(['scoring']);
    expect(rolesFor('paper.check', 'scoring')).toEqual(['officer']);
  });

  it('PO1: officers plan, approve, send back, deliver and publish', () => {
    expect(rolesFor('scoring.open', 'planned')).toEqual(['chair', 'officer']);
    for (const action of ['approve', 'send-back', 'deliver'] as const)
      expect(rolesFor(action, 'preliminary')).toEqual(['officer']);
    expect(rolesFor('publish', 'notice')).toEqual(['officer']);
    expect(rolesFor('panel.change', 'planned')).toEqual(['officer']);
  });

  it('PO1: the administrator sees that there is an evaluation, and its audit log, but does nothing in it', () => {
    const possible = ACTIONS.filter((action) => PERMISSIONS[action].administrator);
    expect(possible).toEqual(['evaluation.see', 'result.read', 'audit.read']);
  });

  it('PO8: from delivery until closed leaders answer and submit, officers decide and accept; the panel reads', () => {
    const open: readonly Phase[] = ['notice', 'published', 'rectifying'];
    expect(phasesFor('leader', 'case.respond')).toEqual(open);
    expect(phasesFor('leader', 'plan.submit')).toEqual(open);
    expect(phasesFor('officer', 'plan.decide')).toEqual(open);
    expect(phasesFor('officer', 'case.accept')).toEqual(open);
    for (const role of ['leader', 'officer'] as const) expect(phasesFor(role, 'plan.write')).toEqual(open);
    for (const action of ['plan.write', 'objection.decide', 'case.accept'] as const)
      expect(phasesFor('panelist', action)).toEqual([]);
    expect(phasesFor('panelist', 'plan.read')).toEqual([...open, 'closed']);
    for (const role of ['leader', 'officer'] as const) expect(phasesFor(role, 'measure.link')).toEqual(open);
    expect(phasesFor('panelist', 'measure.link')).toEqual([]);
    for (const role of ['leader', 'panelist'] as const)
      expect(phasesFor(role, 'file.add')).toEqual([...open, 'closed']);
  });

  it('PO15: a panelist witnesses and the chair or an officer keeps a scan while the sheet is signed; the centre does neither', () => {
    const signed: readonly Phase[] = ['signing', 'preliminary'];
    expect(phasesFor('panelist', 'witness')).toEqual(signed);
    expect(phasesFor('chair', 'scan.keep')).toEqual(signed);
    expect(phasesFor('officer', 'scan.keep')).toEqual([...signed, 'notice']);
    expect(phasesFor('officer', 'file.add')).toEqual(from('signing'));
    for (const role of ['leader', 'administrator', 'public'] as const)
      for (const action of ['witness', 'scan.keep'] as const) expect(phasesFor(role, action)).toEqual([]);
  });

  it('PO10: the log of the period is read by the panel on the whole way, by officers and leaders always', () => {
    expect(phasesFor('panelist', 'activities.read')).toEqual(WAY);
    for (const role of ['officer', 'leader'] as const)
      expect(phasesFor(role, 'activities.read')).toEqual(PHASES);
    for (const role of ['administrator', 'public'] as const)
      expect(phasesFor(role, 'activities.read')).toEqual([]);
  });

  it('PO11: the self-assessment is the leaders’ alone until scoring opens, and nobody writes it afterwards', () => {
    for (const action of ['self.write', 'self.hand-in'] as const) {
      expect(phasesFor('leader', action)).toEqual(['planned']);
      expect(rolesFor(action, 'planned')).toEqual(['leader']);
    }
    expect(phasesFor('panelist', 'self.read')).toEqual(WAY);
    for (const role of ['officer', 'leader'] as const) expect(phasesFor(role, 'self.read')).toEqual(PHASES);
    for (const role of ['administrator', 'public'] as const) expect(phasesFor(role, 'self.read')).toEqual([]);
  });

  it('PO12: what was found the last time is read by panel, officers and leaders', () => {
    expect(phasesFor('panelist', 'previous.read')).toEqual(WAY);
    for (const role of ['officer', 'leader'] as const)
      expect(phasesFor(role, 'previous.read')).toEqual(PHASES);
    for (const role of ['administrator', 'public'] as const)
      expect(phasesFor(role, 'previous.read')).toEqual([]);
  });

  it('PO13: the panel brings evidence until delivery; leaders see what is signed from the lock on, as the sheet', () => {
    const before: readonly Phase[] = ['scoring', 'deliberation', 'signing', 'preliminary'];
    expect(phasesFor('panelist', 'evidence.add')).toEqual(before);
    for (const phase of before) expect(rolesFor('evidence.add', phase)).toEqual(['chair', 'panelist']);
    for (const role of ['panelist', 'officer'] as const)
      expect(phasesFor(role, 'evidence.read')).toEqual(phasesFor(role, 'record.read'));
    expect(phasesFor('leader', 'evidence.read')).toEqual(phasesFor('leader', 'sheet.read'));
    expect(phasesFor('administrator', 'evidence.read')).toEqual([]);
  });

  it('PO9: nobody is something to an evaluation by owning a measure of it', () => {
    expect(ROLES).not.toContain('owner');
    expect(phasesFor('public', 'measure.report')).toEqual([]);
  });
});
