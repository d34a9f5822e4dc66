/**
 * Writes the ledger's file in a thread of its own: fifty thousand rows take seconds, and the server answers meanwhile.
 * Rows come in parts and are cells at once, so that nothing is kept twice.
 */
import { parentPort } from 'node:worker_threads';
import writeXlsxFile, { type CellObject } from 'write-excel-file/node';
import type { BookCell } from './columns.ts';
import { HEAD_ROWS, onPaper } from './workbook-paper.ts';

export type BookMessage =
  | {
      readonly kind: 'begin';
      readonly title: string;
      readonly sheet: string;
      readonly heads: readonly string[];
      readonly widths: readonly number[];
    }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly BookCell[])[] }
  | { readonly kind: 'end' };

const FONT = '宋体';
/** Excel's own limit for a cell. */
const MOST_CHARACTERS = 32_767;

const port = parentPort;
if (port === null) throw new Error('expected to run in a thread');

const data: (CellObject | null)[][] = [];
let widths: readonly number[] = [];
let sheet = '';

/** A text is a text, whatever it begins with: no formula is ever written. [LG9] */
function cellOf(cell: BookCell): CellObject | null {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number, alignVertical: 'top' };
  if (typeof cell === 'string')
    return { value: cell.slice(0, MOST_CHARACTERS), type: String, wrap: true, alignVertical: 'top' };
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', alignVertical: 'top' };
}

function begin({ title, heads, ...rest }: Extract<BookMessage, { kind: 'begin' }>): void {
  ({ widths, sheet } = rest);
  const besides = heads.slice(1).map(() => null);
  data.push(
    [
      {
        value: title,
        type: String,
        fontWeight: 'bold',
        fontSize: 16,
        align: 'center',
        columnSpan: heads.length,
        height: 32,
      },
      ...besides,
    ],
    heads.map((head) => ({
      ...{
        value: head,
        type: String,
        fontWeight: 'bold',
        align: 'center',
        alignVertical: 'center',
        wrap: true,
      },
      ...{ backgroundColor: '#f3f1ec', borderStyle: 'thin' },
    })),
  );
}

async function write(): Promise<void> {
  const book = await writeXlsxFile(
    data,
    {
      sheet,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: HEAD_ROWS,
      stickyColumnsCount: 3,
    },
    {
      ...{ fontFamily: FONT, fontSize: 11 },
      features: [onPaper({ sheet, columns: widths.length, rows: data.length })],
    },
  ).toBuffer();
  const bytes = new Uint8Array(book);
  port?.postMessage(bytes, [bytes.buffer]);
}

port.on('message', (message: BookMessage) => {
  switch (message.kind) {
    case 'begin':
      return begin(message);
    case 'rows':
      for (const row of message.rows) data.push(row.map(cellOf));
      return port.postMessage('kept');
    case 'end':
      return void write();
  }
});
