/** Where files are brought to and looked at: by an account, or behind a link. */
import type { KeptFile } from '@heping/protocol';
import type { FileRole } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import type { Word } from '#lib/words.ts';

export interface FilePlace {
  /** Behind `/api/v1`. */
  readonly uploadTo: string;
  readonly viewAt: string;
  /** Whether the campaign has photos keep when and where they were taken. */
  readonly keepsCameraRecord: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What somebody with an account sees. */
export const VIEW_AT = '/files';

export const fileUrl = (viewAt: string, id: string): string => `/api/v1${viewAt}/${id}`;
export const thumbnailUrl = (viewAt: string, id: string): string => `${fileUrl(viewAt, id)}?w=320`;

export const FILE_ROLE_WORDS: Readonly<Record<FileRole, Word>> = {
  before: m.proof_before,
  after: m.proof_after,
  evidence: m.proof_evidence,
};

/** A file to be looked at; what it shows, where that was said. */
export type ViewedFile = KeptFile & { readonly role?: FileRole };

/** 整改前 · 大厅北墙.jpg */
export const captionOf = ({ role, name }: Pick<ViewedFile, 'role' | 'name'>): string =>
  role === undefined ? name : `${FILE_ROLE_WORDS[role]()} · ${name}`;

const KIBI = 1024;
/** 340 KB, 2.1 MB; 0 KB is empty */
export function sizeOf(bytes: number): string {
  if (bytes >= KIBI * KIBI) return `${(bytes / KIBI / KIBI).toFixed(1)} MB`;
  return `${bytes === 0 ? 0 : Math.max(1, Math.round(bytes / KIBI))} KB`;
}

/** How large a file over its limit is, in MB as a list of files says it, and never as little as the limit. */
export const overSize = (bytes: number, most: number): { size: number; most: number } => ({
  size: Math.max(Math.round((bytes / KIBI / KIBI) * 10) / 10, most / KIBI / KIBI + 0.1),
  most: most / KIBI / KIBI,
});
