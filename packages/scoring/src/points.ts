/** Points as integers of tenths: written, read and judged without a floating-point sum. [PT1–PT5] */
import type { Step, Tenths } from './types.ts';

const FULL_WIDTH_ZERO = 0xff10;
const DECIMAL = /^(\d{1,6})(?:\.(\d)0*)?$/;

/**
 * Points for reading: `85 → "8.5"`, `80 → "8"`. With the campaign's step, one decimal wherever that step needs it,
 * so that a column lines up: `formatPoints(80, 5) → "8.0"`. [PT2]
 */
export function formatPoints(points: Tenths, step: Step = 10): string {
  const size = Math.abs(points);
  const decimal = size % 10;
  const whole = `${points < 0 ? '-' : ''}${(size - decimal) / 10}`;
  return decimal === 0 && step === 10 ? whole : `${whole}.${decimal}`;
}

/** What a person typed, `"8.5"` or `"８．５"`, as tenths; `null` when it is no number of points. [PT3] */
export function parsePoints(text: string): Tenths | null {
  const plain = text
    .trim()
    .replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - FULL_WIDTH_ZERO))
    .replace(/[．。]/, '.');
  const match = DECIMAL.exec(plain);
  return match && Number(match[1]) * 10 + Number(match[2] ?? 0);
}

export type ScoreVerdict = 'ok' | 'not-a-number' | 'below-zero' | 'over-maximum' | 'off-step';

/**
 * Whether a value may stand as a score: 0 to the maximum in steps. `null` (cleared) is no score and is the caller's
 * to allow. [PT4]
 */
export function judgeScore(value: unknown, maximum: Tenths, step: Step): ScoreVerdict {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'not-a-number';
  if (value < 0) return 'below-zero';
  if (value > maximum) return 'over-maximum';
  return isOnStep(value, maximum, step) ? 'ok' : 'off-step';
}

// The maximum is always reachable, also where a rubric prints 8.5 and the campaign scores in whole points. [PT5]
const isOnStep = (value: number, maximum: Tenths, step: Step) => value === maximum || value % step === 0;

/** The greatest score on the step that is not above a value. [PT5] */
export function floorToStep(value: Tenths, maximum: Tenths, step: Step): Tenths {
  return value >= maximum ? maximum : value - (value % step);
}

/** The greatest score on the step below the maximum. [PT5, CE2] */
export function belowMaximum(maximum: Tenths, step: Step): Tenths {
  return floorToStep(maximum - 1, maximum, step);
}
