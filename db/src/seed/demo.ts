/** The names by which the demo goes on: who signs in, who evaluates, and what there is to evaluate. */
import { CENTRES } from './centres.ts';
import { EVALUATORS, personId } from './people.ts';

/** One password for every demo account; real installations never have them. */
export const DEMO_PASSWORD = 'heping-demo-2026';

/** The accounts that stand for a role; what each may do follows from rows, not from this list. */
export const DEMO_ROLES = [
  ['admin', '管理员', 'administrator'],
  ['province.officer', '省社会组织综合党委经办人', 'officer of the province’s committee'],
  ['city.officer', '湖州市社会组织综合党委经办人', 'officer of the city’s committee'],
  ['county.officer', '德清县社会组织综合党委经办人', 'officer of the county’s committee'],
  ['town.officer', '乾元镇党委经办人', 'officer of the town’s party committee'],
  [
    'feng.yan',
    '乾元镇党委另一位经办人（审定复核）',
    'second officer of the town’s party committee (approves decisions)',
  ],
  ['chair', '评价组组长', 'chair of a panel'],
  ['panelist1', '评价人员', 'panelist'],
  ['panelist2', '评价人员', 'panelist'],
  ['panelist3', '评价人员', 'panelist'],
  ['panelist4', '评价人员', 'panelist'],
  ['leader', '乾元镇中心主任', 'director of the Qianyuan Town Centre'],
] as const;

export type DemoUsername = (typeof DEMO_ROLES)[number][0];

export const DEMO = {
  password: DEMO_PASSWORD,
  /** Ids of the accounts above, by username. */
  people: Object.fromEntries(DEMO_ROLES.map(([username]) => [username, personId(username)])) as Readonly<
    Record<DemoUsername, string>
  >,
  /** Ids of all who can sit on panels, chair and panelists first; none has a tie to a centre or a body. */
  evaluators: EVALUATORS.map(({ id }) => id),
  bodies: {
    province: 'body-zhejiang',
    city: 'body-huzhou',
    county: 'body-deqing',
    town: 'body-qianyuan',
    hitechZone: 'body-mogan-hitech',
    homestays: 'body-deqing-homestays',
  },
  campaigns: {
    /** Regular, of the municipal centre (7.2.1). */
    province: 'campaign-zhejiang-2026',
    /** Regular, of the county centres (7.2.2). */
    city: 'campaign-huzhou-2026',
    /** Regular, of 乾元镇's township, village and regional centres and outposts (7.2.3). */
    town: 'campaign-qianyuan-2026',
    /** Spot-checks in 德清县 (7.2.3). */
    county: 'campaign-deqing-2026',
  },
  centres: {
    municipal: 'centre-huzhou',
    county: ['centre-deqing', 'centre-wuxing', 'centre-nanxun', 'centre-changxing', 'centre-anji'],
    /** Led by `leader`; run and evaluated by the same body, so self-evaluated. */
    leaders: 'centre-qianyuan',
    /** All that 乾元镇's committee evaluates: one township, seven village, two regional, two outposts. */
    town: CENTRES.filter(({ runByBodyId }) => runByBodyId === 'body-qianyuan').map(({ id }) => id),
    /** Others of 德清县 that the county can spot-check. */
    spotChecks: [
      'centre-wukang',
      'centre-xinshi',
      'centre-leidian',
      'centre-moganshan',
      'centre-miaoqian',
      'centre-mogan-hitech',
      'centre-homestays',
    ],
    longestName: 'centre-mogan-hitech',
  },
} as const;
