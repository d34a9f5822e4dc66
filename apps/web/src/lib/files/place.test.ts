import { describe, expect, it } from 'vitest';
import { captionOf, overSize, sizeOf } from './place.ts';

describe('a file in words', () => {
  it('an empty file has no size, a small one has some', () => {
    expect([0, 1, 340 * 1024, 2.1 * 1024 * 1024].map(sizeOf)).toEqual(['0 KB', '1 KB', '340 KB', '2.1 MB']);
  });
  it('a file over the limit has the size that its list says, and never that of the limit', () => {
    const MEBI = 1024 * 1024;
    expect([21 * MEBI + 303, 20 * MEBI + 1].map((bytes) => overSize(bytes, 20 * MEBI))).toEqual([
      { size: 21, most: 20 },
      { size: 20.1, most: 20 },
    ]);
  });
  it('what a picture shows and what it is called', () => {
    expect(captionOf({ role: 'evidence', name: '大厅北墙.jpg' })).toBe('佐证 · 大厅北墙.jpg');
  });
});
