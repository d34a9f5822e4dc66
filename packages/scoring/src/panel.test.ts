import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePanel } from './panel.ts';
import type { PanelMember } from './panel.ts';
import { CENTRE_ROLES } from './types.ts';

const member = (person: string, more: Partial<PanelMember> = {}): PanelMember => ({
  person,
  isChair: false,
  centreRoles: [],
  ...more,
});
const chen = member('chen', { isChair: true });
const lin = member('lin');
const rulesOf = (members: readonly PanelMember[]) => judgePanel({ members }).map((refusal) => refusal.rule);
const panelOf = (size: number) => [
  chen,
  ...Array.from({ length: size - 1 }, (_, place) => member(`p${place}`)),
];

describe('a panel', () => {
  it('CI2: has 2 to 9 people', () => {
    expect([1, 2, 9, 10].map((size) => rulesOf(panelOf(size)))).toEqual([['CI2'], [], [], ['CI2']]);
    expect(judgePanel({ members: [chen] })).toEqual([
      {
        ok: false,
        rule: 'CI2',
        clause: null,
        person: null,
        role: null,
        message: {
          zh: '评价组须有 2 至 9 人，现有 1 人。',
          en: 'A panel has 2 to 9 people; this one has 1.',
        },
      },
    ]);
  });

  it('CI3: has exactly one chair', () => {
    expect(rulesOf([lin, member('wu')])).toEqual(['CI3']);
    expect(rulesOf([chen, member('wu', { isChair: true })])).toEqual(['CI3']);
  });

  it('CI4: has nobody twice', () => {
    expect(judgePanel({ members: [chen, lin, lin, lin] })).toMatchObject([{ rule: 'CI4', person: 'lin' }]);
  });

  it.each(CENTRE_ROLES)('CI1: has nobody who is %s of the centre', (role) => {
    expect(judgePanel({ members: [chen, member('lin', { centreRoles: [role] })] })).toMatchObject([
      { ok: false, rule: 'CI1', person: 'lin', role, clause: '7.1' },
    ]);
  });

  it('CI5: has nobody of the body that runs the centre', () => {
    expect(judgePanel({ members: [chen, member('lin', { isRunningBody: true })] })).toMatchObject([
      { ok: false, rule: 'CI5', person: 'lin', role: null, clause: '4.2.2' },
    ]);
    expect(rulesOf([chen, member('lin', { isRunningBody: false })])).toEqual([]);
  });

  it('CI1, CI2, CI3, CI4: names everything that speaks against it at once', () => {
    const director = member('zhou', { centreRoles: ['director', 'responsible'], isRunningBody: true });
    expect(rulesOf([])).toEqual(['CI2', 'CI3']);
    expect(rulesOf([director, director])).toEqual(['CI3', 'CI4', 'CI1', 'CI1']);
  });

  it('CI1–CI5: is judged the same in any order', () => {
    const members = [
      chen,
      lin,
      lin,
      member('zhou', { centreRoles: ['staff'] }),
      member('he', { isRunningBody: true }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(members, { minLength: members.length }), (shuffled) => {
        expect(rulesOf(shuffled).toSorted()).toEqual(rulesOf(members).toSorted());
      }),
    );
  });
});
