/** What proves something: kinds of files by their content, and what one shows of a measure (7.4.2). */
export const FILE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** A piece of evidence beside the note: 照片、文件. */
export const PIECE_KINDS = ['photo', 'file'] as const;
export type PieceKind = (typeof PIECE_KINDS)[number];

/** 整改前、整改后、佐证 */
export const FILE_ROLES = ['before', 'after', 'evidence'] as const;
export type FileRole = (typeof FILE_ROLES)[number];

/**
 * 相机记录: what a camera wrote of a photo, by its own clock and its own position, and which one it was. Time or position may
 * be missing, not both.
 */
export interface CameraRecord {
  /** `2026-11-30T14:05:22`, as the clock of the camera stood. */
  readonly takenAt: string | null;
  /** Degrees, north and east of zero. */
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  /** 机型, `HUAWEI Mate 60`; absent where it is not known. */
  readonly device?: string;
}
