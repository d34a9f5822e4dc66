import { describe, expect, it } from 'vitest';
import { isForGood } from './for-good.ts';

describe('a file that was not kept', () => {
  it.each(['FILE_TYPE', 'FILE_TOO_LARGE', 'FILE_EMPTY', 'FILE_UNSAFE', 'FILE_NAME', 'TOO_MANY_PIECES'])(
    '%s speaks of the file: it is not tried again',
    (refusal) => expect(isForGood(refusal)).toBe(true),
  );
  it.each(['FILE_QUOTA', 'STORAGE_FULL', 'SLOW_DOWN', 'PIECE_DIFFERS', 'WRONG_PHASE', 'FAULT'])(
    '%s may pass',
    (refusal) => expect(isForGood(refusal)).toBe(false),
  );
});
