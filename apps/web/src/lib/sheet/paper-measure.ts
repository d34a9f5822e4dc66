/** How high the lines of a table of the form are, and how they go on its pages. Reads the page's layout. */
import { piecesOf } from './paper-pieces.ts';

const MM = 96 / 25.4;
/** A4 across without its margins (paper.css), less what rounding may take. */
const PAGE = (210 - 2 * 20 - 1) * MM;
/** One line more where the name says that the group goes on. */
const CONTINUED = 6 * MM;

const heightOf = (element: Element): number => element.getBoundingClientRect().height;

/** The pieces of a table that stands whole on its paper, one body a group. */
export function measure(table: HTMLTableElement): readonly (readonly number[])[] {
  const bodies = [...table.tBodies];
  const paper = table.closest('.paper');
  const top =
    paper === null ? 0 : paper.getBoundingClientRect().top + parseFloat(getComputedStyle(paper).paddingTop);
  const begin = bodies[0]?.getBoundingClientRect().top ?? top;
  const names = [...table.querySelectorAll('tbody .group > div')].map(heightOf);
  return piecesOf(
    bodies.map(({ rows }) => linesOf([...rows])),
    {
      first: PAGE - (begin - top),
      page: PAGE - (table.tHead === null ? 0 : heightOf(table.tHead)),
      name: Math.max(0, ...names) + CONTINUED,
    },
  );
}

/** The sum stands with the last line. */
function linesOf(rows: readonly HTMLTableRowElement[]): readonly number[] {
  const lines = rows.filter((row) => !row.classList.contains('total')).map(heightOf);
  const total = rows
    .filter((row) => row.classList.contains('total'))
    .reduce((sum, row) => sum + heightOf(row), 0);
  return lines.map((height, place) => (place === lines.length - 1 ? height + total : height));
}
