import { expect, test } from 'vitest';
import { RECTIFICATION_DAYS } from '@heping/scoring';
import { campaignFaults, wholeNumber } from './campaign-faults.ts';

const right = {
  ...{ title: '2026 年度考核评估', periodFrom: '2026-01-01', periodTo: '2026-12-31', noticeDays: 5 },
  ...RECTIFICATION_DAYS,
  decisionVoices: 2,
};
const none = {
  ...{ title: null, periodFrom: null, periodTo: null, noticeDays: null, responseDays: null, planDays: null },
  ...{ severeDays: null, ordinaryDays: null, suggestionDays: null, decisionVoices: null },
};

test('a date that is no day is wrong in its own field; the other one stays as it is', () => {
  expect(campaignFaults(right)).toEqual(none);
  expect(campaignFaults({ ...right, periodFrom: '' })).toEqual({ ...none, periodFrom: 'no-day' });
  expect(campaignFaults({ ...right, periodTo: '' })).toEqual({ ...none, periodTo: 'no-day' });
  expect(campaignFaults({ ...right, periodTo: '2025-12-31' })).toEqual({ ...none, periodTo: 'reversed' });
});

test('a campaign has a title, and a notice of 0 to 60 working days', () => {
  expect(campaignFaults({ ...right, title: '  ' })).toEqual({ ...none, title: 'no-title' });
  for (const noticeDays of [-1, 61, Number.NaN])
    expect(campaignFaults({ ...right, noticeDays })).toEqual({ ...none, noticeDays: 'bad-notice' });
});

test('[DL1, OB1] each of the days after delivery is 1 to 250, and 2 to 9 decide an objection', () => {
  for (const field of ['responseDays', 'planDays', 'severeDays', 'ordinaryDays', 'suggestionDays'] as const) {
    for (const days of [0, 251, Number.NaN])
      expect(campaignFaults({ ...right, [field]: days })).toEqual({ ...none, [field]: 'bad-days' });
    expect(campaignFaults({ ...right, [field]: 250 })).toEqual(none);
  }
  for (const decisionVoices of [1, 10, Number.NaN])
    expect(campaignFaults({ ...right, decisionVoices })).toEqual({ ...none, decisionVoices: 'bad-voices' });
});

test('a whole number is read as it was typed, and nothing else for one', () => {
  expect([wholeNumber(' 15 '), wholeNumber('0'), wholeNumber('250')]).toEqual([15, 0, 250]);
  for (const typed of ['', '-1', '1.5', '1000', '十', '1e2']) expect(wholeNumber(typed)).toBeNaN();
});
