/** What browser and server must spell alike. */
export * from './documents.ts';
export * from './clean-text.ts';
export * from './layout.ts';
export * from './rich-text.ts';
export * from './write.ts';
export * from './read.ts';
export * from './endings.ts';
export * from './refusals.ts';
export * from './sentence.ts';
export * from './labels.ts';
export * from './notice-document.ts';
export * from './messages.ts';
export * from './notices.ts';
export * as schemas from './schemas/index.ts';
export type * from './schemas/index.ts';
