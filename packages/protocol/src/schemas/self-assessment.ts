/** 自评: what a centre says of itself before it is evaluated. */
import { z } from 'zod';
import { Moment, PersonRef, TenthsValue } from './values.ts';

export const SelfAssessment = z.object({
  at: Moment,
  by: PersonRef,
  /** null: not scored, never zero */
  scores: z.record(z.string(), TenthsValue.nullable()),
  statements: z.record(z.string(), z.string()),
});
export type SelfAssessment = z.infer<typeof SelfAssessment>;

/** null where none is handed in: what is still being written is the centre's own. */
export const SelfAssessments = z.object({ selfAssessment: SelfAssessment.nullable() });
export type SelfAssessments = z.infer<typeof SelfAssessments>;
