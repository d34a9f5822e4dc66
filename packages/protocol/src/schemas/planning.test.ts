import { expect, test } from 'vitest';
import { ChangeCampaign } from './planning.ts';

test('a change of a campaign says what it says: a policy that is not named keeps its value', () => {
  expect(ChangeCampaign.parse({ title: '年度考核评估' })).toEqual({ title: '年度考核评估' });
  expect(ChangeCampaign.parse({ noticeDays: 0 })).toEqual({ noticeDays: 0 });
});
