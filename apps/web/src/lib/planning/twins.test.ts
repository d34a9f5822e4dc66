import { expect, test } from 'vitest';
import { twinsIn } from './twins.ts';

const row = (id: string, plannedOn: string, centre: string) => ({ id, plannedOn, centre: { id: centre } });

test('two of one centre on one day are twins, whatever stands between them; one on another day is none', () => {
  const rows = [
    row('regular', '2026-12-01', 'leidian'),
    row('elsewhere', '2026-12-01', 'qianyuan'),
    row('spot-check', '2026-12-01', 'leidian'),
    row('earlier', '2026-11-01', 'leidian'),
  ];
  expect([...twinsIn(rows)]).toEqual(['regular', 'spot-check']);
});
