/** Refusals of the activity log. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const ACTIVITY_REFUSALS = {
  ACTIVITY_AHEAD: {
    status: 422,
    zh: '{day} 还没有到；工作台账只登记已经开展的工作，请改为 {today} 或更早的日期。',
    en: '{day} is still to come. The log takes what has happened: please choose {today} or an earlier day.',
  },
  ACTIVITY_EARLY: {
    status: 422,
    zh: '{day} 早于 {year} 年；请核对年份后再保存。',
    en: '{day} is before {year}. Please look at the year and save again.',
  },
  ACTIVITY_FULL: {
    status: 409,
    zh: '这个中心 {year} 年已登记满 {most} 条，没有保存。同一天的同类工作可合并写在已有的一条中；请用“更正”补充。',
    en: 'The log of this centre is full for {year}: {most} entries. Nothing was saved. Work of one kind on one day can stand in one entry; please add it to one by “Correct”.',
  },
  ACTIVITY_INCOMPLETE: {
    status: 422,
    zh: '“{type}”须写明{field}；请补上再保存。',
    en: '“{type}” needs {field}. Please fill it in and save again.',
  },
  ACTIVITY_SUPERFLUOUS: {
    status: 422,
    zh: '“{type}”不登记{fields}；请清空后再保存。',
    en: '“{type}” takes no {fields}. Please clear it and save again.',
  },
  ACTIVITY_BARE: {
    status: 422,
    zh: '“{type}”只登记日期和报送对象（4.3.7），不写{fields}；这些内容没有保存，请清空后再提交。',
    en: '“{type}” is logged by date and recipient only (4.3.7), without {fields}. Nothing of it was saved; please clear it and submit again.',
  },
  ACTIVITY_FILES: {
    status: 422,
    zh: '“{type}”只登记日期和报送对象（4.3.7），不附照片和文件；本次没有保存，请移除后再提交。',
    en: '“{type}” is logged by date and recipient only (4.3.7), without photos or files. Nothing was saved; please remove them and submit again.',
  },
  ACTIVITY_INDICATOR: {
    status: 422,
    zh: '“{code}”不是评分细则中的考评内容；请从列表中选择。',
    en: '“{code}” is no indicator of the rubric. Please choose one of the list.',
  },
  ACTIVITY_CHANGED: {
    status: 409,
    zh: '{person}已于 {at} 更正了这条记录。您填写的内容还在；请核对更正后的内容，再次保存将以您填写的为准。',
    en: '{person} corrected this entry at {at}. What you typed is still here; please look at the correction: saving it again makes yours the valid one.',
  },
  ACTIVITY_VERSIONS: {
    status: 409,
    zh: '这条记录已更正 {most} 次，不能再更正，本次没有保存；请撤回后重新登记。',
    en: 'This entry has been corrected {most} times and can be corrected no more. Nothing was saved; please withdraw it and make a new one.',
  },
  ACTIVITY_WITHDRAWN: {
    status: 409,
    zh: '这条记录已由{person}于 {at} 撤回，不能再更正；需要时请重新登记。',
    en: '{person} withdrew this entry at {at}; it can be corrected no more. Please make a new one where it is needed.',
  },
} as const satisfies Record<string, RefusalRow>;
