/** 浙江省湖州市: its districts, counties, towns and subdistricts as they are, and some villages and communities. */
import type { AreaLevel } from '../lists.ts';
import type { Area } from '../tables.ts';

const KINDS = {
  街道: 'Subdistrict',
  镇: 'Town',
  乡: 'Township',
  社区: 'Community',
  村: 'Village',
} as const;

/** [pinyin, 中文]; the last characters say what it is. */
type Place = readonly [pinyin: string, name: string];

const TOWNS: Readonly<Record<string, readonly Place[]>> = {
  'county-wuxing': [
    ['yuehe', '月河街道'],
    ['chaoyang', '朝阳街道'],
    ['aishan', '爱山街道'],
    ['feiying', '飞英街道'],
    ['longquan', '龙泉街道'],
    ['fenghuang', '凤凰街道'],
    ['kangshan', '康山街道'],
    ['renhuangshan', '仁皇山街道'],
    ['binhu', '滨湖街道'],
    ['longxi', '龙溪街道'],
    ['yangjiabu', '杨家埠街道'],
    ['huanzhu', '环渚街道'],
    ['zhili', '织里镇'],
    ['balidian', '八里店镇'],
    ['donglin', '东林镇'],
    ['daixi', '埭溪镇'],
    ['miaoxi', '妙西镇'],
    ['daochang', '道场乡'],
  ],
  'county-nanxun': [
    ['nanxun', '南浔镇'],
    ['lianshi', '练市镇'],
    ['shuanglin', '双林镇'],
    ['linghu', '菱湖镇'],
    ['hefu', '和孚镇'],
    ['shanlian', '善琏镇'],
    ['qianjin', '千金镇'],
    ['shicong', '石淙镇'],
    ['jiuguan', '旧馆街道'],
    ['dongqian', '东迁街道'],
  ],
  'county-deqing': [
    ['wukang', '武康街道'],
    ['wuyang', '舞阳街道'],
    ['fuxi', '阜溪街道'],
    ['xiazhuhu', '下渚湖街道'],
    ['kangqian', '康乾街道'],
    ['qianyuan', '乾元镇'],
    ['xinshi', '新市镇'],
    ['luoshe', '洛舍镇'],
    ['zhongguan', '钟管镇'],
    ['leidian', '雷甸镇'],
    ['yuyue', '禹越镇'],
    ['xinan', '新安镇'],
    ['moganshan', '莫干山镇'],
  ],
  'county-changxing': [
    ['zhicheng', '雉城街道'],
    ['huaxi', '画溪街道'],
    ['taihu', '太湖街道'],
    ['longshan', '龙山街道'],
    ['lijiaxiang', '李家巷镇'],
    ['hongqiao', '洪桥镇'],
    ['jiapu', '夹浦镇'],
    ['meishan', '煤山镇'],
    ['xiaopu', '小浦镇'],
    ['sian', '泗安镇'],
    ['lincheng', '林城镇'],
    ['hongxingqiao', '虹星桥镇'],
    ['heping', '和平镇'],
    ['shuikou', '水口乡'],
    ['lushan', '吕山乡'],
  ],
  'county-anji': [
    ['dipu', '递铺街道'],
    ['changshuo', '昌硕街道'],
    ['lingfeng', '灵峰街道'],
    ['xiaoyuan', '孝源街道'],
    ['meixi', '梅溪镇'],
    ['tianzihu', '天子湖镇'],
    ['zhangwu', '鄣吴镇'],
    ['hanggai', '杭垓镇'],
    ['xiaofeng', '孝丰镇'],
    ['baofu', '报福镇'],
    ['zhangcun', '章村镇'],
    ['tianhuangping', '天荒坪镇'],
    ['xilong', '溪龙乡'],
    ['shangshu', '上墅乡'],
    ['shanchuan', '山川乡'],
  ],
};

const VILLAGES: Readonly<Record<string, readonly Place[]>> = {
  'township-qianyuan': [
    ['zhijie', '直街社区'],
    ['xijie', '溪街社区'],
    ['dongjiao', '东郊社区'],
    ['xijiao', '西郊社区'],
    ['chengbei', '城北村'],
    ['lianhe', '联合村'],
    ['xingfu', '幸福村'],
    ['jineshan', '金鹅山村'],
  ],
  'township-moganshan': [['miaoqian', '庙前村']],
  'township-zhili': [['yigao', '义皋村']],
  'township-tianhuangping': [['yucun', '余村村']],
};

const area = (id: string, name: string, nameEn: string, level: AreaLevel, parentId: string | null): Area => ({
  id,
  name,
  nameEn,
  level,
  parentId,
});

/** 乾元镇 → Qianyuan Town */
function inEnglish([pinyin, name]: Place): string {
  const [, kind] = Object.entries(KINDS).find(([ending]) => name.endsWith(ending)) ?? ['', ''];
  return `${pinyin.charAt(0).toUpperCase()}${pinyin.slice(1)} ${kind}`.trim();
}

const below = (level: 'township' | 'village', places: Readonly<Record<string, readonly Place[]>>): Area[] =>
  Object.entries(places).flatMap(([parent, children]) =>
    children.map((place) => area(`${level}-${place[0]}`, place[1], inEnglish(place), level, parent)),
  );

/** Every area, parents first. */
export const AREAS: readonly Area[] = [
  area('province-zhejiang', '浙江省', 'Zhejiang Province', 'province', null),
  area('city-huzhou', '湖州市', 'Huzhou City', 'city', 'province-zhejiang'),
  area('county-wuxing', '吴兴区', 'Wuxing District', 'county', 'city-huzhou'),
  area('county-nanxun', '南浔区', 'Nanxun District', 'county', 'city-huzhou'),
  area('county-deqing', '德清县', 'Deqing County', 'county', 'city-huzhou'),
  area('county-changxing', '长兴县', 'Changxing County', 'county', 'city-huzhou'),
  area('county-anji', '安吉县', 'Anji County', 'county', 'city-huzhou'),
  ...below('township', TOWNS),
  ...below('village', VILLAGES),
];
