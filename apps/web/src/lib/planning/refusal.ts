/** A refused plan or panel, told where it can be read. Pure. */
import type { PlanCheck } from '@heping/protocol';
import { ApiProblem } from '#lib/api/problem.ts';

type Problems = PlanCheck['problems'];

/** The objections a refusal carries; none where it was refused for another reason than the plan. */
export function objectionsIn(error: unknown): Problems {
  const details = error instanceof ApiProblem ? (error.problem.details ?? []) : [];
  return details.filter(isObjection);
}

const isObjection = (detail: Readonly<Record<string, unknown>>): detail is Problems[number] =>
  typeof detail.field === 'string' && typeof detail.message === 'string';

/**
 * What is said beside each of the seated and what is said of the panel as a whole. An objection about somebody who has no
 * line any more is of the whole: nothing the server says goes unread.
 */
export function bySeat(
  problems: Problems,
  seated: readonly string[],
): { readonly own: (person: string) => Problems; readonly general: Problems } {
  return {
    own: (person) => problems.filter((problem) => problem.person === person),
    general: problems.filter(({ person }) => person === undefined || !seated.includes(person)),
  };
}
