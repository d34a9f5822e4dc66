import { describe, expect, it } from 'vitest';
import { huzhou } from './huzhou.ts';
import { checklistsFor, findIndicator, indicatorsOf, requirementsOf } from './rubric-lookup.ts';
import { TIERS } from './types.ts';
import type { Tier } from './types.ts';

/** Appendix A, points as printed, line by line. */
const PRINTED: Readonly<Record<string, readonly number[]>> = {
  'A1.1': [6, 2, 2],
  'A1.2': [5, 10],
  'A1.3': [4, 4, 4, 4, 4, 4],
  'A1.4': [10, 10, 10],
  'A1.5': [5, 5, 5],
  'A1.6': [4, 2],
  'A2.1': [2, 2, 2, 2],
  'A2.2': [7, 5],
  'A2.3': [5, 5, 5, 6, 5, 6, 6, 5, 6, 6],
  'A2.4': [5, 5, 5],
  'A2.5': [5, 5],
};

const groups = huzhou.tables.flatMap((table) => table.groups);
const ofTier = (tier: Tier) =>
  Object.fromEntries(
    requirementsOf(huzhou, tier).map(({ requirement, threshold }) => [requirement.code, threshold]),
  );
const codesOf = (tier: Tier, requirement: string) =>
  ofTier(tier)[requirement]?.items?.map((item) => item.code);

describe('the rubric of Huzhou', () => {
  it('RB4, RB5: has 2 tables, 11 groups and 40 lines with the maxima of Appendix A', () => {
    expect(huzhou.tables.map((table) => [table.code, table.maximum])).toEqual([
      ['A.1', 1000],
      ['A.2', 1000],
    ]);
    expect(groups.map((group) => group.maximum)).toEqual(
      [10, 15, 24, 30, 15, 6, 8, 12, 55, 15, 10].map((points) => points * 10),
    );
    expect(
      Object.fromEntries(
        groups.map((group) => [group.code, group.indicators.map((line) => line.maximum / 10)]),
      ),
    ).toEqual(PRINTED);
    expect(indicatorsOf(huzhou)).toHaveLength(40);
  });

  it('RB13: every line stands on a clause', () => {
    expect(indicatorsOf(huzhou).filter((line) => line.clauses.length === 0)).toEqual([]);
    // A whole table is no clause: where only Appendix A speaks, it is the line itself.
    const clauses = indicatorsOf(huzhou).flatMap((line) => line.clauses);
    expect(clauses.filter((clause) => /^A\.\d$/.test(clause))).toEqual([]);
  });

  it.each([
    ['municipal', 6000, '5.2.2', 'generally', '总面积'],
    ['county', 5000, '5.2.3', 'generally', '总面积'],
    ['township', 3000, '5.2.4', 'generally', '总面积'],
    ['village', 2000, '5.2.5', 'shall', '服务空间面积'],
    ['regional', 2000, '5.2.6', 'generally', '面积'],
    ['outpost', 1000, '5.2.7', 'shall', '相对独立的服务空间'],
  ] as const)('RQ2: floor area of %s', (tier, least, clause, strength, zh) => {
    const threshold = ofTier(tier)['floor-area'];
    expect(threshold).toMatchObject({ least, clause, strength });
    expect(threshold?.quantity.zh).toBe(zh);
  });

  it.each([
    ['municipal', '5.4.1', 2, 1, 5],
    ['county', '5.4.1', 2, 1, 5],
    ['township', '5.4.2', 1, 1, 2],
    ['village', '5.4.3', 1, 1, 1],
    ['regional', '5.4.3', 1, 1, 1],
  ] as const)('RQ3: zones of %s by kind', (tier, clause, ...counts) => {
    const kinds = ['zones-service', 'zones-display', 'zones-activity'];
    expect(kinds.map((kind) => codesOf(tier, kind)?.length)).toEqual(counts);
    expect(kinds.map((kind) => ofTier(tier)[kind]?.clause)).toEqual([clause, clause, clause]);
  });

  it('RQ3: each kind of zone belongs to a line of its own', () => {
    const indicators = huzhou.requirements
      .filter((requirement) => requirement.code.startsWith('zones-'))
      .map((requirement) => requirement.indicators);
    expect(indicators).toEqual([['A1.4.1'], ['A1.4.2'], ['A1.4.3']]);
  });

  it('RQ4: municipal and county centres show eight things, the others the six of a township', () => {
    expect(codesOf('municipal', 'content')).toHaveLength(8);
    expect(codesOf('county', 'content')).toEqual(codesOf('municipal', 'content'));
    expect(codesOf('township', 'content')).toHaveLength(6);
    expect(codesOf('village', 'content')).toEqual(codesOf('township', 'content'));
    expect(codesOf('regional', 'content')).toEqual(codesOf('township', 'content'));
    expect(ofTier('regional').content?.clause).toBe('5.4.3');
  });

  it('RQ3, RQ4: an outpost is asked for no zones and no content', () => {
    expect(Object.keys(ofTier('outpost'))).toEqual([
      'floor-area',
      'staff-held',
      'study',
      'topics',
      'satisfaction',
    ]);
  });

  it.each([
    ['municipal', 2, '4.4.3'],
    ['county', 1, '4.4.3'],
    ['township', 1, '4.4.3'],
    ['regional', 1, 'A1.5.1'],
  ] as const)('RQ5: full-time staff of %s', (tier, least, clause) => {
    expect(ofTier(tier).staff).toMatchObject({ least, clause });
    expect(ofTier(tier)['staff-held']).toBeUndefined();
  });

  it.each(['village', 'outpost'] as const)('RQ5: staff of %s is held, without a minimum', (tier) => {
    expect(ofTier(tier).staff).toBeUndefined();
    expect(ofTier(tier)['staff-held']?.least).toBeUndefined();
    expect(ofTier(tier)['staff-held']?.clause).toBe('4.4.3');
  });

  it.each([
    ['RQ6', 'study', 4, 'A2.3.8'],
    ['RQ7', 'topics', 1, 'A2.3.10'],
    ['RQ8', 'satisfaction', 900, 'A2.5.2'],
  ])('%s: %s is asked of every tier', (_, code, least, clause) => {
    for (const tier of TIERS) expect(ofTier(tier)[code]).toMatchObject({ least, clause, strength: 'shall' });
    expect(huzhou.requirements.find((requirement) => requirement.code === code)?.indicators).toEqual([
      clause,
    ]);
  });

  it('RQ9: where the standard disagrees with itself both places are named', () => {
    expect(findIndicator(huzhou, 'A1.3.3')).toMatchObject({
      clauses: ['5.3.4', 'A1.3.3'],
      remark: {
        en: 'Appendix A says “should”, clause 5.3.4 says “shall”: scored by Appendix A, both are shown.',
      },
    });
    const remarkOf = (code: string) =>
      huzhou.requirements.find((requirement) => requirement.code === code)?.remark?.zh;
    const staff = requirementsOf(huzhou, 'regional').find(({ requirement }) => requirement.code === 'staff');
    expect(staff?.threshold.remark?.zh).toContain('4.4.3');
    // What is said of regional centres is not read at a township.
    expect(remarkOf('staff')).toBeUndefined();
    expect(remarkOf('content')).toContain('A1.4.2');
    expect(remarkOf('zones-activity')).toContain('A1.4.3');
    expect(findIndicator(huzhou, 'A1.2.2')?.remark?.zh).toContain('5.2.5');
    expect(huzhou.tables[1]?.remark?.zh).toContain('建设工作');
  });

  it('RQ9: only groups that 7.3 calls differently say so', () => {
    expect(groups.filter((group) => group.remark).map((group) => group.code)).toEqual([
      'A1.1',
      'A1.2',
      'A1.3',
      'A1.5',
      'A2.2',
    ]);
  });

  it('RQ10: what only A1.4.2 and A1.4.3 name stands in checklists, apart from what the tier is asked for', () => {
    for (const tier of TIERS) {
      const asked = requirementsOf(huzhou, tier).flatMap(
        ({ threshold }) => threshold.items?.map((item) => item.title.zh) ?? [],
      );
      const also = ['A1.4.2', 'A1.4.3'].flatMap((indicator) =>
        checklistsFor(huzhou, tier, indicator).flatMap((list) => list.items.map((item) => item.title.zh)),
      );
      expect(also.filter((title) => asked.includes(title))).toEqual([]);
    }
    const activity = checklistsFor(huzhou, 'county', 'A1.4.3').flatMap((list) => list.items);
    expect(activity.map((item) => item.code)).toEqual(['culture-hall', 'convenience', 'health', 'care']);
  });

  it('RQ10: the six signage lines have their photos, one of them taken after dusk', () => {
    const lists = groups[2]?.indicators.flatMap((line) => checklistsFor(huzhou, 'county', line.code));
    expect(lists?.map((list) => list.proof)).toEqual(Array(6).fill('photo'));
    expect(lists?.flatMap((list) => list.items).filter((item) => item.code === 'after-dusk')).toHaveLength(1);
  });

  it('RQ10: what carries no points belongs to no line', () => {
    const clauses = checklistsFor(huzhou, 'village', null).flatMap((list) =>
      list.items.map((item) => item.clause),
    );
    expect([...new Set(clauses)]).toEqual(['4.3.9', '4.4.1', '4.4.2', '4.4.5', '4.5.1']);
  });
});
