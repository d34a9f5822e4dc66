/**
 * Whether what came for the shell is of it. Taken along once, a page of somebody else would open in the place of ours,
 * without a network, until the next version. Pure. [OF2, OF9]
 */
import { typeOf } from '../lib/api/ours.ts';

/** Scripts, styles, pictures: whatever stands in the place of one is a page. */
export const isNoPage = (response: Response): boolean => typeOf(response) !== 'text/html';

/** A document of ours starts what the build made. */
export const startsOneOf = (html: string, scripts: readonly string[]): boolean =>
  scripts.some((path) => html.includes(path));
