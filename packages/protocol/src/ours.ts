/** What says that an answer is the server's, and not somebody's in its place: no status and no type does. [OF9] */

/** On everything the server sends: pages, files, answers, refusals. */
export const SERVER_HEADER = 'heping-server';
