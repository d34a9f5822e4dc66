export * from './values.ts';
export * from './people.ts';
export * from './planning.ts';
export * from './evaluation.ts';
export * from './result.ts';
export * from './rubric.ts';
export * from './suggestions.ts';
export * from './findings-notice.ts';
