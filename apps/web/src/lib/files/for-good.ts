/** Which refusals of a file pass, and which speak of the file itself. */

/** The same bytes are refused again, whenever they come. Room may be made and a line comes back: those are tried again. */
const FOR_GOOD = /^FILE_(?!QUOTA)|^TOO_MANY_PIECES$/;

export const isForGood = (refusal: string): boolean => FOR_GOOD.test(refusal);
