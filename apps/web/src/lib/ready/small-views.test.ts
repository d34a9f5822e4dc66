import type { ArrivedPiece } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import { fetchSmall, MOST_SMALL, smallViewsOf } from './small-views.ts';

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

  it('[OF7] come all, although the house answers so many in a while and then says to wait', async () => {
    const asked: string[] = [];
    let now = 0;
    let free = 3;
    const answered = (status: number) =>
      Promise.resolve({ status, headers: new Headers(status === 429 ? { 'retry-after': '2' } : {}) });
    await fetchSmall(['a', 'b', 'gone', 'c', 'd'], {
      ask: (id) => {
        if (id === 'gone') return Promise.resolve(undefined);
        if (free === 0) return answered(429);
        free -= 1;
        asked.push(id);
        return answered(200);
      },
      rest: (ms) => {
        now += ms;
        if (ms >= 2_000) free = 3;
        return Promise.resolve();
      },
    });
    expect(asked).toEqual(['a', 'b', 'c', 'd']);
    expect(now).toBeGreaterThanOrEqual(2_000);
  });

  it('[OF7] one that is refused again and again leaves the others', async () => {
    const asked: string[] = [];
    const ask = (id: string) => {
      asked.push(id);
      return Promise.resolve({ status: id === 'b' ? 429 : 200, headers: new Headers() });
    };
    await fetchSmall(['a', 'b', 'c'], { ask, rest: () => Promise.resolve() });
    expect([asked[0], asked.at(-1), asked.filter((id) => id === 'b').length]).toEqual(['a', 'c', 5]);
  });
});
