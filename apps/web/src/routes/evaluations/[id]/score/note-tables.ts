/** A note has no tables: of a pasted one each row becomes a paragraph, with a bar between its cells. [RT1] */

const BETWEEN = ' | ';
/** What begins a line of its own inside a cell: there it is one more word. */
const BLOCKS = 'p, div, li, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, pre, br';

/** Pasted HTML without its tables; what has none is answered as it came. */
export function withoutTables(html: string): string {
  if (!/<table/i.test(html)) return html;
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  // From within: a table in a cell is a row of words before its cell is one.
  for (const table of [...body.querySelectorAll('table')].toReversed())
    table.replaceWith(...[...table.rows].flatMap(lineOf));
  return body.innerHTML;
}

/** None for an empty row. */
function lineOf(row: HTMLTableRowElement): HTMLParagraphElement[] {
  const line = row.ownerDocument.createElement('p');
  [...row.cells].forEach((cell, place) => {
    for (const block of [...cell.querySelectorAll(BLOCKS)].toReversed())
      block.replaceWith(' ', ...block.childNodes, ' ');
    line.append(...(place === 0 ? [] : [BETWEEN]), ...cell.childNodes);
  });
  return line.textContent.replaceAll('|', '').trim() === '' ? [] : [line];
}
