/** What the standard asks of people and of their work: staff, study, topics, satisfaction. [RQ5–RQ8] */
import type { RequirementFile, ThresholdFile } from '../rubric-file.ts';
import { TIERS } from '../types.ts';
import type { Localized, Tier } from '../types.ts';

const fullTime: Localized = { zh: '专职工作人员', en: 'Full-time staff' };

const fullTimeStaff = (tier: Tier, clause: string, least: number): ThresholdFile => ({
  tier,
  clause,
  strength: 'shall',
  quantity: fullTime,
  least,
});

const staff: RequirementFile = {
  code: 'staff',
  title: { zh: '专职工作人员', en: 'Full-time staff' },
  kind: 'count',
  unit: { zh: '名', en: 'people' },
  indicators: ['A1.5.1'],
  thresholds: [
    fullTimeStaff('municipal', '4.4.3', 2),
    fullTimeStaff('county', '4.4.3', 1),
    fullTimeStaff('township', '4.4.3', 1),
    {
      ...fullTimeStaff('regional', 'A1.5.1', 1),
      remark: {
        zh: '区域性中心：附录 A 要求不少于 1 名，4.4.3 为“有条件的”；以附录 A 为准，两处均列出。',
        en: 'Regional centres: Appendix A asks for one, clause 4.4.3 says “where possible”; Appendix A decides, both are shown.',
      },
    },
  ],
};

const staffHeld: RequirementFile = {
  code: 'staff-held',
  title: { zh: '人员落实', en: 'Who does the work' },
  kind: 'held',
  indicators: ['A1.5.1'],
  thresholds: [
    {
      tier: 'village',
      clause: '4.4.3',
      strength: 'shall',
      quantity: { zh: '由村（社区）干部兼任', en: 'Village cadres do it beside their office' },
    },
    {
      tier: 'outpost',
      clause: '4.4.3',
      strength: 'shall',
      quantity: { zh: '责任党员或责任党组织明确', en: 'A responsible member or party organisation is named' },
    },
  ],
  remark: {
    zh: '村（社区）和先锋站没有专职人数下限。',
    en: 'Villages and outposts have no full-time minimum.',
  },
};

/** Appendix A is one for all tiers, so these hold for each of them. */
const inEveryTier = (clause: string, quantity: Localized, least: number): readonly ThresholdFile[] =>
  TIERS.map((tier) => ({ tier, clause, strength: 'shall', quantity, least }));

const study: RequirementFile = {
  code: 'study',
  title: { zh: '集中或日常学习', en: 'Collective or regular study' },
  kind: 'count',
  unit: { zh: '次', en: 'times' },
  indicators: ['A2.3.8'],
  thresholds: inEveryTier('A2.3.8', { zh: '每年学习次数', en: 'Times a year' }, 4),
};

const topics: RequirementFile = {
  code: 'topics',
  title: { zh: '课题或标准', en: 'Research topics or standards' },
  kind: 'count',
  unit: { zh: '个', en: 'pieces' },
  indicators: ['A2.3.10'],
  thresholds: inEveryTier('A2.3.10', { zh: '每年课题或标准数', en: 'Topics or standards a year' }, 1),
};

const satisfaction: RequirementFile = {
  code: 'satisfaction',
  title: { zh: '对党组织的满意度', en: 'Satisfaction with the party organisation' },
  kind: 'rate',
  unit: { zh: '%', en: '%' },
  indicators: ['A2.5.2'],
  thresholds: inEveryTier('A2.5.2', { zh: '满意度', en: 'Satisfied' }, 90),
  remark: {
    zh: '由评价组组织问卷，注明样本数、日期和何为“满意”；90% 本身即达到。',
    en: 'From a questionnaire run by the panel: note the sample, the date and what counted as satisfied; 90 % itself is enough.',
  },
};

export const workRequirements: readonly RequirementFile[] = [staff, staffHeld, study, topics, satisfaction];
