import { expect, it } from 'vitest';
import { visitedOn } from './visited.ts';

it('[SH4] the day on a sheet is the one on which scoring was opened, not the one it was planned for', () => {
  const openedAt = new Date(2026, 10, 27, 9).getTime();
  expect(visitedOn({ plannedOn: '2026-11-30', openedAt })).toBe('2026-11-27');
});
