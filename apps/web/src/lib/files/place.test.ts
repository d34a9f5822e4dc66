import { describe, expect, it } from 'vitest';
import { captionOf, sizeOf } from './place.ts';

describe('a file in words', () => {
  it('an empty file has no size, a small one has some', () => {
    expect([0, 1, 340 * 1024, 2.1 * 1024 * 1024].map(sizeOf)).toEqual(['0 KB', '1 KB', '340 KB', '2.1 MB']);
  });
  it('what a picture shows and what it is called', () => {
    expect(captionOf({ role: 'evidence', name: '大厅北墙.jpg' })).toBe('佐证 · 大厅北墙.jpg');
  });
});
