import type { Evaluation } from '@heping/db';

/** The day an evaluation is planned for: it has one from its plan on, and no other day stands in for it. */
export function plannedDay({ id, plannedOn }: Pick<Evaluation, 'id' | 'plannedOn'>): string {
  if (plannedOn === null) throw new Error(`evaluation ${id}: expected the day it is planned for, found none`);
  return plannedOn;
}
