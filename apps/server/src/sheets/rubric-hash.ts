/** The rubric by its hash: what a sheet was scored by can be compared with what is published. */
import { publishRubric, type Rubric } from '@heping/scoring';
import { hashOf } from './hash.ts';

const known = new WeakMap<Rubric, string>();

/** SHA-256 of the rubric as `GET /rubrics/:code` publishes it. [SH4] */
export function rubricHash(rubric: Rubric): string {
  const hash = known.get(rubric) ?? hashOf(publishRubric(rubric));
  known.set(rubric, hash);
  return hash;
}
