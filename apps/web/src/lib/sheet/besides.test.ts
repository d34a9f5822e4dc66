import type { Finding, SheetContent } from '@heping/protocol';
import { expect, it } from 'vitest';
import { besides } from './besides.ts';

const finding = (indicator: string): Finding => ({
  ...{
    id: 'f-1',
    number: '1',
    source: 'deduction',
    indicator,
    clauses: [],
    lost: 5,
    maximum: 50,
    reason: '回收率偏低',
  },
  text: { zh: '群众满意', en: 'People are satisfied' },
  ...{ standard: null, actual: null, severity: 'ordinary', evidence: [] },
});

const content = {
  centre: { tier: 'township' },
  exceptions: [],
  facts: { satisfaction: { value: 900, notApplicable: null, how: null } },
  requirements: [
    {
      code: 'satisfaction',
      title: { zh: '对党组织的满意度', en: 'Satisfaction with the party organisation' },
      ...{ kind: 'rate', unit: { zh: '%', en: '%' }, indicators: ['A2.5.2'], clause: 'A2.5.2' },
      ...{ strength: 'shall', quantity: { zh: '满意度', en: 'Satisfied' }, least: 900, items: [] },
    },
  ],
} as unknown as SheetContent;

it('[FI2] a finding whose requirement is met shows the requirement and the fact beside the reason', () => {
  expect(besides(finding('A2.5.2'), content)).toEqual({
    standard: '满意度：应不少于 90 %（A2.5.2）',
    actual: '90 %',
  });
});

it('[FI2] a finding without anything measurable shows what the indicator asks, and leaves the rest to the reason', () => {
  expect(besides(finding('A2.1.1'), content)).toEqual({ standard: '群众满意', actual: '' });
});

it('[FI2] what falls short is shown as it was delivered', () => {
  const short = {
    ...finding('A2.5.2'),
    standard: { zh: '不少于 90 %', en: '' },
    actual: { zh: '80 %', en: '' },
  };
  expect(besides(short, content)).toEqual({ standard: '不少于 90 %', actual: '80 %' });
});

it('[FI5] a suggestion shows what is asked there, whatever was recorded', () => {
  expect(besides({ ...finding('A2.5.2'), source: 'suggestion' }, content)).toEqual({
    standard: '群众满意',
    actual: '',
  });
});
