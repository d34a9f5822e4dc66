/**
 * Scores are small numbers, so they are looked for where scores stand: a number under an indicator's code, or beside
 * one, under a name of a score or an aggregate. A number anywhere else in a text is not looked for.
 */
const CODE = /^[A-Z]\d{1,2}(?:\.\d{1,2}){1,3}$/;
const NAMES = new Set([
  'score',
  'scores',
  'agreed',
  'mean',
  'median',
  'trimmed',
  'trimmedMean',
  'spread',
  'totals',
]);

/** What a centre claims of itself is no score of the panel's: it is read beside, and never counted. [SA1] */
const CLAIMED = new Set(['selfAssessment']);

/** Where scores stand in what an API answered, e.g. `ballots.0.scores.A1.1.1`. */
export function scoresIn(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (CLAIMED.has(key)) return [];
    const here = path === '' ? key : `${path}.${key}`;
    const isOne = (CODE.test(key) || NAMES.has(key)) && inner !== null && holdsNumber(inner);
    return isOne ? [here] : scoresIn(inner, here);
  });
}

const holdsNumber = (value: unknown): boolean =>
  typeof value === 'number' ||
  (typeof value === 'object' && value !== null && Object.values(value).some(holdsNumber));
