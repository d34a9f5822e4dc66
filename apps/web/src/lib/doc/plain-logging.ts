/**
 * What Yjs says on the console, in plain words. Its own way of saying it draws coloured text into the page and brings all
 * of `lib0/schema` for it; vite.config.ts puts this in its place.
 */
export const BOLD = '';
export const UNBOLD = '';
export const ORANGE = '';
export const RED = '';

export const print = (...said: readonly unknown[]): void => console.warn(...said.filter((one) => one !== ''));
export const warn = print;
