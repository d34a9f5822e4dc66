/** What the standard asks of rooms: floor area (5.2), zones and displayed content (5.4). [RQ2–RQ4] */
import type { RequirementFile, ThresholdFile } from '../rubric-file.ts';
import type { ChecklistItem, Localized, Strength, Tier } from '../types.ts';
import { contentOfCounty, contentOfTownship, eightAreas, fourFunctions, threeFunctions } from './areas.ts';

const total: Localized = { zh: '总面积', en: 'Total area' };
const service: Localized = { zh: '服务空间面积', en: 'Area of the service space' };
const area: Localized = { zh: '面积', en: 'Area' };
const separate: Localized = { zh: '相对独立的服务空间', en: 'A fairly separate service space' };

const atLeast = (
  tier: Tier,
  clause: string,
  strength: Strength,
  quantity: Localized,
  least: number,
): ThresholdFile => ({
  tier,
  clause,
  strength,
  quantity,
  least,
});

const floorArea: RequirementFile = {
  code: 'floor-area',
  title: { zh: '面积', en: 'Floor area' },
  kind: 'measure',
  unit: { zh: '㎡', en: 'm²' },
  indicators: ['A1.2.2'],
  thresholds: [
    atLeast('municipal', '5.2.2', 'generally', total, 600),
    atLeast('county', '5.2.3', 'generally', total, 500),
    atLeast('township', '5.2.4', 'generally', total, 300),
    atLeast('village', '5.2.5', 'shall', service, 200),
    atLeast('regional', '5.2.6', 'generally', area, 200),
    atLeast('outpost', '5.2.7', 'shall', separate, 100),
  ],
};

type ZoneKind = keyof typeof eightAreas;

const zoneQuantities: Readonly<Record<ZoneKind, Localized>> = {
  service: { zh: '综合服务的区域或功能', en: 'Areas or functions of service' },
  display: { zh: '宣传展示的区域或功能', en: 'Areas or functions of display' },
  activity: { zh: '活动的区域或功能', en: 'Areas or functions of activity' },
};

const listed = (
  tier: Tier,
  clause: string,
  quantity: Localized,
  items: readonly ChecklistItem[],
  remark?: Localized,
): ThresholdFile => ({
  tier,
  clause,
  strength: 'shall',
  quantity,
  items,
  ...(remark && { remark }),
});

const zones = (kind: ZoneKind, indicator: string, title: Localized, remark?: Localized): RequirementFile => ({
  code: `zones-${kind}`,
  title,
  kind: 'checklist',
  indicators: [indicator],
  thresholds: [
    listed('municipal', '5.4.1', zoneQuantities[kind], eightAreas[kind]),
    listed('county', '5.4.1', zoneQuantities[kind], eightAreas[kind]),
    listed('township', '5.4.2', zoneQuantities[kind], fourFunctions[kind], remark ? undefined : fourRead),
    listed('village', '5.4.3', zoneQuantities[kind], threeFunctions[kind], remark ? undefined : asFunctions),
    listed('regional', '5.4.3', zoneQuantities[kind], threeFunctions[kind], remark ? undefined : asFunctions),
  ],
  ...(remark && { remark }),
});

const fourRead: Localized = {
  zh: '按功能核对，不要求一功能一室；5.4.2 读作四项功能，“教育和宣传”归入宣传展示。',
  en: 'Checked as functions, not rooms; clause 5.4.2 is read as four functions, “education and publicity” counts as display.',
};
const asFunctions: Localized = {
  zh: '按功能核对，不要求一功能一室。',
  en: 'Checked as functions, not rooms.',
};

const beyondTheTier: Localized = {
  zh: '最高可得分以 5.4 中本层级的清单为准；只在 A1.4.3 列举的（如文化礼堂、居家养老照料中心）结合实际，不影响得分上限。',
  en: 'The tier’s list in 5.4 decides the ceiling; what only A1.4.3 names (such as a culture hall or a care home) depends on local conditions and lowers nothing.',
};

const content: RequirementFile = {
  code: 'content',
  title: { zh: '展示内容', en: 'Displayed content' },
  kind: 'checklist',
  indicators: ['A1.4.2'],
  thresholds: [
    listed('municipal', '5.4.1', { zh: '展示内容', en: 'Displayed content' }, contentOfCounty),
    listed('county', '5.4.1', { zh: '展示内容', en: 'Displayed content' }, contentOfCounty),
    listed('township', '5.4.2', { zh: '展示内容', en: 'Displayed content' }, contentOfTownship),
    listed('village', '5.4.3', { zh: '展示内容', en: 'Displayed content' }, contentOfTownship),
    listed('regional', '5.4.3', { zh: '展示内容', en: 'Displayed content' }, contentOfTownship),
  ],
  remark: {
    zh: '最高可得分以 5.4 中本层级的清单为准；只在 A1.4.2 列举的（如财务公开）结合实际，不影响得分上限。5.4.3 参照 5.4.2 的内容。',
    en: 'The tier’s list in 5.4 decides the ceiling; what only A1.4.2 names (such as published accounts) depends on local conditions and lowers nothing. Clause 5.4.3 refers to the content of 5.4.2.',
  },
};

export const spaceRequirements: readonly RequirementFile[] = [
  floorArea,
  zones('service', 'A1.4.1', { zh: '综合服务区', en: 'Service zone' }),
  zones('display', 'A1.4.2', { zh: '宣传展示区', en: 'Display zone' }),
  zones('activity', 'A1.4.3', { zh: '活动功能区', en: 'Activity zones' }, beyondTheTier),
  content,
];
