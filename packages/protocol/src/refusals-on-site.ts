/** Refusals of 现场反馈: drawings, words before a witness, scans. [RF1, DR1–DR2, WD1–WD3, SN1–SN4] */
import type { RefusalRow } from './refusal-row.ts';

export const ON_SITE_REFUSALS = {
  DRAWING_FORM: {
    status: 422,
    zh: '手写签名的数据不完整，未保存；请清除后重新签名。',
    en: 'The drawn signature is not whole and was not kept; please clear it and sign again.',
  },
  DRAWING_LARGE: {
    status: 422,
    zh: '手写签名的笔画过多（最多 {strokes} 笔、{points} 点），未保存；请清除后重新签名。',
    en: 'The drawn signature has too many strokes (at most {strokes}, with {points} points) and was not kept; please clear it and sign again.',
  },
  DRAWING_SMALL: {
    status: 422,
    zh: '手写签名太短，看不出姓名；请写完整的姓名。',
    en: 'The drawn signature is too short to be a name; please write the whole name.',
  },
  DRAWING_MISSING: {
    status: 422,
    zh: '签收须由签收人手写签名；不便手写的，可由本人用自己的账号签收。',
    en: 'Acknowledging needs a drawn signature; who cannot draw one can acknowledge from their own account.',
  },
  SIGNER_MISSING: {
    status: 422,
    zh: '请写明签收人的姓名和职务。',
    en: 'Please give the name and the post of who signs.',
  },
  SIGNER_NOT_LEADER: {
    status: 422,
    zh: '所选的人不是“{centre}”的负责人；请重新选择，或写明姓名和职务。',
    en: 'The person chosen does not lead “{centre}”; please choose again, or give name and post.',
  },
  SIGNER_LEADS: {
    status: 422,
    zh: '“{name}”与“{centre}”负责人的姓名相同；是本人的，请在名单中选择；是同名的另一人，请在姓名后注明。',
    en: 'Somebody called “{name}” leads “{centre}”: if it is they, please choose them from the list; if it is another person of that name, please add something to the name.',
  },
  WITNESSED_ENOUGH: {
    status: 409,
    zh: '一份评分表最多记录 {most} 人的当面签收；这次未记录。其他人可用自己的账号签收，或在纸面上签字。',
    en: 'A sheet holds the words of at most {most} people before a witness, so nothing was recorded now. Others can acknowledge from their own account, or sign the paper.',
  },
  WITNESSED_ALREADY: {
    status: 409,
    zh: '{name}已于 {at} 在见证人{witness}面前对这份评分表签收或拒绝签收；这次未记录。',
    en: '{name} already gave their word on this sheet at {at}, before the witness {witness}; nothing was recorded now.',
  },
  SCAN_CODE: {
    status: 422,
    zh: '校验码应为纸面上“校验码”后的 {digits} 位数字和字母（A–F）；请对照纸面重新输入。',
    en: 'The code is the {digits} digits and letters (A–F) printed on the paper after “Code”; please type it from the paper.',
  },
  SCAN_REVISION: {
    status: 409,
    zh: '这份纸面是第 {revision} 版，现在有效的是第 {current} 版；扫描件未保存。请打印第 {current} 版，签字盖章后再扫描。',
    en: 'This paper is revision {revision}; revision {current} is the one in force, so the scan was not kept. Please print revision {current}, have it signed and sealed, and scan that.',
  },
  SCAN_OTHER: {
    status: 422,
    zh: '校验码不是这个评价的任何一版评分表的；扫描件未保存。请核对是不是这个中心的评分表。',
    en: 'No revision of this evaluation’s sheet has this code, so the scan was not kept. Please check that the paper is of this centre.',
  },
  SCAN_EMPTY: {
    status: 422,
    zh: '请勾选纸面上由谁手写签名；没有签名的纸面不作为签字件保存。',
    en: 'Please tick who signed on the paper; a paper without a signature is not kept as a signed one.',
  },
  SCAN_UNSEALED: {
    status: 422,
    zh: '纸面上没有盖章，不作为签字件；请盖章后再扫描，并勾选是谁的印章。',
    en: 'Without a seal the paper does not count as signed; please have it sealed, scan it then, and tick whose seal it is.',
  },
  SCAN_SIGNER: {
    status: 422,
    zh: '所勾选的签名人中有 {count} 人不在这版评分表的评价组中，或已回避。',
    en: 'Of those ticked as having signed, {count} are not on the panel of this revision, or have recused.',
  },
  SCAN_TWICE: {
    status: 409,
    zh: '同样内容的扫描件已于 {at} 由{person}保存；这次未保存。',
    en: 'The same scan was kept by {person} at {at}; nothing was kept now.',
  },
} as const satisfies Record<string, RefusalRow>;
