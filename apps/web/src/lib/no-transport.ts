/**
 * In the place of engine.io-client's ways to the server that notices.svelte.ts never takes; vite.config.ts puts it there, so
 * that nobody loads them.
 */
export const XHR = undefined;
export const WT = undefined;
