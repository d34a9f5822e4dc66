/**
 * Texts that can be kept, shown and signed everywhere: no control characters but line feed and tab (PostgreSQL cannot
 * hold NUL), no half of a character pair, no U+FFFE or U+FFFF; nothing that makes a text read otherwise than it is kept: no
 * embedding, override or isolate of direction, no tag characters. Marks and joiners stay. One rule for HTTP bodies and documents. [LA8]
 */
const UNCLEAN =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\udb40[\udc00-\udc7f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const EVERY_UNCLEAN = new RegExp(UNCLEAN, 'g');

/** Whether a text may be kept. [LA8] */
export const isCleanText = (text: string): boolean => !UNCLEAN.test(text);

/**
 * What may be kept of a text, for what people paste: line ends become line feeds, what cannot be kept is left out. [LA8]
 * @example cleanText('一\r\n二\u000b') // '一\n二'
 */
export const cleanText = (text: string): string =>
  text.replaceAll(/\r\n?/g, '\n').replaceAll(EVERY_UNCLEAN, '');
