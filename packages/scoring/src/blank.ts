/**
 * What shows nothing by itself, or nothing that says anything: spaces of any kind, controls, formats, marks without a
 * letter, default-ignorable and unassigned signs, private ones, the sign for an object, empty Braille.
 */
const INVISIBLE = /[\s\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\ufffc\u2800]/gu;

/**
 * Whether a text shows nothing to who reads it: such a reason is none, whatever characters it is made of. [GA5, CE6, RQ12]
 * @example isBlank(' \u200b\u3164') // true
 */
export const isBlank = (text: string): boolean => shownOf(text) === '';

/** Letters of Cyrillic and Greek that are drawn as Latin ones, and these, in the same order. */
const DRAWN_ALIKE = [
  'АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ',
  'ABEKMHOPCTYXIJSaeopcyxijsdhqwABEZHIKMNOPTYXovp',
] as const;
const LATIN = new Map([...DRAWN_ALIKE[0]].map((letter, place) => [letter, DRAWN_ALIKE[1].charAt(place)]));

/**
 * What of a name a reader can tell apart: without what does not show, in one form of letters, wide ones narrow, those of
 * other scripts that are drawn alike as Latin ones. Two names that show the same are one. [WD3]
 * @example isSameName('王 五', '王五\u200b') // true
 */
export const isSameName = (one: string, other: string): boolean => readAs(one) === readAs(other);

const shownOf = (text: string): string => text.replaceAll(INVISIBLE, '');
const readAs = (name: string): string =>
  shownOf([...name.normalize('NFKC')].map((letter) => LATIN.get(letter) ?? letter).join('')).toLowerCase();
