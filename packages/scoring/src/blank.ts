/** What shows nothing by itself: spaces of any kind, controls, default-ignorable signs, annotation anchors, empty Braille. */
const INVISIBLE = /[\s\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u2800]/gu;

/**
 * Whether a text shows nothing to who reads it: such a reason is none, whatever characters it is made of. [GA5, CE6, RQ12]
 * @example isBlank(' \u200b\u3164') // true
 */
export const isBlank = (text: string): boolean => text.replaceAll(INVISIBLE, '') === '';
