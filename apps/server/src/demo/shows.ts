/** The evaluations of the demo, a row each: where, when, by whom, how far, and what is special about them. */
import { DEMO } from '@heping/db';
import type { EvaluationKind } from '@heping/scoring';
import type { Shortfalls } from './facts.ts';
import type { Quality } from './scores.ts';

/** How far an evaluation has come when the demo begins. */
export const CHAPTERS = [
  'planned',
  'cancelled',
  'opened',
  'scoring',
  'deliberation',
  'signing',
  'signed-back',
  'preliminary',
  'approved',
  'notice',
  'published',
] as const;
export type Chapter = (typeof CHAPTERS)[number];

export interface Show {
  /** A key of DEMO.campaigns, or the one that is scored jointly. */
  readonly campaign: keyof typeof DEMO.campaigns | 'joint';
  readonly centre: string;
  readonly kind: EvaluationKind;
  /** Working days from today of the visit; negative lies behind. */
  readonly day: number;
  /** The first one chairs. */
  readonly panel: readonly string[];
  readonly until: Chapter;
  readonly quality?: Quality;
  readonly shortfalls?: Shortfalls;
  /** The chair lifts the floor area’s ceiling. */
  readonly isLifted?: boolean;
  /** The last of the panel steps back before scoring. */
  readonly isRecused?: boolean;
  /** The centre answers what was delivered, and objects to one finding; how far that has come. */
  readonly objection?: 'proposed' | 'decided';
  /** The second of the panel signs with a dissent. */
  readonly isDissented?: boolean;
  /** The centre has handed in what it says of itself before. */
  readonly isSelfAssessed?: boolean;
  /** The centre has begun to answer, and its plan is being written. */
  readonly isPlanned?: boolean;
}

const E = DEMO.evaluators;
const seats = (...places: readonly number[]) =>
  places.map((place) => {
    const id = E[place];
    if (id === undefined) throw new Error(`demo: expected an evaluator at place ${place}`);
    return id;
  });

/** chair and panelist1 to panelist4, whose passwords the start prints. */
const SHOWN = seats(0, 1, 2, 3, 4);
const SECOND = seats(5, 6, 7, 8, 9);
const THIRD = seats(10, 11, 12);
const SEVEN = seats(13, 14, 15, 16, 17, 1, 2);

const town = (row: Omit<Show, 'campaign' | 'kind'>): Show => ({ campaign: 'town', kind: 'regular', ...row });
const county = (row: Omit<Show, 'campaign' | 'kind'>): Show => ({
  campaign: 'county',
  kind: 'spot-check',
  ...row,
});
const city = (row: Omit<Show, 'campaign' | 'kind'>): Show => ({ campaign: 'city', kind: 'regular', ...row });

export const SHOWS: readonly Show[] = [
  // 乾元镇: every phase, with the accounts that the start prints
  town({ centre: 'centre-qianyuan-chamber', day: 3, panel: SHOWN, until: 'planned' }),
  town({ centre: 'centre-qianyuan-rescue', day: -4, panel: SECOND, until: 'cancelled' }),
  town({ centre: 'centre-zhijie', day: 0, panel: SHOWN, isSelfAssessed: true, until: 'opened' }),
  town({
    centre: 'centre-xijie',
    day: 0,
    panel: SHOWN,
    isSelfAssessed: true,
    until: 'scoring',
    quality: 'fair',
  }),
  town({
    centre: 'centre-dongjiao',
    day: 0,
    panel: seats(0, 1, 2, 6),
    until: 'scoring',
    quality: 'fair',
    shortfalls: { 'floor-area': 1820 },
  }),
  town({
    centre: 'centre-chengbei',
    isSelfAssessed: true,
    day: 0,
    panel: SHOWN,
    until: 'deliberation',
    quality: 'fair',
    shortfalls: { study: 3 },
  }),
  town({
    centre: 'centre-lianhe',
    day: 0,
    panel: SHOWN,
    until: 'signing',
    quality: 'fair',
    isDissented: true,
  }),
  town({
    centre: 'centre-xingfu',
    day: -1,
    panel: SHOWN,
    until: 'preliminary',
    quality: 'weak',
    shortfalls: { satisfaction: 860 },
  }),
  town({ centre: 'centre-jineshan', day: -4, panel: SECOND, until: 'approved', quality: 'good' }),
  town({
    centre: DEMO.centres.leaders,
    isSelfAssessed: true,
    day: -6,
    panel: seats(5, 3, 4, 6, 7),
    until: 'notice',
    quality: 'fair',
    shortfalls: { 'floor-area': 2860, 'content.notices': false },
    isDissented: true,
    isPlanned: true,
    objection: 'proposed',
  }),
  town({
    centre: 'centre-qianyuan-park',
    day: -22,
    panel: SHOWN,
    until: 'published',
    quality: 'good',
    shortfalls: { 'floor-area': 1860 },
    isLifted: true,
  }),
  town({
    centre: 'centre-qianyuan-oldtown',
    day: -20,
    panel: seats(10, 11, 12, 8),
    until: 'published',
    objection: 'decided',
    quality: 'weak',
    shortfalls: { 'content.volunteering': false, topics: 0 },
    isRecused: true,
  }),

  // 德清县: spot-checks
  county({ centre: 'centre-wukang', day: 2, panel: SHOWN, until: 'planned' }),
  county({ centre: 'centre-miaoqian', day: 5, panel: THIRD, until: 'planned' }),
  county({ centre: 'centre-homestays', day: 8, panel: SECOND, until: 'planned' }),
  county({
    centre: DEMO.centres.leaders,
    isSelfAssessed: true,
    day: 0,
    panel: seats(13, 14, 15),
    until: 'signing',
    quality: 'fair',
    shortfalls: { 'floor-area': 2860 },
  }),
  county({
    centre: 'centre-moganshan',
    day: -2,
    panel: seats(5, 1, 2, 8),
    until: 'signed-back',
    quality: 'fair',
  }),
  county({ centre: 'centre-xinshi', day: -18, panel: SECOND, until: 'published', quality: 'good' }),
  county({
    centre: DEMO.centres.longestName,
    day: -16,
    panel: seats(16, 17, 3),
    until: 'published',
    quality: 'fair',
    shortfalls: { staff: 0 },
  }),
  {
    campaign: 'joint',
    kind: 'spot-check',
    centre: 'centre-leidian',
    day: 0,
    panel: seats(0, 1, 2),
    until: 'deliberation',
    quality: 'fair',
  },

  // 湖州市 and 浙江省: county and municipal centres
  city({ centre: 'centre-changxing', day: 4, panel: SEVEN, until: 'planned' }),
  city({ centre: 'centre-anji', day: 0, panel: THIRD, until: 'scoring', quality: 'good' }),
  city({ centre: 'centre-nanxun', day: -1, panel: seats(5, 6, 7), until: 'preliminary', quality: 'good' }),
  city({ centre: 'centre-wuxing', day: -6, panel: seats(8, 9, 10, 11), until: 'notice', quality: 'good' }),
  city({
    centre: 'centre-deqing',
    day: -22,
    panel: SEVEN,
    until: 'published',
    quality: 'good',
    shortfalls: { 'zones-activity.delegates': false },
  }),
  {
    campaign: 'province',
    kind: 'regular',
    centre: DEMO.centres.municipal,
    day: 0,
    panel: SEVEN,
    until: 'deliberation',
    quality: 'good',
  },
];
