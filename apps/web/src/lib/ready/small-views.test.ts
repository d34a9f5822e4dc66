import type { ArrivedPiece } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import { MOST_SMALL, smallViewsOf } from './small-views.ts';

const piece = (
  id: string,
  at: number,
  type: 'image/jpeg' | 'application/pdf' = 'image/jpeg',
): ArrivedPiece => ({
  ...{ slot: id, by: 'bo', cameAs: '0'.repeat(64) },
  file: { id, type, name: id, size: 1, width: null, height: null, by: '薄文', at },
});

describe('small views that are taken along', () => {
  it('[OF7] are of pictures, the newest first', () => {
    const pieces = [piece('old', 1), piece('paper', 2, 'application/pdf'), piece('fresh', 3)];
    expect(smallViewsOf({ pieces })).toEqual(['fresh', 'old']);
  });

  it('[OF7] are bounded', () => {
    const pieces = Array.from({ length: 300 }, (_, at) => piece(`p${at}`, at));
    expect([smallViewsOf({ pieces }).length, smallViewsOf({ pieces })[0]]).toEqual([MOST_SMALL, 'p299']);
    expect(smallViewsOf({ pieces }, Infinity).length).toBe(300);
  });
});
