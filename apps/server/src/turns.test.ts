import { describe, expect, it } from 'vitest';
import { Refused } from './refused.ts';
import { Turns, type TurnLimits } from './turns.ts';

const LIMITS: TurnLimits = { atOnce: 1, ofOne: 1, lineOfOne: 4, line: 8, waitMs: 1_000 };

/** Work that ends when it is told to, and the order in which it is begun. */
function bench(limits: Partial<TurnLimits> = {}) {
  const turns = new Turns({ ...LIMITS, ...limits });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const take = (name: string, signal?: AbortSignal) =>
    turns.take(
      name.slice(0, 1),
      () =>
        new Promise<string>((resolve) => {
          begun.push(name);
          ends.set(name, () => resolve(name));
        }),
      signal,
    );
  return { begun, take, end: (name: string) => ends.get(name)?.() };
}

describe('turns', () => {
  it('whoever asks for much waits behind themselves, and others come in between', async () => {
    const { begun, take, end } = bench();
    const all = ['a1', 'a2', 'a3', 'b1', 'c1'].map((name) => take(name));
    for (const name of ['a1', 'b1', 'c1', 'a2', 'a3']) {
      await expect.poll(() => begun.at(-1)).toBe(name);
      end(name);
    }
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1']);
  });

  it('of one no more are begun at once than may be, while others are', async () => {
    const { begun, take, end } = bench({ atOnce: 3, ofOne: 2 });
    const all = ['a1', 'a2', 'a3', 'b1'].map((name) => take(name));
    await expect.poll(() => begun).toEqual(['a1', 'a2', 'b1']);
    end('a1');
    await expect.poll(() => begun).toEqual(['a1', 'a2', 'b1', 'a3']);
    for (const name of ['a2', 'a3', 'b1']) end(name);
    await Promise.all(all);
  });

  it('one’s own line is full before everybody’s is, and what is over makes room', async () => {
    const { begun, take, end } = bench({ lineOfOne: 2, line: 3 });
    const all = [take('a1'), take('a2')];
    await expect(take('a3')).rejects.toMatchObject({ code: 'SLOW_DOWN', retryAfter: 1 });
    all.push(take('b1'));
    await expect(take('c1')).rejects.toMatchObject({ code: 'SLOW_DOWN' });
    for (const name of ['a1', 'b1', 'a2']) {
      await expect.poll(() => begun.at(-1)).toBe(name);
      end(name);
    }
    await Promise.all(all);
    void take('c1');
    await expect.poll(() => begun.at(-1)).toBe('c1');
  });

  it('who leaves while they wait is not served, and what failed holds nobody up', async () => {
    const { begun, take, end } = bench();
    const first = take('a1');
    const left = new AbortController();
    const waits = take('b1', left.signal);
    const last = take('c1');
    left.abort(new Refused('NOT_HTTP'));
    await expect(waits).rejects.toMatchObject({ code: 'NOT_HTTP' });
    end('a1');
    await first;
    await expect.poll(() => begun).toEqual(['a1', 'c1']);
    end('c1');
    await last;
    const turns = new Turns(LIMITS);
    await expect(turns.take('a', () => Promise.reject(new Error('over')))).rejects.toThrow('over');
    expect(await turns.take('b', async () => 'done')).toBe('done');
  });
});
