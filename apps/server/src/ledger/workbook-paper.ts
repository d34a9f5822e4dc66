/**
 * How the ledger's file lies on paper and is filtered, which its library does not know: A3 across, one page wide, title and
 * head on each page, lines between the cells, and a filter at each column. [LG9]
 */
import { getCellAddress } from 'write-excel-file/utility';

/** Title and head. */
export const HEAD_ROWS = 2;

interface Laid {
  readonly sheet: string;
  readonly columns: number;
  /** With title and head. */
  readonly rows: number;
}

/** Twenty-three columns can be read on A3 (8) and not on A4; as many pages high as the rows take. */
const PAPER =
  '<printOptions horizontalCentered="1" gridLines="1"/>' +
  '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
  '<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>';
const ONE_PAGE_WIDE = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
const DATA_END = '</sheetData>';
const MERGED_END = '</mergeCells>';

export const onPaper = ({ sheet, columns, rows }: Laid) => {
  const [first, last] = [getCellAddress(HEAD_ROWS - 1, 0), getCellAddress(rows - 1, columns - 1)];
  const [from, to] = [first, last].map((address) => address.replace(/([A-Z]+)(\d+)/, '$$$1$$$2'));
  const names =
    `<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'${sheet}'!${from}:${to}</definedName>` +
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">'${sheet}'!$1:$${HEAD_ROWS}</definedName>`;
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          // Cut at its ends: a search through fifty thousand rows takes seconds.
          transform: (xml: string) => {
            const begin = xml.indexOf('>', xml.indexOf('<worksheet')) + 1;
            const end = xml.lastIndexOf(DATA_END) + DATA_END.length;
            const behind = xml.slice(end).replace(MERGED_END, MERGED_END + PAPER);
            const filter = `<autoFilter ref="${first}:${last}"/>`;
            return xml.slice(0, begin) + ONE_PAGE_WIDE + xml.slice(begin, end) + filter + behind;
          },
        },
        'xl/workbook.xml': {
          transform: (xml: string) => xml.replace('<definedNames/>', `<definedNames>${names}</definedNames>`),
        },
      },
    },
  };
};
