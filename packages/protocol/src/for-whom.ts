/** For whom a page asks: a browser may hold the session of somebody else by now. [SK10] */

/** The header in which a page of ours names the person it belongs to. */
export const PERSON_HEADER = 'heping-person';

/** The same in the address of a document's socket, where a browser can send no header. */
export const PERSON_PARAMETER = 'as';
