export * from './values.ts';
export * from './people.ts';
export * from './planning.ts';
export * from './evaluation.ts';
export * from './result.ts';
export * from './rubric.ts';
export * from './ledger.ts';
export * from './work.ts';
