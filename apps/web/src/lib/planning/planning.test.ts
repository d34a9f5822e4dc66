import type { EvaluationRow } from '@heping/protocol';
import { ACTIONS } from '@heping/scoring';
import { describe, expect, it, vi } from 'vitest';

vi.mock('$app/navigation', () => ({ goto: vi.fn() }));
vi.mock('$app/state', () => ({ page: { url: new URL('http://localhost/') } }));

const { containsAll, matches, readFilter, withFilter } = await import('./filters.ts');
const { districtOf } = await import('./district.ts');
const { noticeDay, whyProvisional } = await import('./notice-day.ts');
const { taskOf } = await import('./places.ts');
const { underWay } = await import('./under-way.ts');

const row: EvaluationRow = {
  id: 'e1',
  campaign: { id: 'c1', title: '2026 年度考核评估' },
  centre: {
    id: 'z1',
    name: '乾元镇社会组织党群服务中心',
    nameEn: 'Qianyuan Town Centre',
    tier: 'township',
    area: '湖州市德清县乾元镇',
    areaEn: 'Qianyuan Town, Deqing County, Huzhou City',
  },
  kind: 'regular',
  leadBody: {
    id: 'b1',
    name: '中共乾元镇委员会',
    nameEn: 'Party Committee of Qianyuan',
    kind: 'local-party-committee',
  },
  plannedOn: '2026-11-23',
  phase: 'scoring',
  chair: null,
  panelSize: 5,
  step: 5,
  noticeDays: 5,
  roles: ['panelist'],
  waitsFor: 'ballot.write',
  totals: null,
};

describe('a filter', () => {
  it('is read from an address, and what is no phase or tier is none', () => {
    expect(readFilter(new URL('http://x/c?phase=notice&tier=village&q=a'))).toEqual({
      phase: 'notice',
      tier: 'village',
      q: 'a',
    });
    expect(readFilter(new URL('http://x/c?phase=unknown'))).toEqual({ phase: null, tier: null, q: '' });
  });

  it('changes one part of the address and keeps the rest', () => {
    const url = new URL('http://x/c?phase=notice&q=a');
    expect(withFilter(url, 'tier', 'village')).toBe('/c?phase=notice&q=a&tier=village');
    expect(withFilter(url, 'phase', null)).toBe('/c?q=a');
  });

  it('finds a line by words of both languages', () => {
    expect(matches(row, { phase: null, tier: null, q: '德清 乾元' })).toBe(true);
    expect(matches(row, { phase: 'scoring', tier: 'township', q: 'qianyuan' })).toBe(true);
    expect(matches(row, { phase: 'planned', tier: null, q: '' })).toBe(false);
    expect(matches(row, { phase: null, tier: null, q: '长兴' })).toBe(false);
  });

  it('asks for every word', () => {
    expect(containsAll('a b', ['a', 'b'])).toBe(true);
    expect(containsAll('a c', ['a', 'b'])).toBe(false);
    expect(containsAll('', ['a'])).toBe(true);
  });
});

describe('a district', () => {
  it.each([
    ['湖州市德清县乾元镇', '德清县'],
    ['湖州市吴兴区', '吴兴区'],
    ['湖州市', null],
  ])('of %s is %s', (area, district) => {
    expect(districtOf({ area, areaEn: '' })).toBe(district);
  });
});

describe('what waits', () => {
  it('leads to its place', () => {
    expect(taskOf(row)).toEqual({ label: '完成个人评分', href: '/evaluations/e1/score' });
    expect(taskOf({ id: 'e1', waitsFor: null })).toBeNull();
  });

  it('says to who locks once more that the committee sent it back', () => {
    const label = (sentBack?: { at: number; reason: string }) =>
      taskOf({ id: 'e1', waitsFor: 'lock', ...(sentBack && { sentBack }) })?.label;
    expect([label(), label({ at: 1, reason: '理由不充分' })]).toEqual([
      '组织集体评议并定稿',
      '按退回意见修改，重新定稿',
    ]);
  });

  it('has a word and a place for every action', () => {
    for (const action of ACTIONS) {
      const task = taskOf({ id: 'e1', waitsFor: action });
      expect(task?.label).not.toBe('');
      expect(task?.href).toMatch(/^\/evaluations\/e1/);
    }
  });
});

describe('the last day of a notice', () => {
  const notice = (noticeEndsOn: string | null, noticeEndsOnProvisional = false) => ({
    noticeEndsOn,
    noticeEndsOnProvisional,
  });

  it('[ND4] is marked where the holidays of its year are not published, with the reason', () => {
    expect(noticeDay(notice('2027-01-04', true))).toBe('2027-01-04（暂定）');
    expect(whyProvisional(notice('2027-01-04', true))).toContain('2027 年的节假日安排尚未公布');
    expect([noticeDay(notice('2026-11-30')), whyProvisional(notice('2026-11-30'))]).toEqual([
      '2026-11-30',
      null,
    ]);
    expect([noticeDay(notice(null)), whyProvisional(notice(null))]).toEqual([null, null]);
  });
});

describe('what is under way in a campaign', () => {
  it('[CA1] is what is planned or on its way to publication', () => {
    expect(underWay({})).toBe(0);
    expect(underWay({ planned: 2, scoring: 1, notice: 3, published: 7, cancelled: 4 })).toBe(6);
  });
});
