/** Facts that lower no ceiling, as lists with proof. [RQ10] */
import type { ChecklistFile } from '../rubric-file.ts';
import { TIERS } from '../types.ts';
import type { ChecklistItem, Proof, Tier } from '../types.ts';

/** clause, code, zh, en */
type Row = readonly [clause: string, code: string, zh: string, en: string];

const list = (
  code: string,
  indicator: string | null,
  proof: Proof,
  title: readonly [zh: string, en: string],
  rows: readonly Row[],
  tiers: readonly Tier[] = TIERS,
): ChecklistFile => ({
  code,
  title: { zh: title[0], en: title[1] },
  indicator,
  tiers,
  proof,
  items: rows.map(([clause, itemCode, zh, en]): ChecklistItem => ({
    code: itemCode,
    clause,
    title: { zh, en },
  })),
});

const localConditions = {
  zh: '结合实际，可标“不适用”',
  en: 'Depends on local conditions; may be not applicable',
};

const ALSO_SHOWN: readonly Row[] = [
  ['A1.4.2', 'duties', '工作职能', 'Duties'],
  ['A1.4.2', 'highlights', '亮点工作', 'Highlights'],
  ['A1.4.2', 'culture', '文化展示', 'Culture'],
  ['A1.4.2', 'party-open', '党务公开', 'Party affairs made public'],
  ['A1.4.2', 'village-open', '村（居）务公开', 'Village affairs made public'],
  ['A1.4.2', 'accounts-open', '财务公开', 'Accounts made public'],
  ['A1.4.2', 'notices', '信息公告', 'Notices'],
];
const ALSO_HELD: readonly Row[] = [
  ['A1.4.3', 'education', '红色教育区', 'Red education area'],
  ['A1.4.3', 'oath', '党员宣誓区', 'Oath area'],
  ['A1.4.3', 'deliberation', '党群议事区', 'Deliberation area'],
  ['A1.4.3', 'activities', '党群活动区', 'Activity area'],
  ['A1.4.3', 'delegates', '党代表工作室', 'Party delegates’ office'],
  ['A1.4.3', 'culture-hall', '文化礼堂', 'Culture hall'],
  ['A1.4.3', 'convenience', '便民服务中心', 'Convenience service centre'],
  ['A1.4.3', 'health', '社区卫生中心', 'Community health centre'],
  ['A1.4.3', 'care', '居家养老照料中心', 'Care centre for the elderly'],
];
const without = (rows: readonly Row[], ...codes: string[]) =>
  rows.filter(([, code]) => !codes.includes(code));

const alsoNamed: readonly ChecklistFile[] = [
  list(
    'display-also-upper',
    'A1.4.2',
    'photo',
    ['附录 A 另列的展示内容', 'Content that only Appendix A names'],
    without(ALSO_SHOWN, 'duties', 'highlights', 'culture'),
    ['municipal', 'county'],
  ),
  list(
    'display-also-lower',
    'A1.4.2',
    'photo',
    ['附录 A 另列的展示内容', 'Content that only Appendix A names'],
    without(ALSO_SHOWN, 'notices'),
    ['township', 'village', 'regional'],
  ),
  list(
    'activity-also-upper',
    'A1.4.3',
    'photo',
    ['附录 A 另列的区域', 'Zones that only Appendix A names'],
    without(ALSO_HELD, 'education', 'oath', 'deliberation', 'activities', 'delegates'),
    ['municipal', 'county'],
  ),
  list(
    'activity-also-township',
    'A1.4.3',
    'photo',
    ['附录 A 另列的区域', 'Zones that only Appendix A names'],
    without(ALSO_HELD, 'oath', 'deliberation'),
    ['township'],
  ),
  list(
    'activity-also-lower',
    'A1.4.3',
    'photo',
    ['附录 A 另列的区域', 'Zones that only Appendix A names'],
    without(ALSO_HELD, 'deliberation', 'activities', 'convenience'),
    ['village', 'regional'],
  ),
].map((checklist) => ({ ...checklist, remark: localConditions }));

const siteAndSigns: readonly ChecklistFile[] = [
  {
    ...list(
      'premises',
      'A1.1.2',
      'document',
      ['设施与安全', 'Equipment and safety'],
      [
        ['4.5.3', 'checks', '设施设备有定期检查和维护记录', 'Regular checks and upkeep on record'],
        ['4.5.3', 'cleaning', '保洁定人定责', 'Cleaning has named people'],
        ['4.5.3', 'fire', '消防安全无隐患', 'No fire hazard'],
        ['4.5.3', 'other-safety', '防盗、防潮、防震有措施', 'Measures against theft, damp and earthquake'],
      ],
    ),
    remark: { zh: '消防隐患立行立改。', en: 'A fire hazard is put right at once.' },
  },
  {
    ...list(
      'consultation',
      'A1.1.3',
      'document',
      ['建设前征求意见', 'Consultation before building'],
      [
        [
          'A1.1.3',
          'heard',
          '有征求党员、群众意见的材料',
          'Papers show that members and the public were heard',
        ],
      ],
    ),
    remark: { zh: '每年沿用，不必重新收集。', en: 'Carried forward each year.' },
  },
  list(
    'shared-upper',
    'A1.2.1',
    'document',
    ['共用场所', 'Shared use'],
    [
      [
        '5.1.2',
        'shared',
        '与综合党委、社会组织服务中心等合署或共建',
        'Housed with the committee or service centre',
      ],
    ],
    ['municipal', 'county'],
  ),
  list(
    'shared-lower',
    'A1.2.1',
    'document',
    ['共用场所', 'Shared use'],
    [
      [
        '5.1.3',
        'shared',
        '与现有党群、文明实践、文化等场所整合',
        'Joined with existing party, civic or culture venues',
      ],
    ],
    ['township', 'village'],
  ),
  list(
    'shared-regional',
    'A1.2.1',
    'document',
    ['共用场所', 'Shared use'],
    [
      [
        '5.1.4',
        'shared',
        '依托专业市场、商圈楼宇单建或联建',
        'Built in a market or business district, alone or jointly',
      ],
    ],
    ['regional'],
  ),
  list(
    'flag-outside',
    'A1.3.1',
    'photo',
    ['照片', 'Photo'],
    [['5.3.1', 'flagpole', '室外旗杆和党旗', 'Flagpole and flag outside']],
  ),
  list(
    'logo',
    'A1.3.2',
    'photo',
    ['照片', 'Photos'],
    [
      ['5.3.2', 'by-day', 'LOGO 和名称', 'Logo and name'],
      ['5.3.2', 'after-dusk', 'LOGO 和名称（天黑后拍摄）', 'Logo and name, taken after dusk'],
    ],
  ),
  list(
    'flag-inside',
    'A1.3.3',
    'photo',
    ['照片', 'Photo'],
    [['5.3.4', 'flag', '室内墙上的党旗', 'Flag on a wall inside']],
  ),
  list(
    'signs',
    'A1.3.4',
    'photo',
    ['照片', 'Photos'],
    [
      ['5.3.3', 'zones', '各功能区标牌', 'Signs of the zones'],
      ['5.3.3', 'fire', '消防标志', 'Fire signs'],
    ],
  ),
  list(
    'books',
    'A1.3.5',
    'photo',
    ['照片', 'Photo'],
    [['6.4.1', 'books', '党内书籍资料和党报党刊', 'Books, materials, newspapers and journals']],
  ),
  list(
    'stock',
    'A1.3.6',
    'photo',
    ['照片', 'Photo'],
    [['6.4.1', 'stock', '备存的党旗、党徽、党章', 'Flags, emblems and constitutions in stock']],
  ),
];

const peopleAndAssets: readonly ChecklistFile[] = [
  list(
    'part-time',
    'A1.5.1',
    'count',
    ['兼职人员', 'Part-time staff'],
    [['4.4.3', 'part-time', '有兼职工作人员', 'There are part-time staff']],
    ['municipal', 'county', 'township'],
  ),
  list(
    'members',
    'A1.5.2',
    'count',
    ['党员身份', 'Party membership'],
    [['4.4.3', 'members', '专兼职工作人员均为党员（只记人数）', 'All staff are members (numbers only)']],
  ),
  list(
    'duty',
    'A1.5.3',
    'photo',
    ['值班', 'Duty'],
    [
      ['4.4.4', 'roster', '值班表', 'Duty roster'],
      ['4.4.4', 'whereabouts', '人员去向公示', 'Whereabouts board'],
      ['4.4.4', 'attendance', '考勤记录', 'Attendance record'],
    ],
  ),
  list(
    'assets',
    'A1.6.1',
    'sample',
    ['资产', 'Assets'],
    [
      ['4.5.2', 'register', '资产登记册', 'Asset register'],
      ['4.5.2', 'matched', '抽取的物品账物相符', 'Items drawn match the register'],
    ],
  ),
  list(
    'asset-rules',
    'A1.6.2',
    'document',
    ['制度', 'Rules'],
    [['A1.6.2', 'rules', '资产管理制度文本', 'Text of the rules']],
  ),
];

const operation: readonly ChecklistFile[] = [
  list(
    'leaders',
    'A2.1.2',
    'document',
    ['负责人', 'Leaders'],
    [
      ['4.4.3', 'director', '主任 1 名，党员', 'One director, a member'],
      ['4.4.3', 'deputy', '副主任 1 名，党员', 'One deputy, a member'],
    ],
  ),
  list(
    'member-units',
    'A2.1.4',
    'document',
    ['成员单位', 'Member units'],
    [['4.3.5', 'units', '成员单位名单和职责', 'Member units and their duties']],
  ),
  {
    ...list(
      'mechanisms',
      'A2.2.1',
      'document',
      ['六项机制', 'The six mechanisms'],
      [
        ['4.3.3', 'coordination', '统筹协调', 'Coordination'],
        ['4.3.4', 'operation', '工作运行', 'Operation'],
        ['4.3.5', 'joint-meetings', '联席会议', 'Joint meetings'],
        ['4.3.6', 'services', '多元服务', 'Diverse services'],
        ['4.3.7', 'reporting', '情况报告', 'Reporting'],
        ['4.3.8', 'evaluation', '考核评价', 'Evaluation'],
      ],
    ),
    remark: {
      zh: '每项记文件、日期和最近一次使用。',
      en: 'For each: the document, its date and when it was last used.',
    },
  },
  list(
    'three-books',
    'A2.2.2',
    'sample',
    ['三本台账', 'The three books'],
    [
      ['4.3.4', 'manual', '服务手册', 'Service manual'],
      ['4.3.4', 'activities', '活动记录本', 'Activity book'],
      ['4.3.4', 'contacts', '来电来信来访记录本', 'Book of calls, letters and visits'],
    ],
  ),
  list(
    'budget',
    'A2.4.1',
    'document',
    ['经费', 'Funds'],
    [['4.5.4', 'budget', '预算或分担文件', 'Budget or cost-sharing document']],
  ),
  list(
    'party-fees',
    'A2.4.2',
    'document',
    ['党费', 'Party fees'],
    [['4.5.4', 'fees', '党费补助文件', 'Document on the subsidy']],
  ),
  list(
    'reserve-fund',
    'A2.4.3',
    'document',
    ['公积金', 'Reserve fund'],
    [['4.5.4', 'fund', '党建公积金等办法', 'Rules of a reserve fund or the like']],
  ),
  list(
    'contact-lists',
    'A2.5.1',
    'document',
    ['联系群众', 'Keeping in touch'],
    [['A2.5.1', 'lists', '党员联系职工名单', 'Lists of who keeps in touch with whom']],
  ),
];

/** Requirements that carry no points become suggestions, never deductions. */
const unscored: readonly ChecklistFile[] = [
  list(
    'made-public',
    null,
    'photo',
    ['对外公开', 'Made public'],
    [
      ['4.3.9', 'hours', '开放时间', 'Opening hours'],
      ['4.3.9', 'services', '服务清单', 'Service list'],
      ['4.3.9', 'guide', '办事指南', 'Guide'],
      ['4.3.9', 'procedures', '工作程序', 'Procedures'],
      ['4.3.9', 'weekend', '周末 AB 岗值班表', 'Weekend A/B roster'],
    ],
  ),
  list(
    'without-points',
    null,
    'document',
    ['不计分的要求', 'Requirements without points'],
    [
      [
        '4.4.1',
        'experts',
        '专家库、定期培训、认证上岗',
        'Pool of experts, regular training, certified staff',
      ],
      ['4.4.2', 'talents', '专门人才储备', 'Reserve of talents'],
      ['4.4.5', 'posts', '以购买岗位方式用人', 'Posts are purchased'],
      [
        '4.5.1',
        'no-private-use',
        '无私自买卖、改造、租赁、挪用、抵押',
        'No private sale, rebuilding, letting, misuse or pledge',
      ],
    ],
  ),
];

export const checklists: readonly ChecklistFile[] = [
  ...siteAndSigns,
  ...alsoNamed,
  ...peopleAndAssets,
  ...operation,
  ...unscored,
];
