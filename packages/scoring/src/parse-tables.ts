/** Tables, groups and lines of a rubric file. [RB3–RB7] */
import { formatPoints } from './points.ts';
import { both } from './rubric-faults.ts';
import { placedCode, prefixOf, readPlacedCode, readTableCode } from './rubric-codes.ts';
import type { UsedCodes } from './rubric-codes.ts';
import {
  faultAt,
  readClauses,
  readLocalized,
  readMaximum,
  readNodes,
  readRemark,
  readWord,
} from './rubric-fields.ts';
import type { Node } from './rubric-fields.ts';
import type { RuleId } from './rules.ts';
import { METHODS } from './types.ts';
import type { Group, Indicator, Table, Tenths } from './types.ts';

export function parseTable(node: Node, used: UsedCodes): Table {
  const code = readTableCode(node, used);
  const groups = readNodes(node, 'groups').map((group, place) =>
    parseGroup(group, placedCode(prefixOf(code), place), used),
  );
  return {
    code,
    title: readLocalized(node, 'title'),
    maximum: readSum(node, 'groups', groups, 'RB5'),
    groups,
    ...readRemark(node),
  };
}

function parseGroup(node: Node, expected: string | null, used: UsedCodes): Group {
  const code = readPlacedCode(node, expected, used);
  const indicators = readNodes(node, 'indicators').map((line, place) =>
    parseIndicator(line, placedCode(expected, place), used),
  );
  return {
    code,
    title: readLocalized(node, 'title'),
    maximum: readSum(node, 'indicators', indicators, 'RB4'),
    indicators,
    ...readRemark(node),
  };
}

function parseIndicator(node: Node, expected: string | null, used: UsedCodes): Indicator {
  return {
    code: readPlacedCode(node, expected, used),
    text: readLocalized(node, 'text'),
    maximum: readMaximum(node),
    clauses: readClauses(node),
    method: readWord(node, 'method', METHODS),
    ...readRemark(node),
  };
}

type Part = { readonly maximum: Tenths };

/** A maximum that is the sum of its parts; silent where one of them is itself at fault. [RB4, RB5] */
function readSum(node: Node, key: string, parts: readonly Part[], rule: RuleId): Tenths {
  const maximum = readMaximum(node);
  const sum = parts.reduce((total, part) => total + part.maximum, 0);
  const isKnown = maximum > 0 && parts.every((part) => part.maximum > 0) && isWhole(node.fields[key], parts);
  if (isKnown && sum !== maximum) {
    const printed = formatPoints(sum);
    const expected = { zh: `各部分之和 ${printed}`, en: `the sum of its parts, ${printed}` };
    faultAt(node, 'maximum', rule, expected, both(formatPoints(maximum)));
  }
  return maximum;
}

/** Whether every entry of a list could be read as a part, and there is one. */
const isWhole = (list: unknown, parts: readonly Part[]) =>
  Array.isArray(list) && list.length === parts.length && parts.length > 0;
