import type { BodyKind, Localized } from './types.ts';

/** What the bodies are called that lead evaluations (7.2). Every page has this, few the rules about them. */
export const BODY_NAMES: Readonly<Record<BodyKind, Localized>> = {
  'provincial-committee': { zh: '省社会组织综合党委', en: 'the province’s committee' },
  'city-committee': { zh: '市社会组织综合党委', en: 'the city’s committee' },
  'county-committee': { zh: '县（区）社会组织综合党委', en: 'the county’s committee' },
  'local-party-committee': { zh: '属地党委', en: 'the local party committee' },
  'industry-party-committee': { zh: '行业主管部门党委', en: 'the industry’s party committee' },
};
