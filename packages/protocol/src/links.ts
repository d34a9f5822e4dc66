/** Owners of measures who have no account: a link, and a code that comes another way. [OL1, OL2] */
const DAY_MS = 24 * 60 * 60_000;

export const LINK_DAYS = 60;
export const LINK_MS = LINK_DAYS * DAY_MS;
export const CODE_DIGITS = 6;
/** In force at once for one measure. */
export const MOST_LINKS = 5;

/** The header in which a page behind a link says which link it is: no other site’s page can send it. [OL4] */
export const LINK_HEADER = 'heping-link';

/** Where a link leads. */
export const linkPath = (token: string): string => `/m/${token}`;

/** A code as people type it: spaces and full-width digits are forgiven. */
export const codeTyped = (text: string): string => text.normalize('NFKC').replaceAll(/[^0-9]/g, '');
