import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOT_RADIUS, layStrip, nameWidth, ticksOf, type StripVote } from './strip.ts';

const vote = (id: string, score: number, isMe = false, name = '王建国'): StripVote => ({
  id,
  name,
  color: '#1f5fbf',
  isMe,
  score,
});
const ask = { length: 400, maximum: 100, ceiling: 100, median: null };

describe('the strip of dots', () => {
  it('puts zero at the beginning and the maximum at the end', () => {
    const { dots } = layStrip({ ...ask, votes: [vote('a', 0), vote('b', 100)] });
    expect(dots.map(({ x }) => x)).toEqual([0, 400]);
    expect(dots.map(({ isNameLeft }) => isNameLeft)).toEqual([false, true]);
  });
  it('stacks equal scores, one’s own at the bottom', () => {
    const { dots, levels } = layStrip({
      ...ask,
      votes: [vote('a', 50), vote('b', 50), vote('me', 50, true)],
    });
    expect(dots.map(({ id, level }) => [id, level])).toEqual([
      ['me', 0],
      ['a', 1],
      ['b', 2],
    ]);
    expect(levels).toBe(3);
  });
  it('a strip without ballots still has its line', () => {
    expect(layStrip({ ...ask, votes: [] })).toMatchObject({
      dots: [],
      levels: 1,
      median: null,
      ceiling: null,
    });
  });
  it('marks the exact median and where the ceiling begins', () => {
    const plan = layStrip({ ...ask, ceiling: 75, median: { numerator: 125, denominator: 2 }, votes: [] });
    expect(plan.median).toBe(250);
    expect(plan.ceiling).toBe(300);
  });
  it('no dot or name covers another, whoever comes in whatever order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({
            id: fc.string({ minLength: 1, maxLength: 4 }),
            score: fc.integer({ min: 0, max: 100 }),
          }),
          { selector: ({ id }) => id, maxLength: 9 },
        ),
        fc.integer({ min: 240, max: 900 }),
        (people, length) => {
          const votes = people.map(({ id, score }) => vote(id, score));
          const plan = layStrip({ ...ask, length, votes });
          const spans = plan.dots.map((dot) => {
            const name = nameWidth(dot.name);
            return dot.isNameLeft
              ? { ...dot, from: dot.x - DOT_RADIUS - name, to: dot.x + DOT_RADIUS }
              : { ...dot, from: dot.x - DOT_RADIUS, to: dot.x + DOT_RADIUS + name };
          });
          for (const one of spans)
            for (const other of spans)
              if (one !== other && one.level === other.level)
                expect(one.to <= other.from || one.from >= other.to).toBe(true);
          expect(layStrip({ ...ask, length, votes: votes.toReversed() })).toEqual(plan);
        },
      ),
      { seed: 20261123 },
    );
  });
  it('ticks are whole points and end at the maximum', () => {
    expect(ticksOf(40)).toEqual([0, 10, 20, 30, 40]);
    expect(ticksOf(150)).toEqual([0, 20, 40, 60, 80, 100, 120, 150]);
    expect(ticksOf(85)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 85]);
    expect(ticksOf(5)).toEqual([0, 5]);
  });
});
