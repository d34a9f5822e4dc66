/** Tables, groups and lines of a rubric file. [RB3–RB7] */
import { formatPoints } from './points.ts';
import { both } from './rubric-faults.ts';
import { prefixOf, readPlacedCode, readTableCode } from './rubric-codes.ts';
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
    parseGroup(group, prefixOf(code), place, used),
  );
  return {
    code,
    title: readLocalized(node, 'title'),
    maximum: readSum(node, groups, 'RB5'),
    groups,
    ...readRemark(node),
  };
}

function parseGroup(node: Node, parent: string, place: number, used: UsedCodes): Group {
  const code = readPlacedCode(node, parent, place, used);
  const own = `${parent}.${place + 1}`;
  const indicators = readNodes(node, 'indicators').map((line, linePlace) =>
    parseIndicator(line, own, linePlace, used),
  );
  return {
    code,
    title: readLocalized(node, 'title'),
    maximum: readSum(node, indicators, 'RB4'),
    indicators,
    ...readRemark(node),
  };
}

function parseIndicator(node: Node, parent: string, place: number, used: UsedCodes): Indicator {
  return {
    code: readPlacedCode(node, parent, place, used),
    text: readLocalized(node, 'text'),
    maximum: readMaximum(node),
    clauses: readClauses(node),
    method: readWord(node, 'method', METHODS),
    ...readRemark(node),
  };
}

/** A maximum that is the sum of its parts; silent where a part is itself at fault. [RB4, RB5] */
function readSum(node: Node, parts: readonly { readonly maximum: Tenths }[], rule: RuleId): Tenths {
  const maximum = readMaximum(node);
  const isKnown = maximum > 0 && parts.length > 0 && parts.every((part) => part.maximum > 0);
  const sum = parts.reduce((total, part) => total + part.maximum, 0);
  if (isKnown && sum !== maximum) {
    const printed = formatPoints(sum);
    const expected = { zh: `各部分之和 ${printed}`, en: `the sum of its parts, ${printed}` };
    faultAt(node, 'maximum', rule, expected, both(formatPoints(maximum)));
  }
  return maximum;
}
