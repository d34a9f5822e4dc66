import { describe, expect, it } from 'vitest';
import { reconnectDelay } from './reconnect.ts';

describe('coming back after a cut', () => {
  it('[EN1] a restart spreads the returning panel over two seconds', () => {
    expect(reconnectDelay(4503, 0, 0)).toBe(0);
    expect(reconnectDelay(4503, 0, 0.999)).toBe(1998);
  });
  it('waits longer each time and never longer than fifteen seconds', () => {
    const waits = [0, 1, 2, 3, 9].map((attempt) => reconnectDelay(1006, attempt, 0.5));
    expect(waits).toEqual([300, 600, 1200, 2400, 10_000]);
    expect(reconnectDelay(1006, 40, 0.999)).toBeLessThan(15_000);
  });
});
