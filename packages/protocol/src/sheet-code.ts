/** 校验码: the short form of a sheet's hash that is printed on paper, and how it is read again. [SN2] */

/** Hex digits of the hash that a person types. */
export const SHEET_CODE_DIGITS = 12;

/** `a1b2c3d4e5f6…` as it is printed: `A1B2-C3D4-E5F6`. */
export const sheetCode = (hash: string): string =>
  hash
    .slice(0, SHEET_CODE_DIGITS)
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1-');

/**
 * What somebody typed or scanned, as hex digits: with spaces, hyphens, full-width letters, small or capital, or the whole
 * hash, or an address that ends with it. Null for what is no code.
 *
 * @example readSheetCode('a1b2 c3d4－e5f6') // 'a1b2c3d4e5f6'
 */
export function readSheetCode(typed: string): string | null {
  const last = typed.normalize('NFKC').split(/[#/=]/).at(-1) ?? '';
  const digits = last.replaceAll(/[\s\-‐-―−_·.]/g, '').toLowerCase();
  return /^[0-9a-f]+$/.test(digits) && digits.length >= SHEET_CODE_DIGITS && digits.length <= 64
    ? digits
    : null;
}

/** Whether a paper with this code is the sheet with this hash. */
export const isCodeOf = (code: string, hash: string): boolean => hash.startsWith(code);
