import { huzhou, requirementsOf } from '@heping/scoring';
import { expect, test } from 'vitest';
import { takeTyped } from './fact-typed.ts';

const of = (kind: string) => {
  const found = requirementsOf(huzhou, 'county').find(({ requirement }) => requirement.kind === kind);
  if (found === undefined) throw new Error(`no fact of kind ${kind}`);
  return (text: string) => takeTyped(found.requirement, found.threshold, text);
};
const [measure, count, rate] = [of('measure'), of('count'), of('rate')];

test('[RQ11] a number is kept in the unit of its fact', () => {
  expect([measure('268.5'), count('４'), rate('90')]).toEqual([
    { value: 2685 },
    { value: 4 },
    { value: 900 },
  ]);
});

test('[RQ11] the unit may be typed too', () => {
  expect([measure('268.5㎡'), measure('268.5 m²'), count('4 名'), rate('90%'), rate('９０％')]).toEqual([
    { value: 2685 },
    { value: 2685 },
    { value: 4 },
    { value: 900 },
    { value: 900 },
  ]);
  for (const text of ['㎡', '约 300 ㎡']) expect(measure(text)).toEqual({ why: '请填数字。' });
});

test.each(['-3', '−3', '－３', '-0.5'])('[RQ11] %s is below zero, whatever the fact', (text) => {
  for (const take of [measure, count, rate]) expect(take(text)).toEqual({ why: '不能小于 0。' });
});

test('[RQ11] a number too large is told the largest', () => {
  expect(measure('99999999999')).toEqual({ why: '不能超过 999999.9。' });
  expect(count('99,999,999')).toEqual({ why: '不能超过 999999。' });
  expect([rate('101'), rate('99999999999')]).toEqual([
    { why: '不能超过 100%。' },
    { why: '不能超过 100%。' },
  ]);
});

test('[RQ11] too many decimals are told how many there may be; what is no number is told so', () => {
  expect([count('2.5'), count('2.55'), measure('2.55')]).toEqual([
    { why: '请填整数。' },
    { why: '请填整数。' },
    { why: '最多保留一位小数。' },
  ]);
  for (const text of ['约三百', '-', '1e9', '3-4']) expect(measure(text)).toEqual({ why: '请填数字。' });
});
