import { expect, test } from 'vitest';
import { summonsHref, type Summons } from './summons.ts';

const base = '/evaluations/e1';
const come: Summons = { evaluation: 'e1', indicator: 'A1.4.2', by: 'chair', name: '陆建平' };
const at = (path: string) => new URL(`http://here${base}${path}`);

test('in deliberation a summons leads to the table, also from one’s own sheet', () => {
  expect(summonsHref(come, { base, here: at('/score?at=A1.1.1&view=grid'), mayReadConsensus: true })).toBe(
    '/evaluations/e1/deliberation?at=A1.4.2',
  );
});

test('who is at the table already keeps their view of it', () => {
  expect(summonsHref(come, { base, here: at('/deliberation?view=matrix'), mayReadConsensus: true })).toBe(
    '/evaluations/e1/deliberation?at=A1.4.2&view=matrix',
  );
});

test('a summons may name its page; before the reveal there is no table to lead to', () => {
  const named: Summons = { ...come, view: 'score' };
  expect(summonsHref(named, { base, here: at(''), mayReadConsensus: true })).toBe(
    '/evaluations/e1/score?at=A1.4.2',
  );
  expect(
    summonsHref({ ...come, view: 'deliberation' }, { base, here: at(''), mayReadConsensus: false }),
  ).toBe('/evaluations/e1/score?at=A1.4.2');
});
