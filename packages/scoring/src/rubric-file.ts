/**
 * A rubric as people write it and as GET /rubrics/:code gives it: points, areas and rates as printed (8.5, 600, 90).
 * `parseRubric` makes a `Rubric` of it, `publishRubric` writes it again. [RB14]
 */
import type { Checklist, Group, Indicator, Requirement, Rubric, Table, Threshold } from './types.ts';

/** Points, m² or percent as printed. */
export type Printed = number;

export type IndicatorFile = Omit<Indicator, 'maximum'> & { readonly maximum: Printed };
export type GroupFile = Omit<Group, 'maximum' | 'indicators'> & {
  readonly maximum: Printed;
  readonly indicators: readonly IndicatorFile[];
};
export type TableFile = Omit<Table, 'maximum' | 'groups'> & {
  readonly maximum: Printed;
  readonly groups: readonly GroupFile[];
};
export type ThresholdFile = Omit<Threshold, 'least'> & { readonly least?: Printed };
export type RequirementFile = Omit<Requirement, 'thresholds'> & {
  readonly thresholds: readonly ThresholdFile[];
};
export type ChecklistFile = Checklist;
export type RubricFile = Omit<Rubric, 'tables' | 'requirements' | 'checklists'> & {
  readonly tables: readonly TableFile[];
  readonly requirements: readonly RequirementFile[];
  readonly checklists?: readonly ChecklistFile[];
};
