/** A group of the printed form in pieces that each fit on a page, so that none goes on overleaf without its name. Pure. */
import type { AppendixLine } from './appendix.ts';

/** Millimetres: what a page has for lines, and how high a line of text and the space around a row are. */
const PAGE = 135;
const TEXT = 4.1;
const AROUND = 1.8;
/** Full-width characters in a line of the two columns that wrap. */
const CONTENT = 14;
const REASON = 9;

/** A Latin letter takes about half of what a Han character does. */
const widthOf = (text: string): number =>
  [...text].reduce((width, letter) => width + (letter.charCodeAt(0) < 0x2e80 ? 0.55 : 1), 0);

const heightOf = (content: string, reason: string): number =>
  Math.max(1, Math.ceil(widthOf(content) / CONTENT), Math.ceil(widthOf(reason) / REASON)) * TEXT + AROUND;

/** As few pieces as there can be, in order; a row too high for any page is a piece of its own. */
export function piecesOf(
  lines: readonly AppendixLine[],
  textOf: (line: AppendixLine) => string,
): readonly (readonly AppendixLine[])[] {
  const pieces: AppendixLine[][] = [];
  let left = 0;
  for (const line of lines) {
    const height = heightOf(textOf(line), line.reason);
    const piece = pieces.at(-1);
    if (piece === undefined || height > left) {
      pieces.push([line]);
      left = PAGE - height;
    } else {
      piece.push(line);
      left -= height;
    }
  }
  return pieces;
}
