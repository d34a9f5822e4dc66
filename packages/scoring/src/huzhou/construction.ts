/** Table A.1 建设工作 (100 points). Maxima as printed; the wording is ours. [RB4, RB5] */
import type { TableFile } from '../rubric-file.ts';

export const construction: TableFile = {
  code: 'A.1',
  title: { zh: '建设工作', en: 'Construction' },
  maximum: 100,
  groups: [
    {
      code: 'A1.1',
      title: { zh: '选址要求', en: 'Site' },
      maximum: 10,
      remark: {
        zh: '7.3.1 称“选址标准”，此处用附录 A 的名称。',
        en: 'Clause 7.3.1 says “site standard”; the name of Appendix A is used.',
      },
      indicators: [
        {
          code: 'A1.1.1',
          text: {
            zh: '位置和配套能承接本区域社会组织的党群工作；尚无条件处设党员先锋站',
            en: 'Site and facilities serve the party and mass work of the area; where conditions are lacking there is an outpost',
          },
          maximum: 6,
          clauses: ['5.1.1', '5.1.5'],
          method: 'observe',
        },
        {
          code: 'A1.1.2',
          text: {
            zh: '设施设备能正常使用，场地干净、物品有序',
            en: 'Equipment is in working order, the premises are clean and tidy',
          },
          maximum: 2,
          clauses: ['4.5.3'],
          method: 'observe',
        },
        {
          code: 'A1.1.3',
          text: {
            zh: '建设之前听取过党员和群众的意见',
            en: 'Members and the public were heard before the centre was built',
          },
          maximum: 2,
          clauses: ['A1.1.3'],
          method: 'inspect',
        },
      ],
    },
    {
      code: 'A1.2',
      title: { zh: '面积要求', en: 'Floor area' },
      maximum: 15,
      remark: {
        zh: '7.3.1 称“面积标准”，此处用附录 A 的名称。',
        en: 'Clause 7.3.1 says “area standard”; the name of Appendix A is used.',
      },
      indicators: [
        {
          code: 'A1.2.1',
          text: {
            zh: '有实体、能运转；可与其他服务中心或楼宇商圈共用场所',
            en: 'The centre is a working entity; it may share premises with other service centres or a business district',
          },
          maximum: 5,
          clauses: ['5.1.2', '5.1.3', '5.1.4', '5.2.1'],
          method: 'observe',
        },
        {
          code: 'A1.2.2',
          text: { zh: '面积达到本层级的要求', en: 'The floor area meets the requirement of the tier' },
          maximum: 10,
          clauses: ['5.2.2', '5.2.3', '5.2.4', '5.2.5', '5.2.6', '5.2.7'],
          method: 'compare',
          remark: {
            zh: '附录 A 此行中间多印了“5.2.5”字样，系误植，不影响要求。',
            en: 'Appendix A prints a stray “5.2.5” inside this line: a misprint, noted and not followed.',
          },
        },
      ],
    },
    {
      code: 'A1.3',
      title: { zh: '标识要求', en: 'Signage' },
      maximum: 24,
      remark: {
        zh: '7.3.1 称“标识标准”，此处用附录 A 的名称。',
        en: 'Clause 7.3.1 says “signage standard”; the name of Appendix A is used.',
      },
      indicators: [
        {
          code: 'A1.3.1',
          text: { zh: '门外有旗杆，党旗已升起', en: 'A flagpole stands outside with the party flag raised' },
          maximum: 4,
          clauses: ['5.3.1'],
          method: 'observe',
        },
        {
          code: 'A1.3.2',
          text: {
            zh: '外部醒目处有 LOGO 和中心名称，夜间也能看清',
            en: 'Logo and name are displayed prominently outside and can be read at night',
          },
          maximum: 4,
          clauses: ['5.3.2'],
          method: 'observe',
        },
        {
          code: 'A1.3.3',
          text: {
            zh: '室内墙面有党旗，开展党务活动时亮旗',
            en: 'The party flag hangs on a wall inside and is shown at party activities',
          },
          maximum: 4,
          clauses: ['5.3.4', 'A1.3.3'],
          method: 'observe',
          remark: {
            zh: '附录 A 用“宜”，5.3.4 用“应”；按附录 A 评分，两处均列出。',
            en: 'Appendix A says “should”, clause 5.3.4 says “shall”: scored by Appendix A, both are shown.',
          },
        },
        {
          code: 'A1.3.4',
          text: {
            zh: '各功能区标牌齐全、清楚、统一，图形符号合 GB/T 10001.1，消防标志合 GB 13495',
            en: 'Every zone has clear, uniform signs; symbols follow GB/T 10001.1, fire signs GB 13495',
          },
          maximum: 4,
          clauses: ['5.3.3'],
          method: 'observe',
        },
        {
          code: 'A1.3.5',
          text: {
            zh: '有党的书籍资料和党报党刊可读',
            en: 'Party books, materials, newspapers and journals are at hand',
          },
          maximum: 4,
          clauses: ['6.4.1'],
          method: 'observe',
        },
        {
          code: 'A1.3.6',
          text: {
            zh: '备有党旗、党徽、党章，党组织和党员可以借用',
            en: 'Party flags, emblems and constitutions are kept in stock to be borrowed',
          },
          maximum: 4,
          clauses: ['6.4.1'],
          method: 'observe',
        },
      ],
    },
    {
      code: 'A1.4',
      title: { zh: '功能设置', en: 'Functional zones' },
      maximum: 30,
      indicators: [
        {
          code: 'A1.4.1',
          text: {
            zh: '有综合服务区，能接待、能办事',
            en: 'There is a service zone for reception and for handling business',
          },
          maximum: 10,
          clauses: ['5.4.1', '5.4.2', '5.4.3'],
          method: 'observe',
        },
        {
          code: 'A1.4.2',
          text: {
            zh: '有宣传展示区，内容达到本层级的要求',
            en: 'There is a display zone showing what the tier requires',
          },
          maximum: 10,
          clauses: ['5.4.1', '5.4.2', '5.4.3'],
          method: 'observe',
          remark: {
            zh: '附录 A 列举的内容多于 5.4；只在附录 A 出现的作“结合实际”处理，不影响最高可得分。',
            en: 'Appendix A names more than 5.4 asks; what only Appendix A names depends on local conditions and lowers nothing.',
          },
        },
        {
          code: 'A1.4.3',
          text: {
            zh: '有活动功能区，区域达到本层级的要求',
            en: 'There are activity zones as the tier requires',
          },
          maximum: 10,
          clauses: ['5.4.1', '5.4.2', '5.4.3'],
          method: 'observe',
          remark: {
            zh: '附录 A 列举的区域多于 5.4；只在附录 A 出现的作“结合实际”处理，不影响最高可得分。',
            en: 'Appendix A names more than 5.4 asks; what only Appendix A names depends on local conditions and lowers nothing.',
          },
        },
      ],
    },
    {
      code: 'A1.5',
      title: { zh: '人员管理', en: 'Staff' },
      maximum: 15,
      remark: {
        zh: '7.3.1 称“人员设置”，此处用附录 A 的名称。',
        en: 'Clause 7.3.1 says “staffing”; the name of Appendix A is used.',
      },
      indicators: [
        {
          code: 'A1.5.1',
          text: {
            zh: '专兼职工作人员按本层级的要求配备',
            en: 'Full-time and part-time staff are in place as the tier requires',
          },
          maximum: 5,
          clauses: ['4.4.3', 'A1.5.1'],
          method: 'inspect',
        },
        {
          code: 'A1.5.2',
          text: {
            zh: '工作人员都是党员，政治素质好、业务能力强',
            en: 'All staff are party members, politically sound and able in their work',
          },
          maximum: 5,
          clauses: ['4.4.3'],
          method: 'ask',
        },
        {
          code: 'A1.5.3',
          text: {
            zh: '有人坐班值班，人员去向公开可查',
            en: 'Someone is on duty and the whereabouts of staff are on public view',
          },
          maximum: 5,
          clauses: ['4.4.4'],
          method: 'observe',
        },
      ],
    },
    {
      code: 'A1.6',
      title: { zh: '资产管理', en: 'Assets' },
      maximum: 6,
      indicators: [
        {
          code: 'A1.6.1',
          text: {
            zh: '资产有登记册，账目清、账物符、保管好',
            en: 'Assets are registered, the books match the items, everything is well kept',
          },
          maximum: 4,
          clauses: ['4.5.2'],
          method: 'compare',
        },
        {
          code: 'A1.6.2',
          text: { zh: '资产管理有成文的制度', en: 'There are written rules for managing assets' },
          maximum: 2,
          clauses: ['4.2.4', '4.5.3'],
          method: 'inspect',
        },
      ],
    },
  ],
};
