/** The year's campaigns of four bodies, one per row of 7.2. */
import type { Campaign } from '../tables.ts';
import { personId } from './people.ts';

const YEAR = 2026;
const DAY = 24 * 60 * 60 * 1000;

/** What all four have in common. */
const COMMON = {
  periodFrom: `${YEAR}-01-01`,
  periodTo: `${YEAR}-12-31`,
  rubricCode: 'huzhou',
  step: 5,
  ceilingPolicy: 'discretion',
  scoringMode: 'independent',
  noticeDays: 5,
  timeZone: 'Asia/Shanghai',
  closedAt: null,
} as const;

/** The campaigns as they were opened in the weeks before `now`. */
export function campaignsOf(now: Date): Campaign[] {
  const daysAgo = (days: number) => now.getTime() - days * DAY;
  return [
    {
      ...COMMON,
      id: 'campaign-zhejiang-2026',
      bodyId: 'body-zhejiang',
      title: `${YEAR}年度市级社会组织党群服务中心考核评估`,
      createdBy: personId('province.officer'),
      createdAt: daysAgo(75),
    },
    {
      ...COMMON,
      id: 'campaign-huzhou-2026',
      bodyId: 'body-huzhou',
      title: `湖州市${YEAR}年度区县级社会组织党群服务中心考核评估`,
      createdBy: personId('city.officer'),
      createdAt: daysAgo(68),
    },
    {
      ...COMMON,
      id: 'campaign-qianyuan-2026',
      bodyId: 'body-qianyuan',
      title: `乾元镇${YEAR}年度社会组织党群服务中心考核评估`,
      createdBy: personId('town.officer'),
      createdAt: daysAgo(60),
    },
    {
      ...COMMON,
      id: 'campaign-deqing-2026',
      bodyId: 'body-deqing',
      title: `德清县${YEAR}年度社会组织党群服务中心抽查`,
      createdBy: personId('county.officer'),
      createdAt: daysAgo(45),
    },
  ];
}
