/** What may be uploaded as a proof, and how large it may be. [FS1, FS3] */
import { FILE_TYPES, type FileType } from '@heping/scoring';

const MEBI = 1 << 20;

/** How the extension of each is written; the first is what a download is called. */
export const FILE_EXTENSIONS: Readonly<Record<FileType, readonly string[]>> = {
  'image/jpeg': ['.jpg', '.jpeg', '.jpe', '.jfif'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'application/pdf': ['.pdf'],
};

/** Bytes as they come in. */
export const FILE_BYTES: Readonly<Record<FileType, number>> = {
  'image/jpeg': 10 * MEBI,
  'image/png': 10 * MEBI,
  'image/webp': 10 * MEBI,
  'application/pdf': 20 * MEBI,
};
export const MOST_FILE_BYTES = Math.max(...FILE_TYPES.map((type) => FILE_BYTES[type]));

/** What the files of one evaluation, of one centre's log in a year, of one person in either and of the links to one measure may take, and when one is told. */
export const QUOTA = {
  ...{ evaluation: 500 * MEBI, log: 500 * MEBI, person: 250 * MEBI, link: 100 * MEBI },
  warnFrom: 0.8,
} as const;

/** A browser sends no photo whose longer side has more. */
export const SENT_SIDE = 2560;
/** The shorter side of a small view: a card that a picture fills is sharp, however tall or wide the picture is. [FS9] */
export const THUMBNAIL_SIDE = 240;
/** At one progress note, objection, look-back, acceptance or entry of a log. */
export const MOST_FILES = 20;

export const isImage = (type: FileType): boolean => type.startsWith('image/');

/** The header in which a file's name comes, percent-encoded: the body is the file and nothing else. [FS2] */
export const FILE_NAME_HEADER = 'heping-file-name';
/** The header with the SHA-256 of a whole piece, in hex, by which its parts belong together. [FS12, FS13] */
export const FILE_HASH_HEADER = 'heping-file-sha256';
