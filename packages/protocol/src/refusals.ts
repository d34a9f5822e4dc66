/**
 * Refusals: what someone asked for and may not have, as values. One list for HTTP, sync and pages; each with its HTTP
 * status and a sentence in both languages that says what, why (with clause) and what to do. [RF1]
 * `{name}` in a sentence is replaced by the refusal's parameter.
 */
import { ACTIVITY_REFUSALS } from './refusals-activities.ts';
import { FILE_REFUSALS } from './refusals-files.ts';
import { DELIVERY_REFUSALS } from './refusals-delivery.ts';
import { EVIDENCE_REFUSALS } from './refusals-evidence.ts';
import { FINDING_REFUSALS } from './refusals-findings.ts';
import { LEDGER_REFUSALS } from './refusals-ledger.ts';
import { LINK_REFUSALS } from './refusals-links.ts';
import { MEASURE_REFUSALS } from './refusals-measures.ts';
import { NOTIFICATION_REFUSALS } from './refusals-notifications.ts';
import { ON_SITE_REFUSALS } from './refusals-on-site.ts';
import { PAPER_REFUSALS } from './refusals-paper.ts';
import { PLAN_REFUSALS } from './refusals-plan.ts';
import { PLANNING_REFUSALS } from './refusals-planning.ts';
import { SELF_REFUSALS } from './refusals-self.ts';
import type { RefusalRow } from './refusal-row.ts';

export const REFUSALS = {
  // at every door
  LOGIN: { status: 401, zh: '请先登录。', en: 'Please sign in first.' },
  LOGIN_FAILED: {
    status: 401,
    zh: '用户名或密码不正确。',
    en: 'The user name or the password is not right.',
  },
  NOT_FOUND: {
    status: 404,
    zh: '没有找到，或者您无权查看。',
    en: 'Not found, or not yours to see.',
  },
  BAD_ORIGIN: {
    status: 403,
    zh: '请求不是从本系统页面发出的，未执行。',
    en: 'The request did not come from a page of this installation; nothing was done.',
  },
  BAD_REQUEST: {
    status: 400,
    zh: '“{path}”不符合要求：{expected}。',
    en: '“{path}” is not as expected: {expected}.',
  },
  NOT_JSON: {
    status: 400,
    zh: '请求内容不是有效的 JSON，未执行。',
    en: 'The request’s content is not valid JSON; nothing was done.',
  },
  NOT_JSON_TYPE: {
    status: 415,
    zh: '请求内容须为 JSON（content-type: application/json），收到的是“{type}”。',
    en: 'The content has to be JSON (content-type: application/json); “{type}” came.',
  },
  NOT_HTTP: {
    status: 400,
    zh: '请求不是有效的 HTTP，未执行。',
    en: 'The request is not valid HTTP; nothing was done.',
  },
  TOO_SLOW: {
    status: 408,
    zh: '请求没有在规定时间内发送完，连接已关闭；请重试。',
    en: 'The request did not arrive in time and the connection was closed; please try again.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    zh: '请求的地址或标头过长，未执行。',
    en: 'The request’s address or headers are too long; nothing was done.',
  },
  SLOW_DOWN: {
    status: 429,
    zh: '操作过于频繁，请在 {wait}后再试。',
    en: 'Too many requests; try again in {wait}.',
  },
  HISTORY_LONG: {
    status: 503,
    zh: '改动太多，{seconds} 秒内没有读完，已停止读取；评分和内容不受影响，请稍后再试。',
    en: 'There are too many changes: reading them took longer than {seconds} seconds and was stopped. Scores and contents are untouched; please try again later.',
  },
  WRONG_TOO_OFTEN: {
    status: 429,
    zh: '密码输错次数过多，请在 {wait}后再试；在此之前输对也不能通过。',
    en: 'A wrong password was entered too often. Try again in {wait}; until then the right one is not taken either.',
  },
  STORAGE_FULL: {
    status: 507,
    zh: '服务器存储空间已满，未保存任何内容；仍可查看。',
    en: 'The server’s storage is full. Nothing was saved; reading still works.',
  },
  FAULT: {
    status: 500,
    zh: '服务器出错，未保存任何内容。编号 {ref}。',
    en: 'Something failed on the server and nothing was saved. Reference {ref}.',
  },
  CHANGED: {
    status: 409,
    zh: '内容在您查看之后有变化，请重新核对。',
    en: 'It changed after you looked; please review it again.',
  },
  MOMENT_TO_COME: {
    status: 422,
    zh: '这个时刻还没有到，请选择现在或更早的时刻。',
    en: 'That moment is still to come. Please choose now or an earlier one.',
  },
  WRONG_PHASE: {
    status: 409,
    zh: '评价现处于“{phase}”阶段；{when}。',
    en: 'The evaluation is in the phase “{phase}”; {when}.',
  },
  REASON_MISSING: {
    status: 422,
    zh: '请写明理由。',
    en: 'Please give the reason.',
  },
  WRONG_PASSWORD: {
    status: 422,
    zh: '密码不正确，未执行任何操作。',
    en: 'The password is not right; nothing was done.',
  },

  // scoring, on the way in
  BAD_SCORE: {
    status: 422,
    zh: '分数须为 0 至 {maximum}、以 {step} 为一档；收到的是“{value}”，已恢复为上一个有效分数。',
    en: 'A score is 0 to {maximum} in steps of {step}; “{value}” came, and the last good value is back.',
  },
  BAD_FACT: {
    status: 422,
    zh: '“{key}”应为{expected}；收到的是“{value}”，已恢复为上一个有效内容。',
    en: '“{key}” should be {expected}; “{value}” came, and the last good value is back.',
  },
  TOO_LONG: {
    status: 413,
    zh: '内容过长：最多 {limit} 字。',
    en: 'Too long: at most {limit} characters.',
  },
  TOO_COMPLEX: {
    status: 413,
    zh: '内容过于复杂，超过上限 {limit}。',
    en: 'Too complex: the limit is {limit}.',
  },
  TOO_LARGE: {
    status: 413,
    zh: '一次发送的内容过大：最多 {limit} 字节。',
    en: 'Too large to send at once: at most {limit} bytes.',
  },
  UNCLEAN_TEXT: {
    status: 422,
    zh: '文字中有不能保存的控制字符，这段文字未保存；请删去后重新输入。',
    en: 'The text holds control characters that cannot be kept; it was not saved. Please enter it without them.',
  },
  SHARE_USED_UP: {
    status: 413,
    zh: '您在这份文件中累计写入的内容已达上限（{limit} 字，含已删去的）；新内容未保存，留有副本。',
    en: 'You have written as much into this document as one person may ({limit} characters, deleted ones included); what is new was not saved and is kept as a copy.',
  },
  TOO_MANY_MESSAGES: {
    status: 413,
    zh: '每人在一个考评内容的讨论中最多发言 {limit} 条、共 {characters} 字；这条未发出。',
    en: 'One person may say at most {limit} messages of {characters} characters together about an indicator; this one was not sent.',
  },
  SAID_TWICE: {
    status: 409,
    zh: '讨论中已有同一编号的发言；这条未发出，请重新发送。',
    en: 'The thread already has a message with this id; this one was not sent. Please send it again.',
  },
  TOO_MANY_BLOCKS: {
    status: 413,
    zh: '一份现场记录最多 {limit} 个段落、列表项和换行；刚才的内容未保存。',
    en: 'A note has at most {limit} paragraphs, list items and breaks; what came last was not saved.',
  },
  MALFORMED: {
    status: 400,
    zh: '这处修改无法读取，未保存。',
    en: 'This change could not be read and was not saved.',
  },
  RESYNC: {
    status: 409,
    zh: '您的副本与服务器不一致，已重新载入；未保存的内容留有副本。',
    en: 'Your copy was out of step and was loaded afresh; what was not saved is kept as a copy.',
  },
  NOT_YOURS: {
    status: 403,
    zh: '只能修改您自己的内容。',
    en: 'You can change only your own entries.',
  },
  NOT_ALLOWED: {
    status: 422,
    zh: '表中没有这类内容，未保存。',
    en: 'This kind of content is not part of the form and was not saved.',
  },
  LOCKED: {
    status: 409,
    zh: '“{phase}”阶段不能再修改这份内容；您的修改未保存，留有副本。',
    en: 'In the phase “{phase}” this can no longer be changed; your change was not saved and is kept as a copy.',
  },

  // from reveal to publication
  BALLOTS_INCOMPLETE: {
    status: 422,
    zh: '还有人未评完：{people}。公开评分须写明理由。',
    en: 'Not everyone has finished: {people}. Revealing now needs a reason.',
  },
  NOTHING_TO_ADOPT: {
    status: 409,
    zh: '没有可以直接采用的考评内容：其余的有分歧、有冲突、受限或已评定。',
    en: 'Nothing can be adopted at once: the rest is disputed, in conflict, capped or already agreed.',
  },
  INCOMPLETE: {
    status: 422,
    zh: '还不能签字：有 {count} 处未完成。',
    en: 'Not ready for signing. Still missing: {count}.',
  },
  EXCEPTION_NOT_ALLOWED: {
    status: 422,
    zh: '条款 {clause} 没有“一般”字样，不能作例外处理。',
    en: 'Clause {clause} does not say “generally”, so no exception is possible.',
  },
  ALREADY_SIGNED: {
    status: 409,
    zh: '您已在 {at} 签过字。',
    en: 'You already signed at {at}.',
  },
  SIGNATURES_MISSING: {
    status: 422,
    zh: '还有人未签字：{people}。达到三分之二后，可写明理由结束签字。',
    en: 'Not everyone has signed: {people}. With two thirds the chair may close, giving a reason.',
  },
  STATEMENT_MISSING: {
    status: 422,
    zh: '保留意见须写明内容。',
    en: 'A dissent needs its statement.',
  },
  DECLINE_WITHOUT_REASON: {
    status: 422,
    zh: '拒绝签收须写明理由。',
    en: 'Declining to acknowledge needs a reason.',
  },
  REQUIREMENT_UNKNOWN: {
    status: 422,
    zh: '本层级的标准中没有代码为“{requirement}”的要求。',
    en: 'The standard has no requirement “{requirement}” for this tier.',
  },
  INDICATOR_UNKNOWN: {
    status: 422,
    zh: '评分细则中没有考评内容“{indicator}”。',
    en: 'The rubric has no indicator “{indicator}”.',
  },
  TOO_FEW_LEFT: {
    status: 409,
    zh: '回避后评价组只剩 {count} 人，少于 {least} 人；请先由经办人补充评价人员。',
    en: 'Only {count} would be left on the panel, fewer than {least}; the committee has to name someone else first.',
  },
  CHAIR_RECUSES: {
    status: 409,
    zh: '组长回避前，须先由经办人另行指定组长。',
    en: 'Before the chair can step back, the committee has to name another chair.',
  },
  SHEET_ALTERED: {
    status: 409,
    zh: '第 {revision} 版评分表与签字时不一致，不能继续；请由管理员核对数据。',
    en: 'Revision {revision} of the sheet is not as it was signed, so this cannot go on; an administrator has to check the data.',
  },
  BALLOTS_ALTERED: {
    status: 409,
    zh: '评分与公开时不一致，不能继续；请由管理员核对数据。',
    en: 'The ballots are not as they were revealed, so this cannot go on; an administrator has to check the data.',
  },
  NOT_APPROVED: {
    status: 409,
    zh: '评价结果尚未审定，不能送达。',
    en: 'The result has not been approved yet and cannot be delivered.',
  },
  NOTICE_RUNNING: {
    status: 409,
    zh: '公示至 {until} 结束，之后才能公布。',
    en: 'The notice runs until {until}; it can be published after that.',
  },
  RUNNING_BODY: {
    status: 422,
    zh: '{person}是{body}的经办人，而该单位负责运行“{centre}”（4.2.2、7.2.3）：可以组织评价，不能参加评分；请另选他人。',
    en: '{person} works for {body}, which runs “{centre}” (4.2.2, 7.2.3): they may organise the evaluation, not score; please choose somebody else.',
  },
  PANEL_FIXED: {
    status: 409,
    zh: '评价已在“{phase}”阶段，不能移除{person}；须由本人申请回避。可以增补人员、另定组长。',
    en: 'In the phase “{phase}” {person} cannot be taken off the panel; they have to recuse themselves. Others can be added and the chair changed.',
  },
  PERSON_RECUSED: {
    status: 422,
    zh: '{person}已回避本次评价，不能再参加评价组。',
    en: '{person} has recused from this evaluation and cannot sit on its panel again.',
  },
  CAMPAIGN_CLOSED: {
    status: 409,
    zh: '“{campaign}”已结束，不能再安排评价或修改；需要时请先重新开放。',
    en: '“{campaign}” is closed; nothing more can be planned or changed in it. If need be, open it again first.',
  },
  CAMPAIGN_OPEN: {
    status: 409,
    zh: '“{campaign}”没有结束，无须重新开放。',
    en: '“{campaign}” is not closed, so there is nothing to open again.',
  },
  CAMPAIGN_NOT_EMPTY: {
    status: 409,
    zh: '“{campaign}”中已安排过 {count} 个评价（含已取消的），不能删除；可以结束。',
    en: 'Evaluations were planned in “{campaign}” ({count}, cancelled ones included), so it cannot be deleted; it can be closed.',
  },
  RUBRIC_UNKNOWN: {
    status: 422,
    zh: '没有代码为“{code}”的评分细则。',
    en: 'There is no rubric with the code “{code}”.',
  },
  CENTRE_UNKNOWN: {
    status: 422,
    zh: '没有代码为“{centre}”的中心。',
    en: 'There is no centre with the id “{centre}”.',
  },
  BODY_UNKNOWN: {
    status: 422,
    zh: '没有代码为“{body}”的单位。',
    en: 'There is no body with the id “{body}”.',
  },
  LAST_ADMINISTRATOR: {
    status: 409,
    zh: '至少要保留一名可登录的系统管理员。',
    en: 'At least one administrator who can sign in has to remain.',
  },
  CAMPAIGN_IN_USE: {
    status: 409,
    zh: '已有 {count} 个评价开始，{rules}不能再改；名称仍可修改，已锁定的评分表和结果保留原来的名称。',
    en: 'Evaluations have begun ({count}), so these can no longer change: {rules}. The title still can; sheets that were locked, and their results, keep the one they have.',
  },

  ...PLANNING_REFUSALS,
  ...DELIVERY_REFUSALS,
  ...FINDING_REFUSALS,
  ...PLAN_REFUSALS,
  ...MEASURE_REFUSALS,
  ...FILE_REFUSALS,
  ...EVIDENCE_REFUSALS,
  ...LINK_REFUSALS,
  ...NOTIFICATION_REFUSALS,
  ...LEDGER_REFUSALS,
  ...ACTIVITY_REFUSALS,
  ...PAPER_REFUSALS,
  ...SELF_REFUSALS,
  ...ON_SITE_REFUSALS,
} as const satisfies Record<string, RefusalRow>;
export type RefusalCode = keyof typeof REFUSALS;
