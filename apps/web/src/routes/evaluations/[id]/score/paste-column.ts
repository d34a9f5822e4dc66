/** A column out of Excel becomes scores: each bad cell is named, the good ones are kept. Pure. */
import {
  judgeScore,
  parsePoints,
  type Indicator,
  type IndicatorCode,
  type ScoreVerdict,
  type Step,
  type Tenths,
} from '@heping/scoring';

export interface PastedScore {
  readonly indicator: IndicatorCode;
  readonly score: Tenths;
}
export interface BadCell {
  /** 1 is the first pasted line. */
  readonly line: number;
  /** null when the line has no row here. */
  readonly indicator: IndicatorCode | null;
  readonly text: string;
  readonly why: Exclude<ScoreVerdict, 'ok'> | 'no-row';
}
export interface Pasted {
  readonly good: readonly PastedScore[];
  readonly bad: readonly BadCell[];
}

/** Whether a paste is more than one value: then it is a column and not an input of one cell. */
export const isColumn = (text: string): boolean => cellsOf(text).length > 1 || /\t/.test(text);

/**
 * Reads a pasted column from a row on. A line that begins with an indicator's code goes to that indicator wherever it
 * stands, with its last cell; an empty cell leaves its row as it is, since empty is never zero.
 */
export function readPastedColumn(
  text: string,
  rows: readonly Indicator[],
  start: number,
  step: Step,
): Pasted {
  const good: PastedScore[] = [];
  const bad: BadCell[] = [];
  cellsOf(text).forEach((cells, at) => {
    const named = rows.find(({ code }) => code === codeIn(cells[0]));
    const row = named ?? rows[start + at];
    const cell = ((named === undefined ? cells[0] : cells.at(-1)) ?? '').trim();
    if (cell === '' || (named !== undefined && cells.length === 1)) return;
    if (row === undefined) {
      bad.push({ line: at + 1, indicator: null, text: cell, why: 'no-row' });
      return;
    }
    const score = parsePoints(cell);
    const verdict = judgeScore(score, row.maximum, step);
    if (score !== null && verdict === 'ok') good.push({ indicator: row.code, score });
    else
      bad.push({
        line: at + 1,
        indicator: row.code,
        text: cell,
        why: verdict === 'ok' ? 'not-a-number' : verdict,
      });
  });
  return { good, bad };
}

/** `A.1.2.2` as people also write it → `A1.2.2` */
const codeIn = (cell = ''): string =>
  cell
    .trim()
    .toUpperCase()
    .replace(/^([A-Z])\.(?=\d)/, '$1');

/** Lines of cells, as Excel and WPS put them on the clipboard; a quoted cell may hold line breaks. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const cells = [...text.replace(/\r\n?/g, '\n').matchAll(/("(?:[^"]|"")*"|[^\t\n]*)(\t|\n|$)/g)];
  const lines: string[][] = [[]];
  for (const [, cell = '', end] of cells) {
    lines.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '') break;
    if (end === '\n') lines.push([]);
  }
  while (lines.length > 1 && lines.at(-1)?.every((cell) => cell === '')) lines.pop();
  return lines;
}
