import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gathered } from './gathered.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('[NT4, LG10] what is said to many in a short time', () => {
  it('is said once, each name once, and what comes later is said later', () => {
    const tell = vi.fn();
    const said = gathered(tell, 250);
    for (let reminder = 0; reminder < 1_000; reminder += 1) said.add(reminder % 2 === 0 ? 'alice' : 'bo');
    expect(tell).not.toHaveBeenCalled();
    vi.advanceTimersByTime(250);
    expect(tell.mock.calls).toEqual([[['alice', 'bo']]]);
    vi.advanceTimersByTime(10_000);
    expect(tell).toHaveBeenCalledTimes(1);
    said.add('bo');
    vi.advanceTimersByTime(250);
    expect(tell.mock.lastCall).toEqual([['bo']]);
  });

  it('is not said any more once the house is closed', () => {
    const tell = vi.fn();
    const said = gathered(tell, 250);
    said.add('alice');
    said.end();
    vi.advanceTimersByTime(1_000);
    expect(tell).not.toHaveBeenCalled();
  });
});
