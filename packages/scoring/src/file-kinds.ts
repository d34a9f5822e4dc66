/** What proves something: kinds of files by their content, and what one shows of a measure (7.4.2). */
export const FILE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** A piece of evidence beside the note: 照片、文件. */
export const PIECE_KINDS = ['photo', 'file'] as const;
export type PieceKind = (typeof PIECE_KINDS)[number];

/** 整改前、整改后、佐证 */
export const FILE_ROLES = ['before', 'after', 'evidence'] as const;
export type FileRole = (typeof FILE_ROLES)[number];
