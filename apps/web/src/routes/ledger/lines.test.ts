import { describe, expect, it } from 'vitest';
import { PageLines } from './lines.ts';

const group = (key: string, count: number) => ({ key, count, label: { zh: key, en: key } });
const said = (lines: PageLines) =>
  Array.from({ length: lines.count }, (_, line) => {
    const at = lines.at(line);
    return at.kind === 'group' ? `${at.group.key}${at.isFolded ? '…' : ''}` : at.place;
  });

describe('[LG4] lines of a page', () => {
  it('are the rows where nothing is grouped', () => {
    expect(said(new PageLines(3, [], new Set()))).toEqual([0, 1, 2]);
  });
  it('have a head for each group, and fold without losing the place of what follows', () => {
    const groups = [group('甲', 2), group('乙', 1), group('丙', 2)];
    expect(said(new PageLines(5, groups, new Set()))).toEqual(['甲', 0, 1, '乙', 2, '丙', 3, 4]);
    expect(said(new PageLines(5, groups, new Set(['甲', '乙'])))).toEqual(['甲…', '乙…', '丙', 3, 4]);
  });
});
