import { describe, expect, it } from 'vitest';
import { refusal } from '@heping/protocol';
import { summariseSaving } from './save-state.ts';

const part = (unsent: readonly string[] = [], savedAt: number | null = null) => ({
  saved: { unsent, savedAt },
  refusals: [],
  isKept: true,
  room: { storage: 'ok' as const },
});

describe('what is saved, in one line', () => {
  it('[SS1] saved only when every document is', () => {
    expect(summariseSaving([part([], 5), part([], 9)], 0)).toMatchObject({ state: 'saved', savedAt: 9 });
    expect(summariseSaving([part([], 5), part(['note:A1.2.2'], 9)], 0)).toMatchObject({
      state: 'waiting',
      unsent: ['note:A1.2.2'],
    });
  });
  it('[SS2] a refusal comes first: a value put right, or a copy kept', () => {
    const soft = { id: 1, map: 'scores', key: 'A1.2.2', value: 999, refusal: refusal('BAD_SCORE') };
    expect(summariseSaving([{ ...part(['scores:A1.1.1']), refusals: [soft] }], 1)).toMatchObject({
      state: 'refused',
      refused: 2,
    });
  });
  it('[DV9] kept on this device is said only where every document is', () => {
    expect(summariseSaving([part(['note:A1.2.2']), { ...part(), isKept: false }], 0).isKept).toBe(false);
    expect(summariseSaving([part(['note:A1.2.2']), part()], 0).isKept).toBe(true);
  });
  it('[SS3] a full disk at the server is said', () => {
    expect(summariseSaving([{ ...part(), room: { storage: 'full' } }], 0).isStorageFull).toBe(true);
  });
});
