import { describe, expect, it } from 'vitest';
import { slowDown, wrongTooOften } from './refused.ts';

describe('[C3] who has to wait', () => {
  it('is told whether it was the haste or the wrong passwords, and how long in words', () => {
    expect(slowDown(7_200).say('zh')).toBe('操作过于频繁，请在 8 秒后再试。');
    const locked = wrongTooOften(751_400);
    expect([locked.code, locked.retryAfter]).toEqual(['WRONG_TOO_OFTEN', 752]);
    expect(locked.say('zh')).toContain('密码输错次数过多，请在 13 分钟后再试');
    expect(locked.say('en')).toContain('Try again in 13 min');
  });
});
