import { ENDINGS } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import { Cuts } from './reconnect.ts';

const RETRIED = [1006, ...Object.values(ENDINGS).flatMap(({ code, retry }) => (retry ? [code] : []))];

describe('[EN1] coming back after a cut', () => {
  it('a restart spreads the returning panel over two seconds', () => {
    expect(new Cuts().cut(4503, 0, 0)).toBe(0);
    expect(new Cuts().cut(4503, 0, 0.999)).toBe(1998);
  });

  it('waits longer each time and never longer than fifteen seconds', () => {
    const cuts = new Cuts();
    const waits = Array.from({ length: 10 }, () => cuts.cut(1006, 0, 0.5));
    expect([...waits.slice(0, 4), waits[9]]).toEqual([300, 600, 1200, 2400, 10_000]);
    for (let more = 0; more < 30; more += 1) expect(cuts.cut(1006, 0, 0.999)).toBeLessThan(15_000);
  });

  it('is soon again once a connection has stood', () => {
    const cuts = new Cuts();
    for (let more = 0; more < 5; more += 1) cuts.cut(1006, 0, 0.5);
    cuts.inStep(1_000);
    cuts.inStep(9_000);
    expect(cuts.cut(1006, 11_000, 0.5)).toBe(300);
  });

  it.each(RETRIED)('a server that lets in and cuts with %i every time is no loop', (code) => {
    const cuts = new Cuts();
    let now = 0;
    let times = 0;
    for (; now < 120_000; times += 1) {
      cuts.inStep(now);
      now += cuts.cut(code, now, 0.5);
    }
    expect(times).toBeLessThan(20);
  });
});
