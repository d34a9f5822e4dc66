/** What stands as approved: of each finding the newest approved word, since a later revision need not name all. [PN6] */
import type { PlanContent, SubmittedFinding } from './schemas/rectification-plan.ts';

/** Contents of approved revisions, newest first → findings by their number. */
export function approvedFindings(contents: readonly PlanContent[]): ReadonlyMap<number, SubmittedFinding> {
  const approved = new Map<number, SubmittedFinding>();
  for (const { findings } of contents)
    for (const one of findings) if (!approved.has(one.finding)) approved.set(one.finding, one);
  return approved;
}
