import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paced } from './paced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('hints that come faster than anybody reads', () => {
  it('the first is answered at once, a thousand more with one question, and the last is not lost', () => {
    const ask = vi.fn();
    const hinted = paced(ask, 1000);
    hinted();
    expect(ask).toHaveBeenCalledTimes(1);
    for (let hint = 0; hint < 1000; hint += 1) hinted();
    expect(ask).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    expect(ask).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(10_000);
    expect(ask).toHaveBeenCalledTimes(2);
    hinted();
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('while they go on, one question for each time', () => {
    const ask = vi.fn();
    const hinted = paced(ask, 1000);
    for (let tenth = 0; tenth < 50; tenth += 1) {
      hinted();
      vi.advanceTimersByTime(100);
    }
    expect(ask).toHaveBeenCalledTimes(6);
  });
});
