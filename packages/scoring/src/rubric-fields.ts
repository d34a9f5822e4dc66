/**
 * Reading single fields of a rubric file. What is wrong is noted as a fault and stands in as something empty, so that
 * reading goes on and every fault is found; a file with faults is never used. [RB1–RB3, RB10, RB13]
 */
import { addFault, describe } from './rubric-faults.ts';
import type { Faults } from './rubric-faults.ts';
import type { RuleId } from './rules.ts';
import type { Localized, Tenths } from './types.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** One object of the file: its fields, where it is, and where faults go. */
export interface Node {
  readonly fields: Fields;
  readonly path: string;
  readonly faults: Faults;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pathOf = (path: string, key: string) => (path === '' ? key : `${path}.${key}`);

/** Notes a fault at a field. */
export function faultAt(node: Node, key: string, rule: RuleId, expected: Localized, came?: Localized): void {
  const path = pathOf(node.path, key);
  addFault(node.faults, { path, rule, expected, came: came ?? describe(node.fields[key]) });
}

const AN_OBJECT: Localized = { zh: '一个对象', en: 'an object' };

/** The file itself as an object, or `null` with a fault. [RB1] */
export function readRoot(draft: unknown, faults: Faults): Node | null {
  if (isFields(draft)) return { fields: draft, path: '', faults };
  addFault(faults, { path: '', rule: 'RB1', expected: AN_OBJECT, came: describe(draft) });
  return null;
}

/** The objects of a list with at least so many entries; elements that are none are noted and left out. [RB1] */
export function readNodes(node: Node, key: string, least: 0 | 1 = 1): readonly Node[] {
  const value = node.fields[key];
  if (!Array.isArray(value) || value.length < least) {
    faultAt(node, key, 'RB1', { zh: `至少 ${least} 项的列表`, en: `a list of at least ${least}` });
    return [];
  }
  return Array.from(value, (entry: unknown, place): readonly Node[] => {
    const path = `${pathOf(node.path, key)}[${place}]`;
    if (isFields(entry)) return [{ fields: entry, path, faults: node.faults }];
    addFault(node.faults, { path, rule: 'RB1', expected: AN_OBJECT, came: describe(entry) });
    return [];
  }).flat();
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** A text that is not empty. [RB1] */
export function readText(node: Node, key: string): string {
  const value = node.fields[key];
  if (isText(value)) return value;
  faultAt(node, key, 'RB1', { zh: '文字', en: 'a text' });
  return '';
}

/** A list of texts, at least one. [RB1] */
export function readTexts(node: Node, key: string): readonly string[] {
  const value = node.fields[key];
  // Copied, so that holes become `undefined` and are seen.
  const texts = Array.isArray(value) ? Array.from<unknown>(value) : [];
  if (texts.length > 0 && texts.every(isText)) return texts;
  faultAt(node, key, 'RB1', { zh: '至少有一项的文字列表', en: 'a list of texts with at least one entry' });
  return [];
}

/** A text in both languages. [RB2] */
export function readLocalized(node: Node, key: string): Localized {
  const value = node.fields[key];
  if (isFields(value) && isText(value.zh) && isText(value.en)) return { zh: value.zh, en: value.en };
  faultAt(node, key, 'RB2', { zh: '中文和英文（zh、en）', en: 'a text in zh and en' });
  return { zh: '', en: '' };
}

/** The remark of a table, group, line, requirement or checklist, if it has one. [RB2] */
export function readRemark(node: Node): { readonly remark?: Localized } {
  return node.fields.remark === undefined ? {} : { remark: readLocalized(node, 'remark') };
}

/** One word of a list. [RB8, RB10] */
export function readWord<const Word extends string>(
  node: Node,
  key: string,
  words: readonly [Word, ...Word[]],
  rule: RuleId = 'RB10',
): Word {
  const found = words.find((word) => word === node.fields[key]);
  if (found !== undefined) return found;
  const list = words.join(', ');
  faultAt(node, key, rule, { zh: `${list} 之一`, en: `one of ${list}` });
  return words[0];
}

const LARGEST = 100_000;

/** A printed number above zero with at most one decimal, as tenths; `null` for anything else. [RB3] */
export function tenthsOf(value: unknown): Tenths | null {
  if (typeof value !== 'number' || !(value > 0 && value <= LARGEST)) return null;
  const tenths = Math.round(value * 10);
  return tenths / 10 === value ? tenths : null;
}

/** The most points of a line, a group or a table. [RB3] */
export function readMaximum(node: Node): Tenths {
  const tenths = tenthsOf(node.fields.maximum);
  if (tenths !== null) return tenths;
  faultAt(node, 'maximum', 'RB3', {
    zh: '大于 0、至多一位小数的分值',
    en: 'points above 0 with at most one decimal',
  });
  return 0;
}

// 5.2.2, A.1 or A1.5.1
const CLAUSE = /^(\d+(\.\d+)*|[A-Z]\d*(\.\d+)+)$/;
const A_CLAUSE: Localized = {
  zh: '条款号，如 5.2.2、A.1 或 A1.5.1',
  en: 'a clause number such as 5.2.2, A.1 or A1.5.1',
};

/** The number of a clause. [RB13] */
export function readClause(node: Node): string {
  const clause = node.fields.clause;
  if (typeof clause === 'string' && CLAUSE.test(clause)) return clause;
  faultAt(node, 'clause', 'RB13', A_CLAUSE);
  return '';
}

/** The numbers of the clauses a line stands on. [RB13] */
export function readClauses(node: Node): readonly string[] {
  const clauses = readTexts(node, 'clauses');
  clauses.forEach((clause, place) => {
    if (!CLAUSE.test(clause)) faultAt(node, `clauses[${place}]`, 'RB13', A_CLAUSE, describe(clause));
  });
  return clauses;
}
