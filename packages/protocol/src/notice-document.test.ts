import { describe, expect, it } from 'vitest';
import { breaksRow, NOTICE_COLUMNS, NOTICE_WIDTHS, noticeDocument } from './notice-document.ts';
import type { FindingsNotice } from './schemas/index.ts';

const due = (on: string, isProvisional = false) => ({ on, isProvisional });
const officer = { id: 'officer', name: '镇经办', nameEn: 'Town Officer', color: '#000' };
const notice: FindingsNotice = {
  evaluation: 'e-1',
  issued: {
    ...{ number: '湖社党〔2026〕12号', addressee: '乾元镇中心', at: 1, on: '2026-03-03', by: officer },
  },
  corrections: [],
  centre: {
    ...{ id: 'c', name: '乾元镇中心', nameEn: 'Qianyuan centre', tier: 'township', area: '', areaEn: '' },
  },
  leadBody: { id: 'b', name: '乾元镇党委', nameEn: '', kind: 'local-party-committee' },
  jointBodies: [{ id: 'j', name: '镇统战办', nameEn: 'United front office', kind: 'local-party-committee' }],
  campaign: { title: '2026 年度考核评估', periodFrom: '2026-01-01', periodTo: '2026-12-31' },
  kind: 'regular',
  step: 5,
  visitedOn: '2026-03-02',
  deliveredOn: '2026-03-02',
  respondBy: due('2026-03-09'),
  planDays: 10,
  planBy: due('2026-03-23'),
  dueBy: [
    { severity: 'ordinary', ...due('2026-04-14') },
    { severity: 'suggestion', ...due('2026-05-28') },
  ],
  findings: [
    {
      ...{ id: 'f-1', number: '2026-001', source: 'deduction', indicator: 'A1.2.2', clauses: ['5.2.4'] },
      text: { zh: '面积达到要求', en: 'Area as required' },
      standard: { zh: '总面积一般不少于 300 ㎡（5.2.4）', en: 'At least 300 m²' },
      actual: { zh: '286 ㎡', en: '286 m²' },
      ...{ maximum: 100, lost: 5, severity: 'ordinary', reason: '未达到\n已测', due: due('2026-04-14') },
    },
    {
      ...{ id: 'f-2', number: '2026-002', source: 'suggestion', indicator: '', clauses: ['4.4.1'] },
      text: { zh: '专家库', en: 'Pool of experts' },
      ...{ standard: null, actual: null, maximum: 0, lost: 0, severity: 'suggestion' },
      ...{ reason: '建立专家库', due: due('2026-05-28') },
    },
  ],
};

describe('[NF5] the words of a notice', () => {
  it('name campaign, period, day, clause and how many of which kind, in Chinese', () => {
    const words = noticeDocument(notice, 'zh');
    expect([words.title, words.number, words.addressee]).toEqual([
      ...['问题整改通知单', '湖社党〔2026〕12号', '乾元镇中心：'],
    ]);
    expect(words.lead).toBe(
      '乾元镇党委、镇统战办组织的评价组于2026年3月2日对你中心进行了日常评价（2026 年度考核评估，考核周期2026年1月1日至2026年12月31日）。依据《社会组织党群服务中心建设与运行规范》7.5.1，现将评价中发现的一般问题1个、改进建议1条通知如下，请对照标准制定纠正和预防措施，按期整改。',
    );
    expect(words.rows).toEqual([
      [
        ['2026-001'],
        ['A1.2.2 面积达到要求'],
        ['5.2.4'],
        ['总面积一般不少于 300 ㎡（5.2.4）'],
        ['286 ㎡', '未达到', '已测'],
        ['0.5'],
        ['一般问题'],
        ['2026年', '4月14日'],
      ],
      [
        ...[['2026-002'], ['专家库'], ['4.4.1'], ['见考评内容'], ['建立专家库'], ['—']],
        ...[['改进建议'], ['2026年', '5月28日']],
      ],
    ]);
    expect(words.demands.items[2]).toBe(
      '三、请按期完成整改并提交验收：一般问题于2026年4月14日前、改进建议于2026年5月28日前。',
    );
    expect(words.signature).toEqual({ bodies: ['乾元镇党委', '镇统战办'], day: '2026年3月3日' });
    expect(words.provisional).toBeNull();
  });

  it('say the same in English, with the names there are', () => {
    const words = noticeDocument(notice, 'en');
    expect(words.lead).toBe(
      'On 2 March 2026 the panel set up by 乾元镇党委 and United front office held a regular evaluation of your centre (2026 年度考核评估; period 1 January 2026 to 31 December 2026). Under clause 7.5.1 of the specification for the construction and operation of party and mass service centres of social organisations you are notified of the following: 1 ordinary finding and 1 suggestion for improvement. Please decide on corrective and preventive measures and put them right in time.',
    );
    expect(words.addressee).toBe('To: Qianyuan centre');
    expect(words.rows[1]?.[6]).toEqual(['Suggestion']);
    expect(words.demands.items[2]).toBe(
      '3. Put right what was found and submit it for acceptance: ordinary findings by 14 April 2026 and suggestions by 28 May 2026.',
    );
    expect(words.heads).toHaveLength(NOTICE_COLUMNS.length);
    for (const widths of Object.values(NOTICE_WIDTHS))
      expect(Object.values(widths).reduce((sum, width) => sum + width)).toBe(156);
    expect(JSON.stringify(words)).not.toMatch(/[，。、；]/);
  });

  it('keep an addressee that is not the centre, and leave blank what is not issued yet', () => {
    const { issued } = notice;
    const other = { ...notice, issued: issued && { ...issued, addressee: '乾元镇人民政府' } };
    expect(noticeDocument(other, 'en').addressee).toBe('To: 乾元镇人民政府');
    const draft = noticeDocument({ ...notice, issued: null }, 'zh');
    expect([draft.number, draft.addressee, draft.signature.day]).toEqual([
      ...['（未印发）', '乾元镇中心：', '　　　　年　　月　　日'],
    ]);
    expect(draft.receipt.text).toBe('《问题整改通知单》已收到。');
  });

  it('[NF5] give what was found the most room, and break a row that would leave half a page empty', () => {
    for (const { found, ...others } of Object.values(NOTICE_WIDTHS))
      expect(found).toBeGreaterThan(Math.max(...Object.values(others)));
    expect([breaksRow([['1'], ['改'.repeat(2000)]]), breaksRow([['1'], ['改'.repeat(40)]])]).toEqual([
      true,
      false,
    ]);
  });

  it('[ND4] mark a provisional day, and say what the mark means', () => {
    const words = noticeDocument({ ...notice, respondBy: due('2027-03-09', true) }, 'zh');
    expect(words.demands.items[0]).toContain('2027年3月9日*前');
    expect(words.provisional).toContain('暂定');
  });
});
