import { huzhouFile } from './huzhou/file.ts';
import { assertRubric } from './parse-rubric.ts';
import type { Rubric } from './types.ts';

/** The local standard of Huzhou: 2 tables, 11 groups, 40 indicators, what it asks per tier. [RB1, RQ1–RQ10] */
export const huzhou: Rubric = assertRubric(huzhouFile);
