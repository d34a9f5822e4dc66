/** What panels write in the demo: reasons of deductions, remarks, evidence notes and talk. Invented. */
import type { IndicatorCode } from '@heping/scoring';

/** Why points were taken off, as a panel puts it. */
export const REASONS: Readonly<Record<IndicatorCode, string>> = {
  'A1.1.1': '距最近的公交站约 900 米，老年党员反映往来不便，周边缺少指引。',
  'A1.1.2': '会议室投影无法使用，设施设备没有定期检查记录。',
  'A1.1.3': '建设前听取意见只有一次座谈会签到，未见意见汇总和采纳情况。',
  'A1.2.1': '与便民服务中心合用场地，共用时段和责任没有书面约定。',
  'A1.2.2': '实测面积低于本层级要求，活动室与仓储混用，可用空间不足。',
  'A1.3.1': '门外旗杆到位，检查当日上午党旗未升起。',
  'A1.3.2': 'LOGO 灯箱两处不亮，夜间看不清中心名称。',
  'A1.3.3': '党员活动室墙面党旗有褪色，未及时更换。',
  'A1.3.4': '二楼功能区标牌样式不统一，疏散通道标志缺一处。',
  'A1.3.5': '党报党刊架上最新一期为上月，书籍以旧版为主。',
  'A1.3.6': '党徽、党章备有，借用登记本自 6 月起没有记录。',
  'A1.4.1': '接待和办事合用一张桌子，办事指南未上墙。',
  'A1.4.2': '展板内容更新不及时，信息公告停留在上半年。',
  'A1.4.3': '议事区与活动区合用，没有固定的议事设施。',
  'A1.5.1': '工作人员同时承担其他工作，到岗时间不足。',
  'A1.5.2': '一名工作人员对“三会一课”流程回答不完整。',
  'A1.5.3': '没有人员去向公示，周末没有值班安排。',
  'A1.6.1': '抽查 10 件资产，1 件有账无物，2 件未贴标签。',
  'A1.6.2': '资产管理制度未写明报废和处置程序。',
  'A2.1.1': '访谈中有成员单位反映协调答复不够及时。',
  'A2.1.2': '班子分工文件未随人员变动更新。',
  'A2.1.3': '两项上级交办事项未按期反馈。',
  'A2.1.4': '成员单位会议到会不齐，两次会议缺少纪要。',
  'A2.2.1': '六项机制中情况报告机制没有成文。',
  'A2.2.2': '三本台账各抽 3 个月，活动记录本缺 3 月记录。',
  'A2.3.1': '轮值主席轮换有记录，党员责任岗未挂牌。',
  'A2.3.2': '指导换届的材料只有一家，党务培训签到不全。',
  'A2.3.3': '“红色代办”登记不全，3 件没有办结时间。',
  'A2.3.4': '培育的社会组织名单未更新，规范化建设缺少跟踪记录。',
  'A2.3.5': '场地使用以会议为主，文娱和技能比武活动偏少。',
  'A2.3.6': '党建项目有立项，缺少中期跟踪和结项材料。',
  'A2.3.7': '志愿服务固定日有公示，部分活动没有签到。',
  'A2.3.8': '全年集中学习 3 次，未达到次数要求，授课以自学为主。',
  'A2.3.9': '收集社情民意 11 条，其中 4 条没有反馈结果。',
  'A2.3.10': '课题已立项，尚未形成成果材料。',
  'A2.4.1': '运转经费由镇财政保障，年度预算未单列。',
  'A2.4.2': '党费补助有拨付凭证，使用明细未公开。',
  'A2.4.3': '党建公积金办法已建立，参与预存的社会组织只有 3 家。',
  'A2.5.1': '联系名单完整，走访记录集中在年末补写。',
  'A2.5.2': '问卷满意度低于 90 %，主要意见集中在开放时间。',
};

/** The same where a requirement is not met: it is named. */
export const UNMET_REASONS: Readonly<Record<IndicatorCode, string>> = {
  'A1.4.2': '没有信息公告，展示内容不全。',
  'A1.4.3': '没有党代表工作室，活动功能区不全。',
  'A1.5.1': '没有专职工作人员，日常由其他科室人员兼管。',
};

/** What is not there where an indicator loses points: what its reason says, item by item. */
export const MISSING: Readonly<Record<IndicatorCode, readonly string[]>> = {
  'A1.1.2': ['premises.checks'],
  'A1.4.1': ['made-public.guide'],
  'A1.5.3': ['duty.whereabouts', 'made-public.weekend'],
  'A1.6.1': ['assets.matched'],
  'A2.2.1': ['mechanisms.reporting'],
};
/** Samples of which one was not found where the indicator loses points. */
export const SHORT: Readonly<Record<IndicatorCode, readonly string[]>> = {
  'A1.6.1': ['assets.register', 'assets.matched'],
  'A2.2.2': ['three-books.activities'],
};

/** How many were drawn, as the notes below say; by list. */
export const DRAWN: Readonly<Record<string, number>> = { assets: 10, 'three-books': 3 };

/** The paper that shows an item of a checklist. */
export const DOCUMENTS: Readonly<Record<string, string>> = {
  'premises.checks': '设备巡检维修登记本',
  'premises.cleaning': '卫生责任分工表',
  'premises.fire': '消防安全检查表',
  'premises.other-safety': '安全管理制度',
  'consultation.heard': '征求意见座谈会签到表',
  'shared-upper.shared': '合署办公会议纪要',
  'shared-lower.shared': '阵地整合方案',
  'shared-regional.shared': '联建方案',
  'asset-rules.rules': '资产管理办法（试行）',
  'leaders.director': '中心主任任职通知',
  'leaders.deputy': '中心副主任任职通知',
  'member-units.units': '成员单位职责分工表',
  'mechanisms.coordination': '统筹协调工作制度',
  'mechanisms.operation': '中心工作运行规程',
  'mechanisms.joint-meetings': '联席会议议事规则',
  'mechanisms.services': '服务项目管理办法',
  'mechanisms.reporting': '情况报告制度',
  'mechanisms.evaluation': '年度考核评价办法',
  'budget.budget': '经费分担协议',
  'party-fees.fees': '党费补助拨付通知',
  'reserve-fund.fund': '党建公积金管理细则',
  'contact-lists.lists': '党员联系职工分组表',
  'without-points.experts': '专家库成员表',
  'without-points.talents': '后备人才登记表',
  'without-points.posts': '岗位购买合同',
  'without-points.no-private-use': '资产使用自查报告',
};

/** Evidence notes, a paragraph a line; a line that begins with “· ” is an item of a list. */
export const NOTES: Readonly<Record<IndicatorCode, string>> = {
  'A1.1.1': '步行至公交站约 9 分钟，临街有停车位 6 个。\n门口导视牌为 2024 年更换。',
  'A1.2.2': '激光测距仪两次测量取平均值：\n· 服务大厅\n· 活动室\n· 议事室\n公摊楼道和仓库不计入。',
  'A1.3.2': '17:40 天黑后再次到现场查看并拍照，正门与侧门各一张。',
  'A1.4.2': '展板共 8 块，逐块核对清单。',
  'A1.5.3': '查看 11 月值班表和签到，现场在岗 2 人。',
  'A1.6.1': '从资产登记册随机抽 10 件核对：桌椅、打印机、投影、音响、展柜。',
  'A2.2.2': '三本台账各抽 3 个月：\n· 服务手册\n· 活动记录本\n· 来电来信来访记录本',
  'A2.3.7': '查看志愿服务签到和照片，与公示的固定服务日逐一比对。',
  'A2.3.8': '学习记录按季度查看，签到、照片和材料齐全的才计次数。',
  'A2.5.2': '现场发放问卷，收回后由两人计票；“满意”“基本满意”计为满意。',
};

/** What panelists write beside their own scores. */
export const REMARKS: readonly string[] = [
  '现场看过，与台账一致。',
  '资料有缺页，建议补齐。',
  '整体较好，细节可再规范。',
  '与负责人当面核实。',
  '建议列入整改。',
];

/** How facts were got, by requirement. */
export const HOW: Readonly<Record<string, string>> = {
  'floor-area': '激光测距仪实测，两人读数取平均',
  staff: '核对劳动合同和社保记录',
  'staff-held': '查看村（社区）任职文件',
  study: '学习记录与签到逐次核对',
  topics: '查看立项文件和成果材料',
  satisfaction: '现场问卷 60 份，收回 57 份，匿名',
};

/** Posts, dates or titles behind a count, by requirement, as many as are counted; posts only, no names. */
export const NAMES_OF: Readonly<Record<string, readonly string[]>> = {
  staff: ['综合岗', '服务岗', '活动岗'],
  'staff-held': ['村（社区）党组织副书记'],
  study: ['3 月', '5 月', '6 月', '9 月', '10 月'],
  topics: ['社会组织党建工作课题', '服务规范'],
};

/** Talk of a panel about an indicator that its members see differently; spoken in turn. */
export const TALK: readonly (readonly string[])[] = [
  [
    '这一项大家分歧比较大，先说说各自看到的情况。',
    '我按清单逐项核的，缺的那一处现场确认过，负责人也认可。',
    '我给得高是因为上半年的材料是全的，如果只看现在确实不够。',
    '那就以检查当日为准，扣分原因里把日期写清楚。',
  ],
  [
    '条款里写的是“应”，我倾向扣一档。',
    '同意扣，但不宜过重，对方上个月已经在改。',
    '整改中的先不计入，明年复核时再看。',
  ],
  ['面积以两次实测的平均值为准，公摊不算。', '同意，记录里已经写明测量方法。'],
];

/** Said of the indicator that lost most. */
export const dissentOn = (indicator: IndicatorCode): string =>
  `${indicator} 所列问题不是个别情况，扣分偏轻，保留意见。`;
export const EXCEPTION = '所在为历史街区，房屋结构不允许扩建，另有共享活动室可用。';
export const CANCELLED = '该站点因救援队驻地搬迁，本季度不具备现场评价条件，另行安排。';
export const RECUSED = '本人上半年曾参与该中心的装修验收，申请回避。';
export const sentBackOver = (indicator: IndicatorCode): string =>
  `${indicator} 的扣分原因写得过简，请评价组补充具体情况后重新签字。`;
export const UNFINISHED = '一名评价人员临时执行防汛任务，未评项目由其余人员评定。';
export const MINUTES = '党（工）委会议集体审定，同意评价组意见。';

/** What a centre says against a finding, and what the committee makes of it. */
export const GROUNDS = '当日漏看二楼东侧的公示栏和台账，照片和登记表可查；请按实际情况复核。';
export const PROPOSAL = '经调阅照片和登记表，情况基本属实，但更新不及时，采纳其中一部分。';
export const SUGGESTIONS = [
  { at: '4.4.1', text: '建议与区内高校合作建立专家库，每年组织两次专题培训，培训记录归档。' },
  { at: 'A1.3.2', text: '夜间标识亮度尚可，建议在路口增设一块导视牌，方便初次来访的群众。' },
] as const;
