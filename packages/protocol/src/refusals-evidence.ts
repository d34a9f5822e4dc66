/** Refusals of evidence: pieces in the record, and their bytes on the way in. [RF1, FS11–FS13, GU22] */
import type { RefusalRow } from './refusal-row.ts';

export const EVIDENCE_REFUSALS = {
  TOO_MANY_PIECES: {
    status: 413,
    zh: '一份检查记录最多 {limit} 件佐证，每人最多 {own} 件（含已移除的）；新内容未保存，留有副本。',
    en: 'A record has at most {limit} pieces of evidence, {own} of one person (those taken out included); what is new was not saved and is kept as a copy.',
  },
  PIECE_FORM: {
    status: 422,
    zh: '这份佐证的编号、校验值或起止位置不对，未保存；请刷新页面后重试。',
    en: 'The slot, hash or range of this piece is not right, so nothing was kept. Please reload the page and try again.',
  },
  PIECE_OFFSET: {
    status: 409,
    zh: '服务器已收到 {received} 字节，须从那里续传。',
    en: 'The server has {received} bytes of it; please go on from there.',
  },
  PIECE_DIFFERS: {
    status: 409,
    zh: '“{name}”传来的内容与设备上的不同，未保存；请重新上传。',
    en: 'What came of “{name}” differs from what is on the device, so it was not kept. Please send it again.',
  },
} as const satisfies Record<string, RefusalRow>;
