/** What is wrong with a rubric file, and where. [RB1] */
import type { RuleId } from './rules.ts';
import type { Localized } from './types.ts';

/** One thing wrong, with the path of the value (`tables[0].groups[1].maximum`) and the rule it breaks. */
export interface RubricFault {
  readonly path: string;
  readonly rule: RuleId;
  readonly message: Localized;
}

/** Collects faults while a file is read, so that all of them are named at once. */
export type Faults = RubricFault[];

export const both = (text: string): Localized => ({ zh: text, en: text });

const LONGEST_QUOTE = 40;

const NAMELESS: Readonly<Record<string, Localized>> = {
  undefined: { zh: '空缺', en: 'nothing' },
  object: { zh: '一个对象', en: 'an object' },
};

/** A stranger's value in words, short enough for a message. */
export function describe(value: unknown): Localized {
  if (typeof value === 'string') return both(JSON.stringify(value.slice(0, LONGEST_QUOTE)));
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return both(String(value));
  if (Array.isArray(value)) return { zh: '一个列表', en: 'a list' };
  return NAMELESS[typeof value] ?? both(typeof value);
}

/** Notes what was expected, what came, and where. */
export function addFault(
  faults: Faults,
  { path, rule, expected, came }: { path: string; rule: RuleId; expected: Localized; came: Localized },
): void {
  faults.push({
    path,
    rule,
    message: {
      zh: `${path || '文件'}：应为${expected.zh}，实为${came.zh}。`,
      en: `${path || 'the file'}: expected ${expected.en}, got ${came.en}.`,
    },
  });
}
