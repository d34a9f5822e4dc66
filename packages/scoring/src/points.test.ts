import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { belowMaximum, floorToStep, formatPoints, judgeScore, parsePoints } from './points.ts';
import { STEPS } from './types.ts';

const anyPoints = fc.integer({ min: 0, max: 9_999_999 });
const anyStep = fc.constantFrom(...STEPS);

describe('points', () => {
  it('PT1: sums of tenths are exact where sums of decimals are not', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(formatPoints(1 + 2)).toBe('0.3');
    fc.assert(
      fc.property(fc.array(anyPoints), (parts) => {
        const exact = parts.reduce((sum, part) => sum + BigInt(part), 0n);
        const sum = parts.reduce((total, part) => total + part, 0);
        expect(BigInt(sum)).toBe(exact);
      }),
    );
  });

  it.each([
    [85, '8.5'],
    [80, '8'],
    [0, '0'],
    [1, '0.1'],
    [1000, '100'],
    [-5, '-0.5'],
    [-20, '-2'],
  ])('PT2: %i tenths read %s', (points, text) => {
    expect(formatPoints(points)).toBe(text);
  });

  it('PT2: with a step that needs it, a column has one decimal throughout', () => {
    expect([80, 85, 0].map((points) => formatPoints(points, 5))).toEqual(['8.0', '8.5', '0.0']);
    expect(formatPoints(80, 1)).toBe('8.0');
    expect(formatPoints(80, 10)).toBe('8');
    expect(formatPoints(85, 10)).toBe('8.5');
  });

  it.each([
    ['8.5', 85],
    [' 8 ', 80],
    ['８．５', 85],
    ['８。５', 85],
    ['8.50', 85],
    ['0', 0],
    ['007', 70],
  ])('PT3: "%s" reads as %i tenths', (text, points) => {
    expect(parsePoints(text)).toBe(points);
  });

  it.each(['', ' ', '.5', '8.', '8.55', '-1', '+1', '1e3', '8,5', 'abc', '8.5分', '1234567', '1.2.3', 'NaN'])(
    'PT3: "%s" is no number of points',
    (text) => {
      expect(parsePoints(text)).toBeNull();
    },
  );

  it('PT3: reading what was written gives the same points, at every step', () => {
    fc.assert(
      fc.property(anyPoints, anyStep, (points, step) => {
        expect(parsePoints(formatPoints(points, step))).toBe(points);
        expect(parsePoints(formatPoints(points))).toBe(points);
      }),
    );
  });

  it('PT3: reading any text gives tenths or nothing, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const points = parsePoints(text);
        expect(points === null || (Number.isSafeInteger(points) && points >= 0)).toBe(true);
      }),
    );
  });

  it.each([
    [0, 'ok'],
    [100, 'ok'],
    [95, 'ok'],
    [96, 'off-step'],
    [95.5, 'off-step'],
    [105, 'over-maximum'],
    [-5, 'below-zero'],
    [NaN, 'not-a-number'],
    [Infinity, 'not-a-number'],
    ['95', 'not-a-number'],
    [null, 'not-a-number'],
    [undefined, 'not-a-number'],
    [{}, 'not-a-number'],
    [true, 'not-a-number'],
  ] as const)('PT4: %s of 100 tenths by halves is %s', (value, verdict) => {
    expect(judgeScore(value, 100, 5)).toBe(verdict);
  });

  it('PT4: whatever comes in, what is ok lies between 0 and the maximum on the step', () => {
    fc.assert(
      fc.property(fc.anything(), fc.integer({ min: 1, max: 1000 }), anyStep, (value, maximum, step) => {
        if (judgeScore(value, maximum, step) !== 'ok') return;
        const score = value as number;
        expect(score >= 0 && score <= maximum).toBe(true);
        expect(score === maximum || score % step === 0).toBe(true);
      }),
    );
  });

  it('PT5: the maximum can be reached where it does not lie on the step', () => {
    expect(judgeScore(85, 85, 10)).toBe('ok');
    expect(floorToStep(85, 85, 10)).toBe(85);
    expect(floorToStep(84, 85, 10)).toBe(80);
    expect(belowMaximum(85, 10)).toBe(80);
    expect(belowMaximum(100, 5)).toBe(95);
  });

  it('PT5: the greatest score on the step below the maximum is below it, and nothing lies between', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), anyStep, (maximum, step) => {
        const below = belowMaximum(maximum, step);
        expect(judgeScore(below, maximum, step)).toBe('ok');
        expect(below < maximum).toBe(true);
        for (let score = below + 1; score < maximum; score++) {
          expect(judgeScore(score, maximum, step)).toBe('off-step');
        }
      }),
    );
  });
});
