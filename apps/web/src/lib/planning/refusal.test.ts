import { describe, expect, it } from 'vitest';
import { ApiOffline, ApiProblem } from '#lib/api/problem.ts';
import { bySeat, objectionsIn } from './refusal.ts';

const fixed = {
  error: 'PANEL_FIXED',
  field: 'panel',
  person: 'eve',
  message: '评价已在“个人评分”阶段，不能移除叶薇；须由本人申请回避。',
};
const small = { error: 'PANEL_TOO_SMALL', field: 'panel', message: '评价组至少 2 人，现有 1 人。' };
const recused = { error: 'PERSON_RECUSED', field: 'panel', person: 'bo', message: '薄雪已回避。' };
const refusal = (details?: Record<string, unknown>[]) =>
  new ApiProblem(
    { error: 'PANEL_FIXED', message: fixed.message, ref: 'r1', ...(details && { details }) },
    409,
  );

describe('a refused panel', () => {
  it('says of who was taken off, and has no line any more, what it says of the whole [CI1]', () => {
    const { own, general } = bySeat([fixed, small, recused], ['alice', 'bo']);
    expect(general).toEqual([fixed, small]);
    expect(own('bo')).toEqual([recused]);
    expect(own('alice')).toEqual([]);
  });

  it('carries its objections; other details are none, and the sentence of the refusal stands alone', () => {
    expect(objectionsIn(refusal([fixed, small]))).toEqual([fixed, small]);
    expect(objectionsIn(refusal([{ path: 'panel', expected: 'a list' }]))).toEqual([]);
    expect(objectionsIn(refusal())).toEqual([]);
    expect(objectionsIn(new ApiOffline())).toEqual([]);
  });
});
