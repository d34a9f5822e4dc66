/** A rubric for everybody to read: GET /rubrics/:code. [RB14] */
import type { RubricFile, ThresholdFile } from './rubric-file.ts';
import type { FactKind, Rubric, Tenths, Threshold } from './types.ts';
import { formatQuantity } from './facts.ts';

const printed = (points: Tenths) => points / 10;

/** The rubric with points, areas and rates as printed; `parseRubric` reads it back the same. [RB14] */
export function publishRubric(rubric: Rubric): RubricFile {
  return {
    ...rubric,
    tables: rubric.tables.map((table) => ({
      ...table,
      maximum: printed(table.maximum),
      groups: table.groups.map((group) => ({
        ...group,
        maximum: printed(group.maximum),
        indicators: group.indicators.map((line) => ({ ...line, maximum: printed(line.maximum) })),
      })),
    })),
    requirements: rubric.requirements.map((requirement) => ({
      ...requirement,
      thresholds: requirement.thresholds.map((threshold) => publishThreshold(requirement.kind, threshold)),
    })),
  };
}

function publishThreshold(kind: FactKind, { least, ...threshold }: Threshold): ThresholdFile {
  return least === undefined ? threshold : { ...threshold, least: Number(formatQuantity(kind, least)) };
}
