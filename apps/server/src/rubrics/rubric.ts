import type { Campaign } from '@heping/db';
import { huzhou, type Rubric } from '@heping/scoring';

/** Every rubric of this installation; campaigns name theirs by code. */
export const RUBRICS: readonly Rubric[] = [huzhou];

/** The rubric of a campaign. A code without a rubric was refused when the campaign was made: here it is a fault. */
export function rubricOf({ rubricCode }: Pick<Campaign, 'rubricCode'>): Rubric {
  const rubric = RUBRICS.find(({ code }) => code === rubricCode);
  if (rubric === undefined)
    throw new Error(
      `rubric: expected one of ${RUBRICS.map(({ code }) => code).join(', ')}, got ${rubricCode}`,
    );
  return rubric;
}
