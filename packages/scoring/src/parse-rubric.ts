/** A rubric file becomes a rubric, or a list of what is wrong with it and where. [RB1–RB14] */
import { parseChecklists, parseRequirement } from './parse-requirements.ts';
import { parseTable } from './parse-tables.ts';
import type { UsedCodes } from './rubric-codes.ts';
import type { RubricFault, Faults } from './rubric-faults.ts';
import { readLocalized, readNodes, readRoot, readText } from './rubric-fields.ts';
import type { RubricFile } from './rubric-file.ts';
import type { Result, Rubric } from './types.ts';

/**
 * Reads a rubric file, points as printed. Every fault is named with its path, its rule and a sentence in both
 * languages; whatever comes in, it never throws. [RB1]
 */
export function parseRubric(draft: unknown): Result<Rubric, readonly RubricFault[]> {
  const faults: Faults = [];
  const root = readRoot(draft, faults);
  if (root === null) return { ok: false, error: faults };

  const tableCodes: UsedCodes = new Map();
  const tables = readNodes(root, 'tables').map((table) => parseTable(table, tableCodes));
  const lines = tables.flatMap((table) => table.groups.flatMap((group) => group.indicators));
  const surroundings = { used: new Map(), indicators: new Set(lines.map((line) => line.code)) };
  const rubric: Rubric = {
    code: readText(root, 'code'),
    title: readLocalized(root, 'title'),
    tables,
    requirements: readNodes(root, 'requirements', 0).map((node) => parseRequirement(node, surroundings)),
    checklists: parseChecklists(root, surroundings),
  };
  return faults.length === 0 ? { ok: true, value: rubric } : { ok: false, error: faults };
}

/** A rubric that ships with the code: a fault in it is a bug, and loud. [RB1] */
export function assertRubric(file: RubricFile): Rubric {
  const parsed = parseRubric(file);
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.error.map((fault) => `[${fault.rule}] ${fault.message.en}`).join('\n'));
}
