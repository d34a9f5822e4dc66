/** The figures of a row as they are read: a mean to the hundredth, what lies on the scale in the campaign's step. Pure. */
import { formatMean, formatPoints, type Mean, type Step, type Tenths } from '@heping/scoring';

const NONE = '–';

/** `9.83` */
export const meanWords = (mean: Mean | null): string => (mean === null ? NONE : formatMean(mean));

/** `10.0` in half points; between two scores as exact as it is: `8.25`. */
export function medianWords(median: Mean | null, step?: Step): string {
  if (median === null) return NONE;
  const { numerator, denominator } = median;
  return numerator % denominator === 0 ? formatPoints(numerator / denominator, step) : formatMean(median);
}

/** `8.0` in half points */
export const spreadWords = (spread: Tenths | null, step?: Step): string =>
  spread === null ? NONE : formatPoints(spread, step);
