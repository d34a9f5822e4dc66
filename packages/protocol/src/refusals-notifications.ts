/** Refusals of notifications, mail and webhooks. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const NOTIFICATION_REFUSALS = {
  MAIL_OFF: {
    status: 409,
    zh: '本系统没有配置邮件服务器，不能发送邮件；请联系管理员。',
    en: 'No mail server is configured here, so no mail can be sent; please ask the administrator.',
  },
  MAIL_ADDRESS_MISSING: {
    status: 422,
    zh: '还没有填写您的邮箱地址；请先填写并保存。',
    en: 'There is no e-mail address of yours yet; please enter and save one first.',
  },
  WEBHOOK_URL: {
    status: 422,
    zh: '“{url}”不是可用的地址：须以 https:// 开头，不含用户名、密码和片段（#）。',
    en: '“{url}” cannot be used: it has to begin with https:// and carry no user name, password or fragment (#).',
  },
  WEBHOOK_PRIVATE: {
    status: 422,
    zh: '“{host}”在内部网络中（{address}），不能发送；确需发送时，请管理员开放（HEPING_WEBHOOK_PRIVATE）。',
    en: '“{host}” lies in a private network ({address}) and is not sent to; if it has to be, an administrator can allow it (HEPING_WEBHOOK_PRIVATE).',
  },
  WEBHOOK_DISABLED: {
    status: 409,
    zh: '这个推送地址已停用；请先启用。',
    en: 'This webhook is disabled; please enable it first.',
  },
  WEBHOOKS_ENOUGH: {
    status: 409,
    zh: '一个单位最多有 {most} 个推送地址；请先删除不用的。',
    en: 'A body may have {most} webhooks. Please delete one that is not used first.',
  },
  DELIVERY_NOT_FAILED: {
    status: 409,
    zh: '这一条没有失败（现为“{state}”），不需要再次发送。',
    en: 'This one has not failed (it is “{state}”), so there is nothing to send again.',
  },
  STEP_NOT_FORMAL: {
    status: 409,
    zh: '“{step}”不需要文号；从督办开始才登记文号和说明。',
    en: 'A “{step}” needs no document; numbers and notes are recorded from supervision on.',
  },
  STEP_RECORDED: {
    status: 409,
    zh: '{person}已于 {at} 登记过这一步；请查看后再办。',
    en: '{person} already recorded this step at {at}; please look at it again.',
  },
  STEP_EMPTY: {
    status: 422,
    zh: '请填写文号或说明。',
    en: 'Please give a document number or a note.',
  },
} as const satisfies Record<string, RefusalRow>;
