/** The local standard of Huzhou as a rubric file: Appendix A and what sections 4 to 6 ask per tier. */
import type { RubricFile } from '../rubric-file.ts';
import { checklists } from './checklists.ts';
import { construction } from './construction.ts';
import { operation } from './operation.ts';
import { spaceRequirements } from './space.ts';
import { workRequirements } from './work.ts';

export const huzhouFile: RubricFile = {
  code: 'huzhou',
  title: {
    zh: '社会组织党群服务中心评分细则（湖州）',
    en: 'Scoring rubric for party and mass service centres of social organisations (Huzhou)',
  },
  tables: [construction, operation],
  requirements: [...spaceRequirements, ...workRequirements],
  checklists,
};
