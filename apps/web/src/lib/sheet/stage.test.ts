import { describe, expect, it } from 'vitest';
import { stageOf } from './stage.ts';

const standing = { phase: 'notice', approval: {}, noticeEndsOn: '2026-11-30' } as const;

describe('where a result stands', () => {
  it('preliminary, then approved', () => {
    expect(stageOf({ ...standing, phase: 'preliminary', approval: null }, '2026-11-23')).toBe('preliminary');
    expect(stageOf({ ...standing, phase: 'preliminary' }, '2026-11-23')).toBe('approved');
  });
  it('[ND3] the last day of a notice still belongs to it', () => {
    expect(stageOf(standing, '2026-11-30')).toBe('notice');
    expect(stageOf(standing, '2026-12-01')).toBe('notice-over');
  });
  it('[ND3] without a notice nothing is over: it is delivered and may be published at once', () => {
    expect(stageOf({ ...standing, noticeEndsOn: null }, '2026-11-23')).toBe('no-notice');
  });
  it('what is published stays published while it is put right and closed', () => {
    for (const phase of ['published', 'rectifying', 'closed'] as const)
      expect(stageOf({ ...standing, phase }, '2026-11-23')).toBe('published');
  });
});
