/** What centres of the demo did in the last eleven months: invented, as all of the demo is. */
import type { ActivityType } from '@heping/scoring';

/** How many days ago, what, and what is said of it. */
export interface DemoEntry {
  readonly ago: number;
  readonly type: ActivityType;
  readonly text?: string;
  readonly people?: number;
  readonly who?: string;
  readonly place?: string;
  readonly recipient?: string;
}

const said = (
  ago: number,
  type: ActivityType,
  text: string,
  people: number | undefined = undefined,
  [who = '', place = '']: readonly [string?, string?] = [],
): DemoEntry => ({ ago, type, text, who, place, ...(people === undefined ? {} : { people }) });
const duty = (ago: number, who: string): DemoEntry => ({ ago, type: 'duty', who });
const sent = (ago: number, type: 'report' | 'special', recipient: string): DemoEntry => ({
  ...{ ago, type, recipient },
});

const HALL = '党群议事厅';
const ROOM = '二楼学习室';

/** A town's centre, where something happens every week. */
export const TOWN_LOG: readonly DemoEntry[] = [
  said(322, 'council', '第一季度联席会议：通报年度工作要点，确定成员单位分工。', 14, ['11 家成员单位', HALL]),
  said(318, 'study', '传达学习上级全会精神，交流发言 5 人。', 38, ['社会组织党员', ROOM]),
  duty(310, '施琳、钱芸'),
  said(305, 'visit', '两家行业协会来访，咨询成立联合党支部，当日答复办理流程。', 4, ['行业协会负责人']),
  said(296, 'errand', '红色代办：协助 3 名党员办理组织关系转接。'),
  said(288, 'guidance', '上门指导老年协会党支部按期换届，审核会议材料。', 9, [
    '老年协会党支部',
    '老年活动中心',
  ]),
  said(280, 'volunteering', '“党建+助老”固定服务日：理发、测血压、修小家电。', 26, [
    '志愿者 26 人，服务 110 人次',
    '中心广场',
  ]),
  said(271, 'lending', '借出党旗 2 面、党章 15 本，用于主题党日，按期归还。', undefined, ['救援队党支部']),
  said(265, 'call', '询问周末开放时间，已告知并寄发办事指南。', undefined, ['辖区居民']),
  said(258, 'fostering', '与镇社会组织服务中心联合辅导 2 家新成立组织的章程和党建入章。', 8, [
    '两家社会组织',
  ]),
  said(250, 'study', '主题党日：集中学习党章，参观乡村治理展陈。', 42, ['社会组织党员', '乡村治理馆']),
  said(243, 'meeting', '中心工作例会：修订服务手册，明确来电来信来访登记要求。', 6, ['中心工作人员', HALL]),
  duty(240, '施琳'),
  said(236, 'project', '党建项目“邻里议事”启动，确定月度跟踪表。', 12, ['3 家承接组织']),
  said(229, 'council', '第二季度联席会议：协调共享场地，通过《党群服务清单》。', 13, ['11 家成员单位', HALL]),
  said(221, 'training', '邀请税务所讲社会组织财税与免税资格认定。', 45, ['28 家社会组织', ROOM]),
  said(214, 'convenience', '集中受理老年优待证换发 31 件，全部办结。', 31),
  said(205, 'joint', '与商会党支部共建：文娱汇演和技能比武。', 160, ['党员群众', '镇文化礼堂']),
  said(198, 'study', '微党课：青年党员讲身边的先锋故事。', 35, ['社会组织党员', ROOM]),
  said(190, 'letter', '来信建议增设电动车充电棚，转交镇城建办，十日内书面答复。', undefined, ['直街居民']),
  duty(186, '钱芸'),
  said(181, 'consultation', '“小区停车怎么办”协商会：形成 4 条共识，报镇党委。', 22, [
    '居民、物业、协会代表',
    HALL,
  ]),
  said(172, 'volunteering', '暑期护河巡河志愿行动 4 场。', 58, ['护河队党员', '余不溪沿线']),
  sent(168, 'report', '镇党委、县社会组织综合党委'),
  said(160, 'founding', '创业就业政策咨询日，现场发放政策汇编 60 册。', 40, ['青年社会组织', '中心大厅']),
  said(151, 'errand', '红色代办：为行动不便党员上门收缴党费、送学习资料。', 5),
  said(143, 'study', '专题学习：基层治理与社会组织作用，邀请党校教师授课。', 51, ['社会组织党员', ROOM]),
  said(137, 'council', '第三季度联席会议：通报项目进度，调整成员单位联系人。', 12, ['11 家成员单位', HALL]),
  said(130, 'display', '宣传展示厅更新：增加志愿服务和公益创投成果展板 8 块。'),
  said(121, 'project', '党建项目中期检查 3 个，整改建议逐条反馈。', 9, ['3 家承接组织']),
  duty(118, '施琳'),
  said(112, 'visit', '退役军人协会来访，申请使用议事厅，已安排。', 3, ['退役军人协会']),
  said(104, 'guidance', '党务培训：发展党员流程和材料规范。', 30, ['各支部组织委员', ROOM]),
  said(96, 'convenience', '便民服务：代办社保查询、公益岗位登记 18 件。', 18),
  said(88, 'study', '集中学习：对照年度重点任务交流体会。', 37, ['社会组织党员', ROOM]),
  said(80, 'training', '财务规范与党建公积金使用培训。', 33, ['26 家社会组织', ROOM]),
  said(73, 'research', '完成课题《乡镇社会组织党群服务中心一体化运行》，已结题报送。', undefined, [
    '课题组 5 人',
  ]),
  said(66, 'volunteering', '重阳敬老：党员志愿者结对走访独居老人。', 34, ['志愿服务队', '各村（社区）']),
  said(60, 'call', '反映活动室空调故障，次日维修完毕。', undefined, ['舞蹈队']),
  sent(52, 'special', '县社会组织综合党委'),
  said(45, 'fostering', '评估 4 家备案社会组织，达到登记条件的 1 家进入辅导。', 7, ['4 家社会组织']),
  said(38, 'council', '第四季度联席会议：研究考核评估准备和明年计划。', 13, ['11 家成员单位', HALL]),
  duty(33, '钱芸、施琳'),
  said(27, 'consultation', '民情收集：梳理党员群众意见 16 条，逐条反馈。', 16),
  said(20, 'joint', '与机关支部共建主题党日：帮助老年食堂上门配餐。', 24, ['两个支部']),
  said(12, 'study', '集中学习：交流评估自查情况，明确整改清单。', 36, ['社会组织党员', ROOM]),
  said(6, 'errand', '咨询接待：社会组织负责人变更所需党建材料，一次告知。', 2),
  said(3, 'meeting', '中心工作例会：核对台账与自评材料。', 6, ['中心工作人员', HALL]),
];

/** A community's centre: less, and one study fewer than asked. */
export const COMMUNITY_LOG: readonly DemoEntry[] = [
  said(300, 'study', '集中学习上级会议精神。', 18, ['社区社会组织党员', '社区会议室']),
  said(276, 'council', '联席会议：与物业、商户党支部商定共享活动室时间。', 9, ['6 家成员单位', '社区会议室']),
  said(252, 'volunteering', '楼道清洁志愿日。', 21, ['志愿者队', '各小区']),
  duty(230, '社区值班干部'),
  said(208, 'study', '主题党日：学习党章，缴纳党费。', 20, ['社区社会组织党员', '社区会议室']),
  said(175, 'convenience', '代办老年证、居住证 12 件。', 12),
  said(150, 'errand', '为两名流动党员办理报到。', 2),
  said(118, 'visit', '居民来访反映活动室灯光，三日内更换。', 1, ['居民']),
  said(92, 'consultation', '“晾衣架装在哪”议事会，达成一致。', 15, ['居民代表', '社区会议室']),
  said(64, 'council', '联席会议：确定重阳活动分工。', 8, ['6 家成员单位', '社区会议室']),
  said(41, 'study', '微党课《身边的红色代办员》。', 17, ['社区社会组织党员', '社区会议室']),
  said(15, 'joint', '与商户党支部联办邻里节。', 80, ['居民、商户', '社区广场']),
];
