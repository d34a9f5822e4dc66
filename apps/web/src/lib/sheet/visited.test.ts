import { expect, it } from 'vitest';
import { visitedOn } from './visited.ts';

it('[SH4] the day on a sheet is the one on which scoring was opened, not the one it was planned for', () => {
  const openedAt = Date.parse('2026-11-27T00:30:00+08:00');
  expect(visitedOn({ plannedOn: '2026-11-30', openedAt })).toBe('2026-11-27');
});
