import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { huzhou } from './huzhou.ts';
import { indicatorsOf } from './rubric-lookup.ts';
import { pointsLost, severityOf, totalsOf } from './totals.ts';

const lines = indicatorsOf(huzhou);
const full = Object.fromEntries(lines.map((line) => [line.code, line.maximum]));
const anySheet = fc.record(
  Object.fromEntries(lines.map((line) => [line.code, fc.option(fc.integer({ min: 0, max: line.maximum }))])),
);

describe('totals', () => {
  it('TO1: a full sheet has 100 points in either table', () => {
    expect(totalsOf(huzhou, full).tables).toEqual({
      'A.1': { points: 1000, maximum: 1000, lost: 0, scored: 19, count: 19 },
      'A.2': { points: 1000, maximum: 1000, lost: 0, scored: 21, count: 21 },
    });
  });

  it('TO2: what is not scored has lost nothing; zero has lost all', () => {
    const { groups } = totalsOf(huzhou, { 'A1.2.1': 0, 'A1.2.2': null });
    expect(groups['A1.2']).toEqual({ points: 0, maximum: 150, lost: 50, scored: 1, count: 2 });
    expect(groups['A1.1']).toEqual({ points: 0, maximum: 100, lost: 0, scored: 0, count: 3 });
  });

  it('TO1: a code the rubric does not have adds nothing', () => {
    expect(totalsOf(huzhou, { 'A9.9.9': 100 })).toEqual(totalsOf(huzhou, {}));
  });

  it('TO1, TO3: groups add up to their table, exactly, and points and loss to what was scored', () => {
    fc.assert(
      fc.property(anySheet, (scores) => {
        const totals = totalsOf(huzhou, scores);
        for (const table of huzhou.tables) {
          const parts = table.groups.map((group) => totals.groups[group.code]);
          for (const name of ['points', 'lost', 'scored', 'count', 'maximum'] as const) {
            const exact = parts.reduce((sum, part) => sum + BigInt(part?.[name] ?? 0), 0n);
            expect(BigInt(totals.tables[table.code]?.[name] ?? -1)).toBe(exact);
          }
          const scored = table.groups
            .flatMap((group) => group.indicators)
            .filter((line) => scores[line.code] !== null);
          const total = totals.tables[table.code];
          expect(Number(total?.points) + Number(total?.lost)).toBe(
            scored.reduce((sum, line) => sum + line.maximum, 0),
          );
        }
      }),
    );
  });

  it('TO3: points lost are what the maximum has more', () => {
    expect(pointsLost(100, 95)).toBe(5);
  });

  it.each([
    [100, 95, 'ordinary'],
    [100, 55, 'ordinary'],
    [100, 50, 'severe'],
    [100, 0, 'severe'],
    [50, 25, 'severe'],
    [100, 100, 'suggestion'],
  ] as const)('TO4: of %i tenths, %i given: %s', (maximum, score, severity) => {
    expect(severityOf(maximum, score)).toBe(severity);
  });
});
