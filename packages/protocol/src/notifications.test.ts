import { LOCALES, RUNGS } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import { NOTIFICATION_KINDS, NOTIFICATIONS, notificationText } from './notifications.ts';

const inputs = (words: string) =>
  [...new Set([...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

describe('what people are told', () => {
  it.each(NOTIFICATION_KINDS)('[NT2] %s says the same in both languages', (kind) => {
    const { zh, en, label, none, several } = NOTIFICATIONS[kind];
    for (const words of [{ zh, en }, none, several])
      expect(inputs(words?.zh ?? '')).toEqual(inputs(words?.en ?? ''));
    expect(`${zh}${en}${label.zh}${label.en}`).not.toMatch(/[!！]/);
  });

  it('[NT2] names and rows of lists are said in the reader’s language', () => {
    const params = {
      ...{ centre: '乾元镇党群服务中心', centreEn: 'Qianyuan centre', number: '2026-003' },
      ...{ deadline: 'plan', lastDay: '2026-03-09', days: 5 },
    };
    expect(LOCALES.map((locale) => notificationText('reminder.supervise', params, locale))).toEqual([
      '【督办】“乾元镇党群服务中心”问题 2026-003：整改方案报送期限 2026-03-09 已过 5 个工作日。现予督办。',
      'Supervision: “Qianyuan centre”, finding 2026-003: the plan was due on 2026-03-09; working days since: 5. It is now under supervision.',
    ]);
    expect(
      notificationText('finding.closed', { centre: '中心', centreEn: '', number: '2026-001' }, 'en'),
    ).toBe('Finding 2026-001 of “中心” was accepted and is closed.');
  });

  it('[NT2] a result without findings asks for no response', () => {
    const params = { centre: '中心', centreEn: 'Centre', count: 0, until: '2026-03-09' };
    expect(LOCALES.map((locale) => notificationText('result.delivered', params, locale))).toEqual([
      '“中心”的评价结果已送达，没有列出问题。',
      'The result of “Centre” was delivered; there are no findings.',
    ]);
    expect(notificationText('result.delivered', { ...params, count: 2 }, 'zh')).toContain('列出问题 2 个');
  });

  it('[NT2] several that were accepted at once are counted', () => {
    const params = { person: '金主任', personEn: 'Jin', centre: '中心', centreEn: 'Centre', count: 3 };
    expect(LOCALES.map((locale) => notificationText('finding.accepted', params, locale))).toEqual([
      '金主任一并接受了“中心”的问题 3 个。',
      'Jin accepted findings of “Centre” together; findings: 3.',
    ]);
  });

  it('[NT2] a parameter that is missing stays visible', () => {
    expect(notificationText('finding.closed', { number: '2026-001' }, 'zh')).toBe(
      '“centre”的问题 2026-001 验收通过，已销号。',
    );
  });

  it('[NT5] mailed at once from 督办 on', () => {
    const urgent = RUNGS.filter((rung) => NOTIFICATIONS[`reminder.${rung}`].isUrgent === true);
    expect(urgent).toEqual(['supervise', 'interview', 'circular']);
  });
});
