import { huzhou, indicatorsOf } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import { sheetContent } from '../sheets/content.ts';
import { fullMatter, fullSheet, townshipFrame } from '../testing/sheet.ts';
import { findingsFrom } from './from-sheet.ts';

const LIFTED = {
  ...{ id: 'x-1', requirement: 'floor-area', reason: '老城区', at: 1 },
  by: { id: 'alice', name: '安丽', nameEn: 'An Li' },
};
const maximumOf = (code: string) =>
  indicatorsOf(huzhou).find((indicator) => indicator.code === code)?.maximum ?? 0;

describe('findings', () => {
  it('[FI1] a sheet without a deduction has none', () => {
    expect(findingsFrom(fullSheet)).toEqual([]);
  });

  it('[FI2] one is one: 1 time and not 1 times', () => {
    const sheet = sheetContent(townshipFrame, {
      ...fullMatter,
      facts: { ...fullMatter.facts, study: { value: 1, notApplicable: null } },
      agreed: { ...fullMatter.agreed, 'A2.3.8': 0 },
    });
    expect(findingsFrom(sheet).map(({ actual }) => actual)).toEqual([{ zh: '1 次', en: '1 time' }]);
  });

  it('[FI1, FI2, FI3] each deduction is one, with standard against actual in both languages', () => {
    const content = fullMatter.facts['content']?.value as Record<string, boolean>;
    const sheet = sheetContent(townshipFrame, {
      ...fullMatter,
      facts: {
        ...fullMatter.facts,
        'floor-area': { value: 2860, notApplicable: null },
        content: { value: { ...content, notices: false, volunteering: false }, notApplicable: null },
        study: { value: 3, notApplicable: null },
      },
      agreed: { ...fullMatter.agreed, 'A1.1.1': 0 },
      reasons: {
        ...fullMatter.reasons,
        'A1.1.1': '未纳入规划',
        'A1.2.2': '总面积不足',
        'A1.4.2': '展示不全',
        'A2.3.8': '少一次学习',
      },
    });
    expect(findingsFrom(sheet)).toEqual([
      {
        number: 1,
        indicator: 'A1.1.1',
        clauses: expect.any(Array) as string[],
        standard: null,
        actual: null,
        lost: maximumOf('A1.1.1'),
        severity: 'severe',
        reason: '未纳入规划',
        evidence: [],
      },
      {
        number: 2,
        indicator: 'A1.2.2',
        clauses: ['5.2.4'],
        standard: {
          zh: '总面积一般不少于 300 ㎡（5.2.4）',
          en: 'Total area should generally be at least 300 m² (5.2.4)',
        },
        actual: { zh: '286 ㎡', en: '286 m²' },
        lost: 5,
        severity: 'ordinary',
        reason: '总面积不足',
        evidence: [],
      },
      {
        number: 3,
        indicator: 'A1.4.2',
        clauses: expect.arrayContaining(['5.4.2']) as string[],
        standard: {
          zh: '展示内容应包括：区域内社会组织概况、组织架构、党务工作、党建特色、志愿服务、信息公告（5.4.2）',
          en: expect.stringContaining('Displayed content shall include: ') as string,
        },
        actual: { zh: '缺少：志愿服务、信息公告', en: 'Missing: Volunteering, Notices' },
        lost: 5,
        severity: 'ordinary',
        reason: '展示不全',
        evidence: [],
      },
      {
        number: 4,
        indicator: 'A2.3.8',
        clauses: expect.arrayContaining(['A2.3.8']) as string[],
        standard: {
          zh: '每年学习次数应不少于 4 次（A2.3.8）',
          en: 'Times a year shall be at least 4 times (A2.3.8)',
        },
        actual: { zh: '3 次', en: '3 times' },
        lost: 5,
        severity: 'ordinary',
        reason: '少一次学习',
        evidence: [],
      },
    ]);
  });

  it('[FI1] half the points lost or more is severe', () => {
    const half = (code: string, share: number) => {
      const agreed = { ...fullMatter.agreed, [code]: Math.round(maximumOf(code) * share) };
      return findingsFrom(sheetContent(townshipFrame, { ...fullMatter, agreed }))[0]?.severity;
    };
    expect(half('A1.2.2', 0.5)).toBe('severe');
    expect(half('A1.2.2', 0.75)).toBe('ordinary');
  });

  it('[FI1, FI4] the panel’s word on severity counts, and the evidence note goes with it', () => {
    const noteLine = { depth: 1, mark: '•', runs: [{ text: '实测 286 ㎡', bold: true, struck: false }] };
    const sheet = sheetContent(townshipFrame, {
      ...fullMatter,
      agreed: { ...fullMatter.agreed, 'A1.1.1': 0 },
      severities: { 'A1.1.1': 'suggestion', 'A1.1.2': 'severe' },
      noteLines: { 'A1.1.1': [noteLine] },
    });
    expect(findingsFrom(sheet)).toMatchObject([
      { indicator: 'A1.1.1', severity: 'suggestion', evidence: [noteLine] },
    ]);
    expect(sheet.lines.filter(({ severity }) => severity !== null)).toHaveLength(1);
  });

  it('[FI2] a deduction below a lifted threshold names the exception', () => {
    const sheet = sheetContent(
      { ...townshipFrame, exceptions: [LIFTED] },
      {
        ...fullMatter,
        facts: { ...fullMatter.facts, 'floor-area': { value: 2860, notApplicable: null } },
        agreed: { ...fullMatter.agreed, 'A1.2.2': 90 },
      },
    );
    expect(findingsFrom(sheet)).toMatchObject([
      { indicator: 'A1.2.2', actual: { zh: '286 ㎡（例外：老城区）', en: '286 m² (exception: 老城区)' } },
    ]);
  });

  it('[FI2] a shortfall that an exception lifts costs nothing and is no finding', () => {
    const sheet = sheetContent(
      { ...townshipFrame, exceptions: [LIFTED] },
      {
        ...fullMatter,
        facts: { ...fullMatter.facts, 'floor-area': { value: 2860, notApplicable: null } },
      },
    );
    expect(findingsFrom(sheet)).toEqual([]);
  });
});
