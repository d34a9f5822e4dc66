/**
 * The field one scores in, as a reducer: digits are a draft, Enter and leaving commit it, a refused draft stays visible
 * until the next key. Empty is never zero. Pure.
 */
import { judgeScore, parsePoints, type ScoreVerdict, type Step, type Tenths } from '@heping/scoring';

export interface ScoreField {
  /** What is being typed; null while the field shows the score as it stands. */
  readonly draft: string | null;
  /** Shown struck through with the sentence why. */
  readonly refused: { readonly text: string; readonly verdict: Exclude<ScoreVerdict, 'ok'> } | null;
}

/** The indicator's side of it. */
export interface Scale {
  readonly score: Tenths | null;
  readonly maximum: Tenths;
  readonly step: Step;
}

export type ScoreEvent =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'enter' }
  | { readonly type: 'left' }
  | { readonly type: 'escape' }
  | { readonly type: 'erase' }
  | { readonly type: 'up' }
  | { readonly type: 'down' }
  | { readonly type: 'picked'; readonly score: Tenths | null };

export interface Outcome {
  readonly field: ScoreField;
  /** What to cast; undefined changes nothing, null clears. */
  readonly cast?: Tenths | null;
  /** On to the next indicator. */
  readonly goOn?: true;
}

export const QUIET: ScoreField = { draft: null, refused: null };

/** One event. `erase` is Backspace or Delete while nothing is being typed. */
export function onScoreEvent(field: ScoreField, event: ScoreEvent, scale: Scale): Outcome {
  switch (event.type) {
    case 'typed':
      return { field: { draft: event.text, refused: null } };
    case 'escape':
      return { field: QUIET };
    case 'erase':
      if (field.refused !== null) return { field: QUIET };
      return scale.score === null ? { field: QUIET } : { field: QUIET, cast: null };
    case 'picked':
      return { field: QUIET, cast: event.score };
    case 'up':
    case 'down':
      return { field: { draft: spell(stepped(from(field, scale), event.type, scale)), refused: null } };
    case 'left':
      return commit(field, scale);
    case 'enter': {
      const outcome = commit(field, scale);
      return outcome.field.refused === null ? { ...outcome, goOn: true } : outcome;
    }
  }
}

function commit(field: ScoreField, scale: Scale): Outcome {
  if (field.draft === null) return { field };
  const text = field.draft.trim();
  if (text === '') return scale.score === null ? { field: QUIET } : { field: QUIET, cast: null };
  const score = parsePoints(text);
  const verdict = judgeScore(score, scale.maximum, scale.step);
  if (verdict !== 'ok')
    return { field: { draft: null, refused: { text, verdict: verdictOf(text, verdict) } } };
  return score === scale.score ? { field: QUIET } : { field: QUIET, cast: score };
}

/** "-3" is no number of points to `parsePoints`; a person reads it as one below zero. "8.25" is one off the step. */
function verdictOf(text: string, verdict: Exclude<ScoreVerdict, 'ok'>): Exclude<ScoreVerdict, 'ok'> {
  if (verdict !== 'not-a-number') return verdict;
  if (/^[-−－]\s*\d+(\.\d+)?$/.test(text)) return 'below-zero';
  return /^\d+\.\d+$/.test(text) ? 'off-step' : verdict;
}

/** Where stepping starts: what is typed, the score, or the maximum where nothing is scored yet. */
function from({ draft }: ScoreField, { score, maximum }: Scale): Tenths | null {
  const typed = draft === null ? null : parsePoints(draft);
  return typed === null ? score : Math.min(typed, maximum);
}

/** The next value on the step; the maximum is always one of them. [PT5] */
export function stepped(score: Tenths | null, way: 'up' | 'down', { maximum, step }: Scale): Tenths {
  if (score === null) return way === 'up' ? maximum : stepped(maximum, 'down', { score, maximum, step });
  if (way === 'up') return Math.min(maximum, score - (score % step) + step);
  return Math.max(0, score % step === 0 ? score - step : score - (score % step));
}

const spell = (score: Tenths): string => (score % 10 === 0 ? String(score / 10) : (score / 10).toFixed(1));
export { spell as spellScore };

const USUAL_DEDUCTIONS: readonly Tenths[] = [5, 10, 20, 30, 50];
const MOST_DEDUCTIONS = 4;

/** The quick picks: full, the ceiling where it is lower, the usual deductions, zero; highest first, none twice. */
export function quickPicks(maximum: Tenths, step: Step, ceiling: Tenths): readonly Tenths[] {
  const deductions = USUAL_DEDUCTIONS.filter((lost) => lost < maximum && lost % step === 0)
    .slice(0, MOST_DEDUCTIONS)
    .map((lost) => maximum - lost)
    .filter((score) => judgeScore(score, maximum, step) === 'ok');
  return [...new Set([maximum, ceiling, ...deductions, 0])].toSorted((a, b) => b - a);
}
