/** What a file is by its first bytes. Four signatures and no parser: what looks into hostile bytes sits elsewhere. [FS1] */
import { FILE_TYPES, type FileType } from '@heping/scoring';

interface Mark {
  readonly at: number;
  readonly bytes: readonly number[];
}

const ascii = (text: string): readonly number[] => [...text].map((sign) => sign.charCodeAt(0));

const SIGNATURES: Readonly<Record<FileType, readonly Mark[]>> = {
  'image/jpeg': [{ at: 0, bytes: [0xff, 0xd8, 0xff] }],
  'image/png': [{ at: 0, bytes: [0x89, ...ascii('PNG\r\n\u001a\n')] }],
  'image/webp': [
    { at: 0, bytes: ascii('RIFF') },
    { at: 8, bytes: ascii('WEBP') },
  ],
  // Readers forgive what stands before it; so do those who hide something there.
  'application/pdf': [{ at: 0, bytes: ascii('%PDF-') }],
};

/** So many bytes decide. */
export const SIGNATURE_BYTES = 12;

/** Null for whatever may not be uploaded. */
export const typeBySignature = (head: Uint8Array): FileType | null =>
  FILE_TYPES.find((type) =>
    SIGNATURES[type].every(({ at, bytes }) => bytes.every((byte, place) => head[at + place] === byte)),
  ) ?? null;
