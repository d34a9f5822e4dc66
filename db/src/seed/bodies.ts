/** Evaluating bodies, and those that run centres (4.2, 7.2). */
import type { Body } from '../tables.ts';

type Row = readonly [id: string, areaId: string, name: string, nameEn: string];

const PROVINCE: readonly Row[] = [
  [
    'body-zhejiang',
    'province-zhejiang',
    '浙江省社会组织综合党委',
    'Zhejiang Committee for Social Organisations',
  ],
];

const CITY: readonly Row[] = [
  ['body-huzhou', 'city-huzhou', '湖州市社会组织综合党委', 'Huzhou Committee for Social Organisations'],
];

const COUNTIES: readonly Row[] = [
  ['body-wuxing', 'county-wuxing', '吴兴区社会组织综合党委', 'Wuxing Committee for Social Organisations'],
  ['body-nanxun', 'county-nanxun', '南浔区社会组织综合党委', 'Nanxun Committee for Social Organisations'],
  ['body-deqing', 'county-deqing', '德清县社会组织综合党委', 'Deqing Committee for Social Organisations'],
  [
    'body-changxing',
    'county-changxing',
    '长兴县社会组织综合党委',
    'Changxing Committee for Social Organisations',
  ],
  ['body-anji', 'county-anji', '安吉县社会组织综合党委', 'Anji Committee for Social Organisations'],
];

const LOCAL: readonly Row[] = [
  ['body-qianyuan', 'township-qianyuan', '中共德清县乾元镇委员会', 'Party Committee of Qianyuan Town'],
  ['body-wukang', 'township-wukang', '中共德清县武康街道工作委员会', 'Party Committee of Wukang Subdistrict'],
  ['body-xinshi', 'township-xinshi', '中共德清县新市镇委员会', 'Party Committee of Xinshi Town'],
  ['body-leidian', 'township-leidian', '中共德清县雷甸镇委员会', 'Party Committee of Leidian Town'],
  ['body-moganshan', 'township-moganshan', '中共德清县莫干山镇委员会', 'Party Committee of Moganshan Town'],
  [
    'body-mogan-hitech',
    'township-wuyang',
    '中共湖州莫干山高新技术产业开发区工作委员会',
    'Party Committee of the Huzhou Moganshan High-tech Zone',
  ],
  ['body-zhili', 'township-zhili', '中共湖州市吴兴区织里镇委员会', 'Party Committee of Zhili Town'],
  [
    'body-balidian',
    'township-balidian',
    '中共湖州市吴兴区八里店镇委员会',
    'Party Committee of Balidian Town',
  ],
  ['body-lianshi', 'township-lianshi', '中共湖州市南浔区练市镇委员会', 'Party Committee of Lianshi Town'],
  [
    'body-shuanglin',
    'township-shuanglin',
    '中共湖州市南浔区双林镇委员会',
    'Party Committee of Shuanglin Town',
  ],
  ['body-sian', 'township-sian', '中共长兴县泗安镇委员会', 'Party Committee of Sian Town'],
  ['body-heping', 'township-heping', '中共长兴县和平镇委员会', 'Party Committee of Heping Town'],
  ['body-dipu', 'township-dipu', '中共安吉县递铺街道工作委员会', 'Party Committee of Dipu Subdistrict'],
  [
    'body-tianhuangping',
    'township-tianhuangping',
    '中共安吉县天荒坪镇委员会',
    'Party Committee of Tianhuangping Town',
  ],
];

const INDUSTRY: readonly Row[] = [
  [
    'body-deqing-homestays',
    'county-deqing',
    '德清县民宿行业党委',
    'Party Committee of the Homestay Industry, Deqing',
  ],
];

const of = (kind: Body['kind'], rows: readonly Row[]): Body[] =>
  rows.map(([id, areaId, name, nameEn]) => ({ id, areaId, name, nameEn, kind }));

export const BODIES: readonly Body[] = [
  ...of('provincial-committee', PROVINCE),
  ...of('city-committee', CITY),
  ...of('county-committee', COUNTIES),
  ...of('local-party-committee', LOCAL),
  ...of('industry-party-committee', INDUSTRY),
];
