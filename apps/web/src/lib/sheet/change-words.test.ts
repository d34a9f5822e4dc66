import type { SheetChange } from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import { changeWords } from './change-words.ts';

const words = (kind: SheetChange['kind'], at: string, before: string | null, after: string | null) =>
  changeWords({ kind, at, before, after }, huzhou);

describe('a change between two revisions', () => {
  it('a score by its indicator, before and after', () => {
    expect(words('score', 'A1.6.1', '4', '2')).toEqual({
      place: 'A1.6.1',
      kind: '评定分',
      before: '4',
      after: '2',
    });
  });
  it('a fact by its title, nothing there before as such', () => {
    expect(words('fact', 'floor-area', null, '268')).toMatchObject({
      place: '面积',
      before: '（空）',
      after: '268',
    });
  });
  it('ceilings and totals follow from the rest and name themselves', () => {
    expect(words('other', 'A1.2.2.ceiling', '10', '9.5')).toMatchObject({
      place: 'A1.2.2 最高可得分',
      kind: '',
    });
    expect(words('other', 'totals.A.1', '91 / 100', '89 / 100').place).toBe('表 A.1 合计');
  });
  it('a panelist by name, never by id', () => {
    expect(words('panel', 'person-bo', null, '陈薇').place).toBe('陈薇');
    expect(words('panel', 'person-bo', '陈薇', '陈薇（回避）').place).toBe('陈薇（回避）');
  });
});
