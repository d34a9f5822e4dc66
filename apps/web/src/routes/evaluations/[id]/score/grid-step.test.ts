import { expect, test } from 'vitest';
import { cellBeside, stepOfRemark } from './grid-step.ts';

const CODES = ['A1.1.1', 'A1.1.2', 'A1.2.1'];

test('down and up stay in the column, and stop at the last and the first row', () => {
  const middle = { code: 'A1.1.2', column: 'remark' } as const;
  expect(cellBeside(CODES, middle, { row: 1 })).toEqual({ code: 'A1.2.1', column: 'remark' });
  expect(cellBeside(CODES, middle, { row: -1 })).toEqual({ code: 'A1.1.1', column: 'remark' });
  expect(cellBeside(CODES, { code: 'A1.2.1', column: 'score' }, { row: 1 })).toBeNull();
  expect(cellBeside(CODES, { code: 'A1.1.1', column: 'score' }, { row: -1 })).toBeNull();
});

test('a step to the side stays in the row', () => {
  const score = { code: 'A1.1.2', column: 'score' } as const;
  expect(cellBeside(CODES, score, { row: 0, column: 'remark' })).toEqual({
    code: 'A1.1.2',
    column: 'remark',
  });
});

test('Enter in a remark goes down; left leaves it only from its beginning; letters are its own', () => {
  expect(stepOfRemark('Enter', false)).toEqual({ row: 1 });
  expect(stepOfRemark('ArrowLeft', true)).toEqual({ row: 0, column: 'score' });
  expect(stepOfRemark('ArrowLeft', false)).toBeNull();
  expect(stepOfRemark('a', true)).toBeNull();
});
