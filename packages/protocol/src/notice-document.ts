/**
 * The words of a 问题整改通知单, paragraph by paragraph: page and .docx lay out the same ones. Pure. [NF5]
 * Chinese is the document's language; whoever reads in English gets it in English.
 */
import { formatPoints, type Locale, type Localized, type Severity } from '@heping/scoring';
import { EVALUATION_KIND_LABELS, SEVERITY_LABELS } from './labels.ts';
import type { FindingsNotice } from './schemas/index.ts';

export interface NoticeDocument {
  readonly title: string;
  readonly number: string;
  /** With its colon. */
  readonly addressee: string;
  readonly lead: string;
  readonly heads: readonly string[];
  /** One row a finding, one cell a head; a cell is one or more paragraphs. */
  readonly rows: readonly (readonly (readonly string[])[])[];
  /** Where a date is marked with an asterisk: what that means. */
  readonly provisional: string | null;
  /** What is expected, as a heading and numbered sentences. */
  readonly demands: { readonly title: string; readonly items: readonly string[]; readonly counted: string };
  readonly contact: string;
  /** The issuing body, joint ones below it, and the day; for the seal. */
  readonly signature: { readonly bodies: readonly string[]; readonly day: string };
  readonly receipt: { readonly title: string; readonly text: string; readonly lines: readonly string[] };
}

/** The columns in their order. */
export const NOTICE_COLUMNS = [
  'number',
  'item',
  'clauses',
  'standard',
  'found',
  'lost',
  'severity',
  'due',
] as const;
export type NoticeColumn = (typeof NOTICE_COLUMNS)[number];

/** Their widths in millimetres, together the 156 of the type area; English words are longer and are not broken. */
export const NOTICE_WIDTHS: Readonly<Record<Locale, Readonly<Record<NoticeColumn, number>>>> = {
  zh: {
    ...{ number: 19, item: 22, clauses: 13, standard: 22, found: 41, lost: 10, severity: 10, due: 19 },
  },
  en: {
    ...{ number: 17, item: 20, clauses: 16, standard: 20, found: 31, lost: 13, severity: 21, due: 18 },
  },
};
/** More than a third of a page in its column. */
const LONG = 200;
/** Whether a row is too long to be moved to the next page in one piece: it begins where it stands, and breaks. [NF5] */
export const breaksRow = (cells: readonly (readonly string[])[]): boolean =>
  cells.some((paragraphs) => paragraphs.reduce((sum, { length }) => sum + length, 0) > LONG);

/** Short ones stand in the middle. */
export const NOTICE_CENTRED: ReadonlySet<NoticeColumn> = new Set([
  ...(['number', 'clauses', 'lost', 'severity', 'due'] as const),
]);

const HEADS: Readonly<Record<NoticeColumn, Localized>> = {
  number: { zh: '序号', en: 'No.' },
  item: { zh: '考评内容', en: 'Indicator' },
  clauses: { zh: '条款', en: 'Clause' },
  standard: { zh: '标准要求', en: 'What the standard asks' },
  found: { zh: '检查发现的问题', en: 'What was found' },
  lost: { zh: '扣分', en: 'Points lost' },
  severity: { zh: '类别', en: 'Kind' },
  due: { zh: '整改时限', en: 'Due' },
};

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
] as const;

/** 2026年3月2日; 2 March 2026 */
function dayIn(locale: Locale, day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return locale === 'zh'
    ? `${year}年${Number(month)}月${Number(date)}日`
    : `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

type Due = FindingsNotice['respondBy'];
const dueIn = (locale: Locale, { on, isProvisional }: Due): string =>
  dayIn(locale, on) + (isProvisional ? '*' : '');

type Named = { readonly name: string; readonly nameEn: string };
const nameIn = (locale: Locale, { name, nameEn }: Named): string =>
  locale === 'en' && nameEn !== '' ? nameEn : name;

function listIn(locale: Locale, words: readonly string[]): string {
  if (locale === 'zh') return words.join('、');
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** The document of a notice in one language. */
export function noticeDocument(notice: FindingsNotice, locale: Locale): NoticeDocument {
  const { issued, findings } = notice;
  const say = (words: Localized): string => words[locale];
  const bodies = [notice.leadBody, ...notice.jointBodies].map((body) => nameIn(locale, body));
  const dates = [notice.respondBy, notice.planBy, ...notice.dueBy, ...findings.map(({ due }) => due)];
  return {
    title: say({ zh: '问题整改通知单', en: 'Notice of findings' }),
    number: issued === null ? say({ zh: '（未印发）', en: '(not issued)' }) : issued.number,
    addressee: say({ zh: `${addresseeIn('zh', notice)}：`, en: `To: ${addresseeIn('en', notice)}` }),
    lead: leadOf(notice, locale, bodies),
    heads: NOTICE_COLUMNS.map((column) => say(HEADS[column])),
    rows: findings.map((finding) => rowOf(finding, notice, locale)),
    provisional: dates.some(({ isProvisional }) => isProvisional)
      ? say({
          zh: '注：标 * 的日期所在年度的节假日安排尚未公布，为暂定日期，公布后以公布的安排为准。',
          en: 'Days marked * lie in a year whose public holidays are not announced yet; they are provisional.',
        })
      : null,
    demands: demandsOf(notice, locale),
    contact: say({
      zh: `联系人：${issued === null ? '' : nameIn('zh', issued.by)}${SPACE}联系电话：＿＿＿＿＿＿＿＿`,
      en: `Contact: ${issued === null ? '' : nameIn('en', issued.by)}    Telephone: ________________`,
    }),
    signature: { bodies, day: issued === null ? BLANK_DAY[locale] : dayIn(locale, issued.on) },
    receipt: receiptOf(notice, locale),
  };
}

/** Two full-width spaces. */
const SPACE = '\u3000\u3000';
const BLANK_DAY: Localized = { zh: '　　　　年　　月　　日', en: 'Date: ________________' };

/** Who is addressed by the centre's own name is addressed by it in either language. */
function addresseeIn(locale: Locale, { issued, centre }: FindingsNotice): string {
  return issued === null || issued.addressee === centre.name ? nameIn(locale, centre) : issued.addressee;
}

function leadOf(notice: FindingsNotice, locale: Locale, bodies: readonly string[]): string {
  const { campaign, kind, visitedOn } = notice;
  const counts = countsOf(notice, locale);
  const [from, to] = [campaign.periodFrom, campaign.periodTo].map((day) => dayIn(locale, day));
  const [visit, label] = [dayIn(locale, visitedOn), EVALUATION_KIND_LABELS[kind][locale]];
  return locale === 'zh'
    ? `${listIn('zh', bodies)}组织的评价组于${visit}对你中心进行了${label}（${campaign.title}，考核周期${from}至${to}）。依据《社会组织党群服务中心建设与运行规范》7.5.1，现将评价中发现的${counts}通知如下，请对照标准制定纠正和预防措施，按期整改。`
    : `On ${visit} the panel set up by ${listIn('en', bodies)} held a ${label} of your centre (${campaign.title}; period ${from} to ${to}). Under clause 7.5.1 of the specification for the construction and operation of party and mass service centres of social organisations you are notified of the following: ${counts}. Please decide on corrective and preventive measures and put them right in time.`;
}

/** 严重问题 1 个、一般问题 2 个、改进建议 1 条 */
function countsOf({ findings, dueBy }: FindingsNotice, locale: Locale): string {
  const words = dueBy.map(({ severity }) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return locale === 'zh'
      ? `${SEVERITY_LABELS[severity].zh}${count}${severity === 'suggestion' ? '条' : '个'}`
      : COUNTED[severity](count);
  });
  return listIn(locale, words);
}
const counted =
  (one: string, more: string) =>
  (count: number): string =>
    `${count} ${count === 1 ? one : more}`;
const MANY: Readonly<Record<Severity, string>> = {
  severe: 'severe findings',
  ordinary: 'ordinary findings',
  suggestion: 'suggestions',
};
const COUNTED: Readonly<Record<Severity, (count: number) => string>> = {
  severe: counted('severe finding', 'severe findings'),
  ordinary: counted('ordinary finding', 'ordinary findings'),
  suggestion: counted('suggestion for improvement', 'suggestions for improvement'),
};

function rowOf(
  finding: FindingsNotice['findings'][number],
  { step }: FindingsNotice,
  locale: Locale,
): readonly (readonly string[])[] {
  const { number, indicator, text, clauses, standard, actual, reason, lost, severity, due } = finding;
  const others = clauses.filter((clause) => clause !== indicator);
  const cells: Readonly<Record<NoticeColumn, readonly string[]>> = {
    number: [number],
    item: [indicator === '' ? text[locale] : `${indicator} ${text[locale]}`],
    clauses: others.length > 0 ? others : [{ zh: '附录 A', en: 'Appendix A' }[locale]],
    standard: [standard?.[locale] ?? { zh: '见考评内容', en: 'As in the indicator' }[locale]],
    found: [...(actual === null ? [] : [actual[locale]]), ...reason.split('\n')],
    lost: [lost === 0 ? '—' : formatPoints(lost, step)],
    severity: [capital(SEVERITY_LABELS[severity][locale])],
    due: paragraphsOf(dueIn(locale, due)),
  };
  return NOTICE_COLUMNS.map((column) => cells[column].filter((paragraph) => paragraph !== ''));
}

/** 2027年 above 1月11日: a day is not broken elsewhere in its narrow column. */
const paragraphsOf = (day: string): readonly string[] => day.split(/(?<=年)/);

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

function demandsOf(notice: FindingsNotice, locale: Locale): NoticeDocument['demands'] {
  const { planDays, deliveredOn } = notice;
  const [respond, plan] = [notice.respondBy, notice.planBy].map((due) => dueIn(locale, due));
  const due = listIn(
    locale,
    notice.dueBy.map(({ severity, ...day }) =>
      locale === 'zh'
        ? `${SEVERITY_LABELS[severity].zh}于${dueIn('zh', day)}前`
        : `${MANY[severity]} by ${dueIn('en', day)}`,
    ),
  );
  if (locale === 'zh')
    return {
      title: '整改要求',
      items: [
        `一、请于${respond}前逐项反馈：接受，或者说明理由、附佐证提出复核申请；逾期未反馈的，视为接受。`,
        `二、反馈后${planDays}个工作日内（最迟${plan}）报送整改方案，写明原因、措施、责任人和完成时限。`,
        `三、请按期完成整改并提交验收：${due}。`,
      ],
      counted: `以上期限自送达（${dayIn('zh', deliveredOn)}）次日起按工作日计算，均含当日。`,
    };
  return {
    title: 'What is expected',
    items: [
      `1. Respond to each item by ${respond}: accept it, or object with grounds and evidence. What is not answered by then counts as accepted.`,
      `2. Submit the rectification plan within ${planDays} working days of the response (${plan} at the latest), with causes, measures, owners and dates.`,
      `3. Put right what was found and submit it for acceptance: ${due}.`,
    ],
    counted: `Working days from the day after delivery (${dayIn('en', deliveredOn)}); the last day is included.`,
  };
}

function receiptOf(notice: FindingsNotice, locale: Locale): NoticeDocument['receipt'] {
  const { issued } = notice;
  const number = issued?.number ?? '';
  return locale === 'zh'
    ? {
        title: '签收',
        text: `《问题整改通知单》${number === '' ? '' : `（${number}）`}已收到。`,
        lines: ['签收单位（盖章）：', '签收人（签字）：', `签收日期：${BLANK_DAY.zh}`],
      }
    : {
        title: 'Receipt',
        text: `The notice of findings${number === '' ? '' : ` (${number})`} was received.`,
        lines: ['Centre (seal):', 'Received by (signature):', BLANK_DAY.en],
      };
}
