/** Codes of a rubric file: their form, their place, and that none is used twice. [RB6, RB7] */
import { faultAt, readText } from './rubric-fields.ts';
import type { Node } from './rubric-fields.ts';

/** Codes already used, with the path of the first use. */
export type UsedCodes = Map<string, string>;

/** A code of its own, not used before. [RB7] */
export function readOwnCode(node: Node, used: UsedCodes): string {
  const code = readText(node, 'code');
  if (code !== '') noteUse(node, code, used);
  return code;
}

const TABLE_CODE = /^[A-Z]\.[1-9]\d*$/;

/** The code of a table, `A.1`. [RB6, RB7] */
export function readTableCode(node: Node, used: UsedCodes): string {
  const code = readOwnCode(node, used);
  if (code !== '' && !TABLE_CODE.test(code)) {
    faultAt(node, 'code', 'RB6', { zh: '表的编码，如 A.1', en: 'the code of a table such as A.1' });
  }
  return code;
}

/** `A.1` → `A1`, with which the codes of its groups begin; `null` when it is no code of a table. */
export const prefixOf = (tableCode: string): string | null =>
  TABLE_CODE.test(tableCode) ? tableCode.replace('.', '') : null;

/** The code a group or line should have: that of what it is in, and its place there. [RB6] */
export const placedCode = (parent: string | null, place: number): string | null =>
  parent && `${parent}.${place + 1}`;

/** The code of a group or line, which should be the given one where that is known. [RB6, RB7] */
export function readPlacedCode(node: Node, expected: string | null, used: UsedCodes): string {
  const code = readText(node, 'code');
  const isJudged = code === '' || noteUse(node, code, used);
  if (!isJudged && expected !== null && code !== expected) {
    faultAt(node, 'code', 'RB6', { zh: `编码 ${expected}`, en: `the code ${expected}` });
  }
  return code;
}

/** Notes the use of a code; true when it had been used before, which is a fault. */
function noteUse(node: Node, code: string, used: UsedCodes): boolean {
  const first = used.get(code);
  if (first === undefined) {
    used.set(code, node.path);
    return false;
  }
  faultAt(node, 'code', 'RB7', {
    zh: `未用过的编码（已用于 ${first}）`,
    en: `a code not used before (first at ${first})`,
  });
  return true;
}
