/** Refusals of owners who come by a link and a code. [RF1, OL1–OL6] */
import type { RefusalRow } from './refusal-row.ts';

export const LINK_REFUSALS = {
  LINK_FAILED: {
    status: 401,
    zh: '链接或验证码不正确，或者链接已经失效；请核对验证码，或向把链接给您的人再要一个。',
    en: 'The link or the code is not right, or the link is over. Please check the code, or ask whoever gave you the link for another one.',
  },
  LINK_CODE: {
    status: 401,
    zh: '请输入验证码。',
    en: 'Please enter the code.',
  },
  LINK_LOCKED: {
    status: 429,
    zh: '验证码输错次数过多，请在 {wait}后再试；在此之前输对也不能通过。',
    en: 'A wrong code was entered too often. Try again in {wait}; until then the right one is not taken either.',
  },
  LINK_NOT_NEEDED: {
    status: 409,
    zh: '这项措施的责任人{person}有账号，登录即可填报，不需要链接。',
    en: '{person}, who owns this measure, has an account and reports by signing in; no link is needed.',
  },
  LINKS_ENOUGH: {
    status: 409,
    zh: '这项措施已有 {count} 个有效链接，请先撤销不用的。',
    en: 'This measure has {count} links in force; please revoke those that are not used first.',
  },
  MEASURE_OVER: {
    status: 409,
    zh: '这项措施已经结束，不能再建链接。',
    en: 'This measure is over, so no link to it can be made.',
  },
} as const satisfies Record<string, RefusalRow>;
