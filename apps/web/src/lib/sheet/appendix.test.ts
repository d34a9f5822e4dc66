import { huzhou, indicatorsOf, type Tenths } from '@heping/scoring';
import type { Finding, SheetContent } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import { appendixOf } from './appendix.ts';

const sheet = (lost: Readonly<Record<string, Tenths>> = {}) =>
  ({
    evaluation: 'e-1',
    lines: indicatorsOf(huzhou).map(({ code, maximum }) => ({
      indicator: code,
      maximum,
      ceiling: maximum,
      score: maximum - (lost[code] ?? 0),
      reason: code in lost ? '不足' : '',
      severity: null,
      clauses: ['5.2.4'],
      noteLines: [],
      evidence: '',
    })),
  }) as unknown as SheetContent;

describe('a sheet in the form of Appendix A', () => {
  it('has the two tables, their groups and every line, numbered within its group', () => {
    const tables = appendixOf(huzhou, sheet());
    expect(tables.map(({ table, points }) => [table.code, points])).toEqual([
      ['A.1', 1000],
      ['A.2', 1000],
    ]);
    const lines = tables.flatMap(({ groups }) => groups.flatMap(({ lines }) => lines));
    expect(lines.map(({ indicator }) => indicator.code)).toEqual(
      indicatorsOf(huzhou).map(({ code }) => code),
    );
    for (const { lines } of tables.flatMap(({ groups }) => groups))
      expect(lines.map(({ number }) => number)).toEqual(lines.map((_, place) => place + 1));
  });
  it('adds up points by group and by table, in whole tenths', () => {
    const [first] = appendixOf(huzhou, sheet({ 'A1.2.1': 5, 'A1.2.2': 10 }));
    expect(first?.points).toBe(985);
    expect(first?.groups.find(({ group }) => group.code === 'A1.2')?.points).toBe(135);
  });
  it('ties a deduction to the finding it became', () => {
    const finding = { id: 'f-1', source: 'deduction', indicator: 'A1.2.2' } as Finding;
    const lines = appendixOf(huzhou, sheet({ 'A1.2.2': 5 }), [finding]).flatMap(({ groups }) =>
      groups.flatMap((group) => group.lines),
    );
    expect(lines.filter((line) => line.finding !== null).map(({ indicator }) => indicator.code)).toEqual([
      'A1.2.2',
    ]);
  });
  it('a sheet without one of its lines is a fault', () => {
    const broken = sheet();
    expect(() => appendixOf(huzhou, { ...broken, lines: broken.lines.slice(1) })).toThrow('A1.1.1');
  });
});
