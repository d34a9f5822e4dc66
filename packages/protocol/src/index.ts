/** What browser and server must spell alike. */
export * from './documents.ts';
export * from './clean-text.ts';
export * from './layout.ts';
export * from './rich-text.ts';
export * from './write.ts';
export * from './plan-layout.ts';
export * from './write-plan.ts';
export * from './read.ts';
export * from './read-plan.ts';
export * from './endings.ts';
export * from './refusals.ts';
export * from './sentence.ts';
export * from './labels.ts';
export * from './messages.ts';
export * from './notices.ts';
export * from './notifications.ts';
export * as schemas from './schemas/index.ts';
export type * from './schemas/index.ts';
