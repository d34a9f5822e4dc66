import { STEPS } from '@heping/scoring';
import { expect, test } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { ceilingHint } from './policy-hints.ts';

test('[CE2, CE3, CE4] the example of a policy ends at what its rule gives in the step of the campaign', () => {
  overwriteGetLocale(() => 'en');
  const endings = (policy: 'discretion' | 'proportional' | 'strict') =>
    STEPS.map((step) => [step, /: (?:at most )?([\d.]+)\.$/.exec(ceilingHint(policy, step))?.[1]]);
  expect(endings('discretion')).toEqual(STEPS.map((step) => [step, { 10: '7', 5: '7.5', 1: '7.9' }[step]]));
  expect(endings('proportional')).toEqual(STEPS.map((step) => [step, { 10: '6', 5: '6.5', 1: '6.6' }[step]]));
  expect(endings('strict')).toEqual(STEPS.map((step) => [step, '0']));
});
