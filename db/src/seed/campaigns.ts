/** The year's campaigns of four bodies, one per row of 7.2. */
import { DECISION_VOICES, RECTIFICATION_DAYS } from '@heping/scoring';
import type { Campaign } from '../tables.ts';
import { personId } from './people.ts';

const DAY = 24 * 60 * 60 * 1000;
/** The demo's first visit is no earlier. */
const FIRST_VISIT = 45 * DAY;

/** What all four have in common. */
const COMMON = {
  rubricCode: 'huzhou',
  step: 5,
  ceilingPolicy: 'discretion',
  scoringMode: 'independent',
  noticeDays: 5,
  ...RECTIFICATION_DAYS,
  decisionVoices: DECISION_VOICES.least,
  keepsCameraRecord: false,
  timeZone: 'Asia/Shanghai',
  closedAt: null,
} as const;

/** The campaigns as they were opened in the weeks before `now`, of the year of their first visit. [DA1] */
export function campaignsOf(now: Date): Campaign[] {
  const year = new Date(now.getTime() - FIRST_VISIT).getUTCFullYear();
  const period = { periodFrom: `${year}-01-01`, periodTo: `${year}-12-31` } as const;
  const daysAgo = (days: number) => now.getTime() - days * DAY;
  return [
    {
      ...COMMON,
      ...period,
      id: 'campaign-zhejiang-2026',
      bodyId: 'body-zhejiang',
      title: `${year}年度市级社会组织党群服务中心考核评估`,
      createdBy: personId('province.officer'),
      createdAt: daysAgo(75),
    },
    {
      ...COMMON,
      ...period,
      id: 'campaign-huzhou-2026',
      bodyId: 'body-huzhou',
      title: `湖州市${year}年度区县级社会组织党群服务中心考核评估`,
      createdBy: personId('city.officer'),
      createdAt: daysAgo(68),
    },
    {
      ...COMMON,
      ...period,
      id: 'campaign-qianyuan-2026',
      bodyId: 'body-qianyuan',
      title: `乾元镇${year}年度社会组织党群服务中心考核评估`,
      createdBy: personId('town.officer'),
      createdAt: daysAgo(60),
    },
    {
      ...COMMON,
      ...period,
      id: 'campaign-deqing-2026',
      bodyId: 'body-deqing',
      title: `德清县${year}年度社会组织党群服务中心抽查`,
      createdBy: personId('county.officer'),
      createdAt: daysAgo(45),
    },
  ];
}
