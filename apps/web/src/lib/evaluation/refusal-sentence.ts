/** The sentences of all refusals, as a part of its own. */
export { sentence } from '@heping/protocol';
