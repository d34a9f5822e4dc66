/** What a person called a file: a name, never a path. [FS2] */
import { FILE_EXTENSIONS, FILE_NAME_HEADER, isCleanText } from '@heping/protocol';
import { isBlank, type FileType } from '@heping/scoring';
import type { IncomingHttpHeaders } from 'node:http';
import { Refused } from '../refused.ts';

const MOST_NAME = 200;

/** Throws FILE_NAME. */
export function fileNameIn(headers: IncomingHttpHeaders): string {
  const sent = headers[FILE_NAME_HEADER];
  const name = decode(typeof sent === 'string' ? sent : '')
    .normalize('NFC')
    .trim();
  if (!isFileName(name)) throw new Refused('FILE_NAME', { most: MOST_NAME });
  return name;
}

function isFileName(name: string): boolean {
  if (isBlank(name) || name.length > MOST_NAME || name === '.' || name === '..') return false;
  return isCleanText(name) && !/[/\\\n\t]/.test(name);
}

/** What cannot be decoded is no name. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** The name for a download: its extension is that of the content, whatever the person called it. */
export function downloadName(name: string, type: FileType): string {
  const extensions = FILE_EXTENSIONS[type];
  const hasOne = extensions.some((extension) => name.toLowerCase().endsWith(extension));
  return hasOne ? name : `${name}${extensions[0] ?? ''}`;
}

/** `Content-Disposition` with the name in ASCII for the old and in UTF-8 for everybody (RFC 6266, RFC 8187). */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
