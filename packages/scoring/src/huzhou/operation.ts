/** Table A.2 运行管理工作 (100 points). Maxima as printed; the wording is ours. [RB4, RB5] */
import type { TableFile } from '../rubric-file.ts';

export const operation: TableFile = {
  code: 'A.2',
  title: { zh: '运行管理工作', en: 'Operation' },
  maximum: 100,
  remark: {
    zh: '附录 A 的引导语把表 A.2 也写成“建设工作”，系误植；以表题“运行管理工作”为准。',
    en: 'The lead-in of Table A.2 says “construction”: a misprint; the title of the table decides.',
  },
  groups: [
    {
      code: 'A2.1',
      title: { zh: '班子建设', en: 'Leadership' },
      maximum: 8,
      indicators: [
        {
          code: 'A2.1.1',
          text: {
            zh: '班子政治立场坚定、作风好，善于协调各方利益',
            en: 'The leadership is politically firm, works well and balances interests',
          },
          maximum: 2,
          clauses: ['A2.1.1'],
          method: 'ask',
        },
        {
          code: 'A2.1.2',
          text: {
            zh: '班子齐全、架构和分工清楚，政治核心和引领作用看得见',
            en: 'The leadership is complete, its structure and duties are clear, its leading role shows',
          },
          maximum: 2,
          clauses: ['4.3.4', '4.4.3'],
          method: 'inspect',
        },
        {
          code: 'A2.1.3',
          text: {
            zh: '班子成员落实党的政策，上级交办的事完成得好',
            en: 'Its members carry out party policy and the tasks given from above',
          },
          maximum: 2,
          clauses: ['A2.1.3'],
          method: 'listen',
        },
        {
          code: 'A2.1.4',
          text: {
            zh: '成员单位明确、履职认真、思路清楚，并定期开会研究中心工作',
            en: 'Member units are named, do their part with a clear plan and meet regularly about the centre',
          },
          maximum: 2,
          clauses: ['4.3.5'],
          method: 'inspect',
        },
      ],
    },
    {
      code: 'A2.2',
      title: { zh: '制度建设', en: 'Mechanisms' },
      maximum: 12,
      remark: {
        zh: '7.3.2 称“制度体系建设”，此处用附录 A 的名称。',
        en: 'Clause 7.3.2 says “system of rules”; the name of Appendix A is used.',
      },
      indicators: [
        {
          code: 'A2.2.1',
          text: {
            zh: '六项机制都已建立：统筹协调、工作运行、联席会议、多元服务、情况报告、考核评价',
            en: 'All six mechanisms exist: coordination, operation, joint meetings, diverse services, reporting, evaluation',
          },
          maximum: 7,
          clauses: ['4.3.3', '4.3.4', '4.3.5', '4.3.6', '4.3.7', '4.3.8'],
          method: 'inspect',
        },
        {
          code: 'A2.2.2',
          text: {
            zh: '各项机制真正在用，台账资料完整',
            en: 'The mechanisms are in use and their records complete',
          },
          maximum: 5,
          clauses: ['4.3.4'],
          method: 'inspect',
        },
      ],
    },
    {
      code: 'A2.3',
      title: { zh: '作用发挥', en: 'Effect' },
      maximum: 55,
      indicators: [
        {
          code: 'A2.3.1',
          text: {
            zh: '指导员、轮值主席、管理人员到位，党员有责任岗，联席会议按期召开，能协助上级党委',
            en: 'Instructors, rotating chair and managers are in place, members hold duty posts, joint meetings are held, the higher committee is assisted',
          },
          maximum: 5,
          clauses: ['4.3.5', '4.4.1'],
          method: 'inspect',
        },
        {
          code: 'A2.3.2',
          text: {
            zh: '指导区域内社会组织发展党员、换届、办理党群业务和党务培训',
            en: 'Guides the area’s organisations in recruiting members, elections, party business and training',
          },
          maximum: 5,
          clauses: ['6.1.1'],
          method: 'inspect',
        },
        {
          code: 'A2.3.3',
          text: {
            zh: '受理党群业务咨询和办理，策划党内活动，提供“红色代办”，方便群众',
            en: 'Advises on and handles party business, plans activities, runs errands for members, serves the public',
          },
          maximum: 5,
          clauses: ['6.1.2', '6.9.1'],
          method: 'inspect',
        },
        {
          code: 'A2.3.4',
          text: {
            zh: '与同级社会组织服务中心一起培育社会组织：组织建设、规范运行、党建引领',
            en: 'Helps the service centre of its level to develop organisations: structure, sound operation, party guidance',
          },
          maximum: 6,
          clauses: ['6.2.1'],
          method: 'inspect',
        },
        {
          code: 'A2.3.5',
          text: {
            zh: '整合区域党建资源，党建与群建互相带动；提供场地，指导党群、文娱和技能比武活动',
            en: 'Joins the party resources of the area, party and mass work further each other; offers room and guidance for activities, culture and skills contests',
          },
          maximum: 5,
          clauses: ['4.3.2', '4.3.3', '6.1.1'],
          method: 'listen',
        },
        {
          code: 'A2.3.6',
          text: {
            zh: '指导社会组织做党建项目，动态跟踪管理',
            en: 'Guides party-building projects of organisations and keeps track of them',
          },
          maximum: 6,
          clauses: ['6.3.1', '6.3.2', '6.3.3'],
          method: 'inspect',
        },
        {
          code: 'A2.3.7',
          text: {
            zh: '有党员志愿者队伍，以“党建+”指导微心愿、固定服务日等红色志愿活动',
            en: 'Has a team of member volunteers and guides volunteer work such as small wishes and fixed service days',
          },
          maximum: 6,
          clauses: ['6.5.1', '6.5.2', '6.5.3'],
          method: 'inspect',
        },
        {
          code: 'A2.3.8',
          text: {
            zh: '教育培训场所规范，常请相关部门来授课，助力创业创新；集中或日常学习达到次数，参与度高',
            en: 'Training is well housed, departments teach regularly and help founders; collective or regular study is held often enough and well attended',
          },
          maximum: 5,
          clauses: ['6.4.2', '6.4.3', '6.7.2', 'A2.3.8'],
          method: 'inspect',
        },
        {
          code: 'A2.3.9',
          text: {
            zh: '社情民意有收集、有反馈，帮助社会组织参与协商，并探索做法和制度',
            en: 'Collects and answers what people say, helps organisations take part in consultation, tries out ways of doing so',
          },
          maximum: 6,
          clauses: ['6.6.1', '6.6.2', '6.6.3'],
          method: 'inspect',
        },
        {
          code: 'A2.3.10',
          text: {
            zh: '开展党建群团课题研究或标准制定，达到每年的数量',
            en: 'Works on research topics or standards, as many a year as asked',
          },
          maximum: 6,
          clauses: ['6.10', 'A2.3.10'],
          method: 'inspect',
        },
      ],
    },
    {
      code: 'A2.4',
      title: { zh: '资金保障', en: 'Funding' },
      maximum: 15,
      indicators: [
        {
          code: 'A2.4.1',
          text: {
            zh: '建设和运转经费有着落：市、区县、乡镇靠本级财政，村（社区）由乡镇与村分担或独担',
            en: 'Building and running costs are covered: by the budget of the level down to townships; for villages shared or borne by township and village',
          },
          maximum: 5,
          clauses: ['4.5.4'],
          method: 'inspect',
        },
        {
          code: 'A2.4.2',
          text: {
            zh: '上级党委以党费补助所辖中心',
            en: 'The higher committee subsidises the centre from party fees',
          },
          maximum: 5,
          clauses: ['4.5.4'],
          method: 'inspect',
        },
        {
          code: 'A2.4.3',
          text: {
            zh: '运行党建公积金等办法，社会组织参与预存，经费来源多样',
            en: 'A reserve fund or the like is in use, organisations pay in, funding has several sources',
          },
          maximum: 5,
          clauses: ['4.5.4'],
          method: 'inspect',
        },
      ],
    },
    {
      code: 'A2.5',
      title: { zh: '群众评价', en: 'What people say' },
      maximum: 10,
      indicators: [
        {
          code: 'A2.5.1',
          text: {
            zh: '党员联系群众落到人头；党组织有凝聚力，书记、党员肯服务、有威信；社会组织稳定和谐',
            en: 'Every member keeps in touch with named workers; the organisation holds together, serves, is respected; organisations are in harmony',
          },
          maximum: 5,
          clauses: ['A2.5.1'],
          method: 'ask',
        },
        {
          code: 'A2.5.2',
          text: {
            zh: '党组织在职工群众中的满意度达到要求',
            en: 'Workers’ and the public’s satisfaction with the party organisation reaches the threshold',
          },
          maximum: 5,
          clauses: ['7.4.3', 'A2.5.2'],
          method: 'ask',
        },
      ],
    },
  ],
};
