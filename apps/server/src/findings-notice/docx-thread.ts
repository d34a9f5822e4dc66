/** Writes one .docx in a thread of its own: its library takes a tenth of a second of work in one piece. [NF7] */
import { parentPort, workerData } from 'node:worker_threads';
import type { NoticeDocument } from '@heping/protocol';
import type { Locale } from '@heping/scoring';
import { noticeDocx } from './docx.ts';

export interface Written {
  readonly words: NoticeDocument;
  readonly locale: Locale;
}

// Safe: begun by press.ts only.
const { words, locale } = workerData as Written;
const bytes = new Uint8Array(await noticeDocx(words, locale));
parentPort?.postMessage(bytes, [bytes.buffer]);
