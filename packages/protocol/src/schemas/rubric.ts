/** A rubric as GET /rubrics/:code answers it: points, areas and rates as printed. */
import { FACT_KINDS, METHODS, PROOFS, STRENGTHS, TIERS } from '@heping/scoring';
import { z } from 'zod';
import { LocalizedText } from './values.ts';

const Points = z.number().describe('points as printed, e.g. 8.5');
const remark = { remark: LocalizedText.optional().describe('where the standard disagrees with itself') };
const ChecklistItem = z.object({ code: z.string(), title: LocalizedText, clause: z.string() });

const Indicator = z.object({
  code: z.string().describe('e.g. A1.2.2'),
  text: LocalizedText,
  maximum: Points,
  clauses: z.array(z.string()),
  method: z.enum(METHODS),
  ...remark,
});
const Group = z.object({
  code: z.string().describe('e.g. A1.2'),
  title: LocalizedText,
  maximum: Points,
  indicators: z.array(Indicator),
  ...remark,
});
const Table = z.object({
  code: z.string().describe('e.g. A.1'),
  title: LocalizedText,
  maximum: Points,
  groups: z.array(Group),
  ...remark,
});
const Threshold = z.object({
  tier: z.enum(TIERS),
  clause: z.string(),
  strength: z.enum(STRENGTHS),
  quantity: LocalizedText,
  least: z.number().optional().describe('in the unit, as printed'),
  items: z.array(ChecklistItem).optional(),
  ...remark,
});
const Requirement = z.object({
  code: z.string(),
  title: LocalizedText,
  kind: z.enum(FACT_KINDS),
  unit: LocalizedText.optional(),
  indicators: z.array(z.string()),
  thresholds: z.array(Threshold),
  ...remark,
});
const Checklist = z.object({
  code: z.string(),
  title: LocalizedText,
  indicator: z.string().nullable(),
  tiers: z.array(z.enum(TIERS)),
  proof: z.enum(PROOFS),
  items: z.array(ChecklistItem),
  ...remark,
});

export const PublishedRubric = z.object({
  code: z.string(),
  title: LocalizedText,
  tables: z.array(Table),
  requirements: z.array(Requirement),
  checklists: z.array(Checklist),
});
export type PublishedRubric = z.infer<typeof PublishedRubric>;
