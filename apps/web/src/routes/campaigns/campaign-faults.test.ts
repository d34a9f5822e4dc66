import { expect, test } from 'vitest';
import { campaignFaults } from './campaign-faults.ts';

const right = { title: '2026 年度考核评估', periodFrom: '2026-01-01', periodTo: '2026-12-31', noticeDays: 5 };
const none = { title: null, periodFrom: null, periodTo: null, noticeDays: null };

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
