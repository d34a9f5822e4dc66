/**
 * What shows nothing by itself, or nothing that says anything: spaces of any kind, controls, formats, marks without a
 * letter, default-ignorable and unassigned signs, private ones, the sign for an object, empty Braille.
 */
const INVISIBLE = /[\s\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\ufffc\u2800]/gu;

/**
 * Whether a text shows nothing to who reads it: such a reason is none, whatever characters it is made of. [GA5, CE6, RQ12]
 * @example isBlank(' \u200b\u3164') // true
 */
export const isBlank = (text: string): boolean => text.replaceAll(INVISIBLE, '') === '';
