/** Invented centres in real places, of every tier. */
import type { Tier } from '@heping/scoring';
import type { Centre } from '../tables.ts';

/** Telephone numbers that ring nowhere: no local number begins with 0. */
const phone = (place: number) => `0572-0000${String(place + 1).padStart(3, '0')}`;

type Row = readonly [
  id: string,
  areaId: string,
  runBy: string,
  name: string,
  nameEn: string,
  address: string,
];

// A line per centre, to be read as a table.
// prettier-ignore
const CENTRES_BY_TIER: Readonly<Record<Tier, readonly Row[]>> = {
  municipal: [
    ['centre-huzhou', 'city-huzhou', 'body-huzhou', '湖州市社会组织党群服务中心', 'Huzhou Municipal Centre', '湖州市吴兴区仁皇山路示例1号'],
  ],
  county: [
    ['centre-wuxing', 'county-wuxing', 'body-wuxing', '吴兴区社会组织党群服务中心', 'Wuxing District Centre', '吴兴区飞英街道示例路2号'],
    ['centre-nanxun', 'county-nanxun', 'body-nanxun', '南浔区社会组织党群服务中心', 'Nanxun District Centre', '南浔区南浔镇示例路3号'],
    ['centre-deqing', 'county-deqing', 'body-deqing', '德清县社会组织党群服务中心', 'Deqing County Centre', '德清县武康街道示例路4号'],
    ['centre-changxing', 'county-changxing', 'body-changxing', '长兴县社会组织党群服务中心', 'Changxing County Centre', '长兴县雉城街道示例路5号'],
    ['centre-anji', 'county-anji', 'body-anji', '安吉县社会组织党群服务中心', 'Anji County Centre', '安吉县昌硕街道示例路6号'],
  ],
  township: [
    ['centre-qianyuan', 'township-qianyuan', 'body-qianyuan', '德清县乾元镇社会组织党群服务中心', 'Qianyuan Town Centre', '德清县乾元镇示例街7号'],
    ['centre-wukang', 'township-wukang', 'body-wukang', '德清县武康街道社会组织党群服务中心', 'Wukang Subdistrict Centre', '德清县武康街道示例路8号'],
    ['centre-xinshi', 'township-xinshi', 'body-xinshi', '德清县新市镇社会组织党群服务中心', 'Xinshi Town Centre', '德清县新市镇示例街9号'],
    ['centre-leidian', 'township-leidian', 'body-leidian', '德清县雷甸镇社会组织党群服务中心', 'Leidian Town Centre', '德清县雷甸镇示例路10号'],
    ['centre-moganshan', 'township-moganshan', 'body-moganshan', '德清县莫干山镇社会组织党群服务中心', 'Moganshan Town Centre', '德清县莫干山镇示例路11号'],
    ['centre-zhili', 'township-zhili', 'body-zhili', '吴兴区织里镇社会组织党群服务中心', 'Zhili Town Centre', '吴兴区织里镇示例路12号'],
    ['centre-balidian', 'township-balidian', 'body-balidian', '吴兴区八里店镇社会组织党群服务中心', 'Balidian Town Centre', '吴兴区八里店镇示例路13号'],
    ['centre-lianshi', 'township-lianshi', 'body-lianshi', '南浔区练市镇社会组织党群服务中心', 'Lianshi Town Centre', '南浔区练市镇示例路14号'],
    ['centre-shuanglin', 'township-shuanglin', 'body-shuanglin', '南浔区双林镇社会组织党群服务中心', 'Shuanglin Town Centre', '南浔区双林镇示例街15号'],
    ['centre-sian', 'township-sian', 'body-sian', '长兴县泗安镇社会组织党群服务中心', 'Sian Town Centre', '长兴县泗安镇示例路16号'],
    ['centre-heping', 'township-heping', 'body-heping', '长兴县和平镇社会组织党群服务中心', 'Heping Town Centre', '长兴县和平镇示例路17号'],
    ['centre-dipu', 'township-dipu', 'body-dipu', '安吉县递铺街道社会组织党群服务中心', 'Dipu Subdistrict Centre', '安吉县递铺街道示例路18号'],
    ['centre-tianhuangping', 'township-tianhuangping', 'body-tianhuangping', '安吉县天荒坪镇社会组织党群服务中心', 'Tianhuangping Town Centre', '安吉县天荒坪镇示例路19号'],
  ],
  village: [
    ['centre-zhijie', 'village-zhijie', 'body-qianyuan', '乾元镇直街社区社会组织党群服务中心', 'Zhijie Community Centre', '德清县乾元镇直街社区示例弄1号'],
    ['centre-xijie', 'village-xijie', 'body-qianyuan', '乾元镇溪街社区社会组织党群服务中心', 'Xijie Community Centre', '德清县乾元镇溪街社区示例弄2号'],
    ['centre-dongjiao', 'village-dongjiao', 'body-qianyuan', '乾元镇东郊社区社会组织党群服务中心', 'Dongjiao Community Centre', '德清县乾元镇东郊社区示例弄3号'],
    ['centre-chengbei', 'village-chengbei', 'body-qianyuan', '乾元镇城北村社会组织党群服务中心', 'Chengbei Village Centre', '德清县乾元镇城北村示例组4号'],
    ['centre-lianhe', 'village-lianhe', 'body-qianyuan', '乾元镇联合村社会组织党群服务中心', 'Lianhe Village Centre', '德清县乾元镇联合村示例组5号'],
    ['centre-xingfu', 'village-xingfu', 'body-qianyuan', '乾元镇幸福村社会组织党群服务中心', 'Xingfu Village Centre', '德清县乾元镇幸福村示例组6号'],
    ['centre-jineshan', 'village-jineshan', 'body-qianyuan', '乾元镇金鹅山村社会组织党群服务中心', 'Jineshan Village Centre', '德清县乾元镇金鹅山村示例组7号'],
    ['centre-miaoqian', 'village-miaoqian', 'body-moganshan', '莫干山镇庙前村社会组织党群服务中心', 'Miaoqian Village Centre', '德清县莫干山镇庙前村示例组8号'],
    ['centre-yigao', 'village-yigao', 'body-zhili', '织里镇义皋村社会组织党群服务中心', 'Yigao Village Centre', '吴兴区织里镇义皋村示例组9号'],
    ['centre-yucun', 'village-yucun', 'body-tianhuangping', '天荒坪镇余村村社会组织党群服务中心', 'Yucun Village Centre', '安吉县天荒坪镇余村村示例组10号'],
  ],
  regional: [
    ['centre-qianyuan-park', 'township-qianyuan', 'body-qianyuan', '乾元镇工业园区域性社会组织党群服务中心', 'Regional Centre of Qianyuan Industrial Park', '德清县乾元镇示例工业园1幢'],
    ['centre-qianyuan-oldtown', 'township-qianyuan', 'body-qianyuan', '乾元古镇商圈区域性社会组织党群服务中心', 'Regional Centre of Qianyuan Old Town', '德清县乾元镇示例古街2号'],
    // The longest name of all, on purpose: pages must wrap it and forms must print it.
    ['centre-mogan-hitech', 'township-wuyang', 'body-mogan-hitech', '湖州莫干山国家高新技术产业开发区舞阳街道地理信息小镇区域性社会组织党群服务中心', 'Regional Centre of Geoinformation Town, Wuyang Subdistrict, Huzhou Moganshan National High-tech Industrial Development Zone', '德清县舞阳街道示例科技园3幢'],
    ['centre-homestays', 'township-moganshan', 'body-deqing-homestays', '莫干山民宿行业区域性社会组织党群服务中心', 'Regional Centre of the Moganshan Homestays', '德清县莫干山镇示例山居4号'],
  ],
  outpost: [
    ['centre-qianyuan-chamber', 'township-qianyuan', 'body-qianyuan', '乾元镇商会党员先锋站', 'Outpost at the Qianyuan Chamber of Commerce', '德清县乾元镇示例街20号'],
    ['centre-qianyuan-rescue', 'township-qianyuan', 'body-qianyuan', '乾元镇民间救援队党员先锋站', 'Outpost at the Qianyuan Volunteer Rescue Team', '德清县乾元镇示例街21号'],
    ['centre-zhili-garments', 'township-zhili', 'body-zhili', '织里镇童装商会党员先锋站', 'Outpost at the Zhili Garment Chamber', '吴兴区织里镇示例路22号'],
  ],
};

export const CENTRES: readonly Centre[] = (Object.entries(CENTRES_BY_TIER) as [Tier, readonly Row[]][])
  .flatMap(([tier, rows]) => rows.map((row) => [tier, row] as const))
  .map(([tier, [id, areaId, runByBodyId, name, nameEn, address]], place) => ({
    ...{ id, name, nameEn, tier, areaId, runByBodyId, address },
    phone: phone(place),
    isDemo: true,
  }));
