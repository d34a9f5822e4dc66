/** The columns of the office form (整改台账), as the file has them. [LG2, LG9] */
import {
  EVALUATION_KIND_LABELS,
  FINDING_STATE_LABELS,
  SEVERITY_LABELS,
  type LedgerRow,
} from '@heping/protocol';
import type { FindingSource, Locale, Localized, RectificationKind } from '@heping/scoring';

/** What a cell holds; a day is written as a date. */
export type BookCell = string | number | { readonly day: string } | null;

export interface BookColumn {
  readonly head: Localized;
  /** in characters */
  readonly width: number;
  readonly cell: (row: LedgerRow, place: number, locale: Locale) => BookCell;
}

const KIND_LABELS: Readonly<Record<RectificationKind, Localized>> = {
  'at-once': { zh: '立行立改', en: 'at once' },
  'by-date': { zh: '限期整改', en: 'by a date' },
  lasting: { zh: '长期坚持', en: 'lasting' },
};
const SOURCE_LABELS: Readonly<Record<FindingSource, Localized>> = {
  deduction: { zh: '评分扣分', en: 'deduction' },
  suggestion: { zh: '评价组建议', en: 'suggestion of the panel' },
  'look-back': { zh: '回头看', en: 'look-back' },
};

const named = (named: { readonly name: string; readonly nameEn: string } | null, locale: Locale) =>
  named === null ? '' : locale === 'en' && named.nameEn !== '' ? named.nameEn : named.name;
const day = (written: string | null): BookCell => (written === null ? null : { day: written });
const joined = (parts: readonly string[], locale: Locale) =>
  parts.filter((part) => part !== '').join(locale === 'zh' ? '；' : '; ');
const said = (zh: string, en: string): Localized => ({ zh, en });
const marked = (row: LedgerRow, locale: Locale) =>
  joined(
    [
      row.overdueDays > 0
        ? said(`已逾期 ${row.overdueDays} 天`, `overdue by ${row.overdueDays} d`)[locale]
        : '',
      row.repeatOf === null ? '' : said('重复', 'repeated')[locale],
      row.dueOnProvisional ? said('时限暂定', 'due date provisional')[locale] : '',
    ],
    locale,
  );

const COLUMNS: readonly BookColumn[] = [
  { head: said('序号', 'No.'), width: 6, cell: (_row, place) => place + 1 },
  { head: said('编号', 'Number'), width: 11, cell: ({ number }) => number },
  { head: said('问题', 'Finding'), width: 38, cell: ({ reason }) => reason },
  {
    head: said('严重程度', 'Severity'),
    width: 10,
    cell: ({ severity }, _, locale) => SEVERITY_LABELS[severity][locale],
  },
  {
    head: said('来源', 'Source'),
    width: 20,
    cell: ({ source, campaign, evaluationKind }, _, locale) =>
      joined(
        [campaign.title, EVALUATION_KIND_LABELS[evaluationKind][locale], SOURCE_LABELS[source][locale]],
        locale,
      ),
  },
  {
    head: said('依据', 'Basis'),
    width: 12,
    cell: ({ indicator, clauses }, _, locale) => joined([...new Set([indicator, ...clauses])], locale),
  },
  {
    head: said('责任单位', 'Responsible centre'),
    width: 24,
    cell: ({ centre }, _, locale) => named(centre, locale),
  },
  {
    head: said('所在区域', 'Area'),
    width: 16,
    cell: ({ centre: { area, areaEn } }, _, locale) => (locale === 'en' ? areaEn : area),
  },
  {
    head: said('责任领导', 'Responsible leader'),
    width: 12,
    cell: ({ responsible }, _, locale) => named(responsible, locale),
  },
  { head: said('责任人', 'Owners'), width: 16, cell: ({ owners }) => owners },
  {
    head: said('整改类型', 'Kind'),
    width: 11,
    cell: ({ kind }, _, locale) => (kind === null ? '' : KIND_LABELS[kind][locale]),
  },
  {
    head: said('整改措施', 'Measures'),
    width: 38,
    cell: ({ measures }, _, locale) => joined(measures, locale),
  },
  { head: said('整改时限', 'Due'), width: 12, cell: ({ dueOn }) => day(dueOn) },
  {
    head: said('整改状态', 'State'),
    width: 12,
    cell: ({ state }, _, locale) => FINDING_STATE_LABELS[state][locale],
  },
  { head: said('标记', 'Marks'), width: 14, cell: (row, _, locale) => marked(row, locale) },
  { head: said('自报进展（%）', 'Reported (%)'), width: 10, cell: ({ reported }) => reported },
  { head: said('核验进展（%）', 'Verified (%)'), width: 10, cell: ({ verified }) => verified },
  { head: said('佐证（份）', 'Evidence (files)'), width: 9, cell: ({ files }) => files },
  { head: said('提交验收', 'Submitted'), width: 12, cell: ({ submittedOn }) => day(submittedOn) },
  {
    head: said('验收人', 'Accepted by'),
    width: 12,
    cell: ({ closedBy }, _, locale) => named(closedBy, locale),
  },
  { head: said('销号日期', 'Closed'), width: 12, cell: ({ closedOn }) => day(closedOn) },
];

const OFFICERS: readonly BookColumn[] = [
  { head: said('经办人', 'Handled by'), width: 12, cell: ({ handler }, _, locale) => named(handler, locale) },
  { head: said('备注', 'Remarks'), width: 20, cell: ({ remark }) => remark },
];

/** Who leads a centre sees neither the committee's remarks nor who handles it. [LG2] */
export const columnsFor = (isOfficer: boolean): readonly BookColumn[] =>
  isOfficer ? [...COLUMNS, ...OFFICERS] : COLUMNS;
