/** Refusals of files. [RF1, FS1–FS4] */
import type { RefusalRow } from './refusal-row.ts';

export const FILE_REFUSALS = {
  FILE_TYPE: {
    status: 415,
    zh: '“{name}”不是 JPEG、PNG、WebP 图片或 PDF（看的是内容，不是扩展名），未保存；请换成其中一种再上传。',
    en: '“{name}” is not a JPEG, PNG or WebP picture or a PDF (by what it holds, whatever it is called), so it was not kept. Please upload it as one of these.',
  },
  FILE_TOO_LARGE: {
    status: 413,
    zh: '“{name}”超过 {limit} MB，未保存；图片最大 {image} MB，PDF 最大 {pdf} MB。请缩小后再上传。',
    en: '“{name}” is larger than {limit} MB, so it was not kept; pictures may have {image} MB, a PDF {pdf} MB. Please make it smaller.',
  },
  FILE_EMPTY: {
    status: 422,
    zh: '“{name}”是空文件，未保存。',
    en: '“{name}” is empty, so it was not kept.',
  },
  FILE_UNSAFE: {
    status: 422,
    zh: '“{name}”未保存：{why}。',
    en: '“{name}” was not kept: {why}.',
  },
  FILE_NAME: {
    status: 400,
    zh: '文件名不能用：须为 1 到 {most} 个字符，不含斜杠、反斜杠和控制字符。请改名后再上传。',
    en: 'This file name cannot be used: 1 to {most} characters, no slash, backslash or control character. Please rename the file.',
  },
  FILE_QUOTA: {
    status: 409,
    zh: '{whose}的文件最多共 {most} MB，已用 {used} MB，“{name}”放不下，未保存。',
    en: 'The files of {whose} may take {most} MB together and {used} MB are taken: there is no room for “{name}”, so it was not kept.',
  },
  FILE_UNKNOWN: {
    status: 422,
    zh: '所附文件中有 {count} 个不是您为这个评价上传的，请重新上传。',
    en: 'Of the attached files {count} were not uploaded by you for this evaluation; please upload them again.',
  },
  FILE_UNLOGGED: {
    status: 422,
    zh: '所附照片和文件中有 {count} 个不是您为这个台账上传的，或者已用在别的记录中；请重新上传。',
    en: 'Of the attached photos and files {count} were not uploaded by you for this log, or stand in another entry; please upload them again.',
  },
  FILE_GONE: {
    status: 410,
    zh: '这个文件的内容在服务器上已不存在，请告知系统管理员。',
    en: 'The content of this file is not on the server any more; please tell the administrator.',
  },
} as const satisfies Record<string, RefusalRow>;
