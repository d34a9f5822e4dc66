/**
 * The notice as .docx in the layout of GB/T 9704-2012: A4, type area 156 × 225 mm, title 小标宋 二号, body 仿宋 三号 in lines of
 * 28.95 points, page numbers between dashes. Only the layout: the words are protocol's. [NF5, NF6]
 */
import {
  breaksRow,
  NOTICE_CENTRED,
  NOTICE_COLUMNS,
  NOTICE_WIDTHS,
  type NoticeDocument,
} from '@heping/protocol';
import type { Locale } from '@heping/scoring';
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  LineRuleType,
  PageNumber,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
} from 'docx';
import { FACES, fontTable, type Face } from './fonts.ts';

/** Twentieths of a point. */
const mm = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);
const pt = (points: number): number => Math.round(points * 20);

const PAGE = {
  size: { width: mm(210), height: mm(297) },
  margin: {
    top: mm(37),
    left: mm(28),
    right: mm(26),
    bottom: mm(35),
    footer: mm(28),
    header: mm(15),
    gutter: 0,
  },
};
/** 22 lines on 225 mm. */
const LINE = { line: pt(28.95), lineRule: LineRuleType.EXACT };
const TABLE_LINE = { line: pt(14), lineRule: LineRuleType.AT_LEAST };

/** Half points: 二号 22, 三号 16, 四号 14, 五号 10.5. */
const SIZE = { title: 44, body: 32, foot: 28, table: 21 } as const;

type Faces = Readonly<Record<'title' | 'body' | 'heading', Face>>;
type ParagraphOptions = Omit<IParagraphOptions, 'children' | 'text'>;

/** The file, whole. */
export async function noticeDocx(words: NoticeDocument, locale: Locale): Promise<Buffer> {
  const faces: Faces = FACES[locale];
  const document = new Document({
    title: `${words.title} ${words.number}`,
    creator: words.signature.bodies[0] ?? '',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: {
            font: { ...faces.body },
            size: SIZE.body,
            language:
              locale === 'zh' ? { value: 'zh-CN', eastAsia: 'zh-CN' } : { value: 'en-GB', eastAsia: 'zh-CN' },
          },
          paragraph: { spacing: LINE },
        },
      },
    },
    sections: [
      {
        properties: { page: PAGE },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [
          ...head(words, faces),
          text(words.lead, { ...body(locale), spacing: { ...LINE, after: pt(8) } }),
          findingsTable(words, faces, locale),
          ...(words.provisional === null ? [] : [text(words.provisional, { spacing: TABLE_LINE }, SMALL)]),
          ...demands(words, faces, locale),
          ...signature(words),
          gap(),
          receiptTable(words, faces),
        ],
      },
    ],
  });
  return Packer.toBuffer(document, false, [{ path: 'word/fontTable.xml', data: fontTable() }]);
}

const SMALL: IRunOptions = { size: SIZE.table };
/** Two characters in Chinese; English paragraphs begin at the margin. */
const body = (locale: Locale): ParagraphOptions => ({
  alignment: locale === 'zh' ? AlignmentType.JUSTIFIED : AlignmentType.LEFT,
  ...(locale === 'zh' ? { indent: { firstLine: pt(32) } } : {}),
});
const text = (words: string, options: ParagraphOptions = {}, run: IRunOptions = {}): Paragraph =>
  new Paragraph({ spacing: LINE, ...options, children: [new TextRun({ text: words, ...run })] });
const gap = (): Paragraph => text('', { keepNext: true });

const head = ({ title, number, addressee }: NoticeDocument, faces: Faces): Paragraph[] => [
  text(
    title,
    { alignment: AlignmentType.CENTER, spacing: { line: pt(36), lineRule: LineRuleType.AT_LEAST } },
    { font: { ...faces.title }, size: SIZE.title },
  ),
  text(number, { alignment: AlignmentType.CENTER, spacing: { ...LINE, after: pt(16) } }),
  text(addressee),
];

function findingsTable({ heads, rows }: NoticeDocument, faces: Faces, locale: Locale): Table {
  const widths = NOTICE_COLUMNS.map((column) => mm(NOTICE_WIDTHS[locale][column]));
  const cellAt = (place: number, paragraphs: readonly string[], run: IRunOptions, isHead = false) =>
    cell(paragraphs, run, {
      width: widths[place] ?? 0,
      isCentred: isHead || NOTICE_CENTRED.has(NOTICE_COLUMNS[place] ?? 'item'),
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: mm(156), type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: heads.map((words, place) =>
          cellAt(place, [words], { font: { ...faces.heading }, size: SIZE.table }, true),
        ),
      }),
      ...rows.map(
        (cells) =>
          new TableRow({
            cantSplit: !breaksRow(cells),
            children: cells.map((paragraphs, place) => cellAt(place, paragraphs, SMALL)),
          }),
      ),
    ],
  });
}

interface Place {
  readonly width: number;
  readonly isCentred: boolean;
}

function cell(paragraphs: readonly string[], run: IRunOptions, { width, isCentred }: Place): TableCell {
  const alignment = isCentred ? AlignmentType.CENTER : AlignmentType.LEFT;
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: mm(0.8), bottom: mm(0.8), left: mm(0.8), right: mm(0.8) },
    children: (paragraphs.length === 0 ? [''] : paragraphs).map((words) =>
      text(words, { alignment, spacing: TABLE_LINE }, run),
    ),
  });
}

const demands = (
  { demands: { title, items, counted }, contact }: NoticeDocument,
  faces: Faces,
  locale: Locale,
) => [
  text(
    title,
    { ...body(locale), keepNext: true, spacing: { ...LINE, before: pt(12) } },
    { font: { ...faces.heading } },
  ),
  ...[...items, counted, contact].map((words) => text(words, body(locale))),
];

/** Stays in one piece, and with the receipt, which is not left alone on a page: the body, joint ones below it, and the day. */
const signature = ({ signature: { bodies, day } }: NoticeDocument): Paragraph[] => [
  gap(),
  ...[...bodies, day].map((words) =>
    text(words, {
      alignment: AlignmentType.RIGHT,
      indent: { right: pt(64) },
      keepLines: true,
      keepNext: true,
    }),
  ),
];

/** One row that does not break. */
function receiptTable({ receipt: { title, text: words, lines } }: NoticeDocument, faces: Faces): Table {
  const edge = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  return new Table({
    width: { size: mm(156), type: WidthType.DXA },
    columnWidths: [mm(156)],
    borders: {
      top: edge,
      bottom: none,
      left: none,
      right: none,
      insideHorizontal: none,
      insideVertical: none,
    },
    rows: [
      new TableRow({
        cantSplit: true,
        children: [
          new TableCell({
            width: { size: mm(156), type: WidthType.DXA },
            margins: { top: mm(3) },
            children: [
              text(
                title,
                { alignment: AlignmentType.CENTER, keepNext: true },
                { font: { ...faces.heading } },
              ),
              text(words, { keepNext: true }),
              ...lines.map((line, place) => text(line, { keepNext: place < lines.length - 1 })),
            ],
          }),
        ],
      }),
    ],
  });
}

/** — 1 —: odd pages on the right, even ones on the left, a character from the edge. */
const pageNumber = (alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: alignment === AlignmentType.RIGHT ? { right: pt(14) } : { left: pt(14) },
        children: [
          new TextRun({
            children: ['— ', PageNumber.CURRENT, ' —'],
            font: { ascii: 'SimSun', hAnsi: 'SimSun', cs: 'SimSun', eastAsia: '宋体' },
            size: SIZE.foot,
          }),
        ],
      }),
    ],
  });
