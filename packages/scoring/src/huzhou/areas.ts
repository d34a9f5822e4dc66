/** Zones, functions and displayed content as 5.4 lists them, by tier. [RQ3, RQ4] */
import type { ChecklistItem } from '../types.ts';

const item = (code: string, clause: string, zh: string, en: string): ChecklistItem => ({
  code,
  clause,
  title: { zh, en },
});

/** 5.4.1: eight areas for municipal and county centres. */
export const eightAreas = {
  service: [
    item('reception', '5.4.1', '综合接待区', 'Reception area'),
    item('business', '5.4.1', '业务办理区', 'Business area'),
  ],
  display: [item('display', '5.4.1', '宣传展示区', 'Display area')],
  activity: [
    item('oath', '5.4.1', '党员宣誓区', 'Oath area'),
    item('deliberation', '5.4.1', '党群议事区', 'Deliberation area'),
    item('education', '5.4.1', '红色教育区', 'Red education area'),
    item('activities', '5.4.1', '党群活动区', 'Activity area'),
    item('delegates', '5.4.1', '党代表工作室', 'Party delegates’ office'),
  ],
} as const;

/** 5.4.2, our reading: four functions, checked as functions and not rooms. */
export const fourFunctions = {
  service: [item('service-business', '5.4.2', '综合服务和业务处理', 'Service and business')],
  display: [item('education-publicity', '5.4.2', '教育和宣传', 'Education and publicity')],
  activity: [
    item('oath', '5.4.2', '党员宣誓', 'Oath'),
    item('deliberation', '5.4.2', '党群议事', 'Deliberation'),
  ],
} as const;

/** 5.4.3: three functions for village and regional centres. */
export const threeFunctions = {
  service: [item('convenience-business', '5.4.3', '便民服务和业务办理', 'Convenience services and business')],
  display: [item('display', '5.4.3', '宣传展示', 'Display')],
  activity: [item('deliberation-activities', '5.4.3', '党群议事和活动', 'Deliberation and activities')],
} as const;

/** 5.4.1: what municipal and county centres show. */
export const contentOfCounty: readonly ChecklistItem[] = [
  item('party-features', '5.4.1', '党建特色工作', 'What is special in party work'),
  item('highlights', '5.4.1', '亮点工作', 'Highlights'),
  item('volunteering', '5.4.1', '志愿服务', 'Volunteering'),
  item('culture', '5.4.1', '文化展示', 'Culture'),
  item('overview', '5.4.1', '区域内社会组织概况', 'Overview of the area’s organisations'),
  item('structure', '5.4.1', '组织架构', 'Structure'),
  item('duties', '5.4.1', '工作职能', 'Duties'),
  item('party-affairs', '5.4.1', '党务工作', 'Party affairs'),
];

/** 5.4.2: what township centres show; 5.4.3 refers village and regional centres to it. */
export const contentOfTownship: readonly ChecklistItem[] = [
  item('overview', '5.4.2', '区域内社会组织概况', 'Overview of the area’s organisations'),
  item('structure', '5.4.2', '组织架构', 'Structure'),
  item('party-affairs', '5.4.2', '党务工作', 'Party affairs'),
  item('party-features', '5.4.2', '党建特色', 'What is special in party work'),
  item('volunteering', '5.4.2', '志愿服务', 'Volunteering'),
  item('notices', '5.4.2', '信息公告', 'Notices'),
];
