import type { UsedFile } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import { pairsOf } from './pairs.ts';

const file = (
  id: string,
  role: UsedFile['role'],
  at: number,
  type: UsedFile['type'] = 'image/jpeg',
): UsedFile => ({
  ...{ id, role, at, type, name: id, size: 1, width: 1, height: 1, by: '王师傅', byEn: '' },
});
const ids = (files: readonly UsedFile[]) =>
  pairsOf(files).map(({ before, after }) => [before?.id ?? null, after?.id ?? null]);

describe('before and after', () => {
  it('stand side by side in the order they were brought', () => {
    expect(
      ids([file('a2', 'after', 9), file('b1', 'before', 1), file('b2', 'before', 2), file('a1', 'after', 8)]),
    ).toEqual([
      ['b1', 'a1'],
      ['b2', 'a2'],
    ]);
  });
  it('the last of the shorter side stays beside the rest; papers and evidence are no pair', () => {
    const files = [file('b', 'before', 1), file('a1', 'after', 2), file('a2', 'after', 3)];
    expect(ids([...files, file('e', 'evidence', 4), file('p', 'after', 5, 'application/pdf')])).toEqual([
      ['b', 'a1'],
      ['b', 'a2'],
    ]);
  });
  it('one side alone has nothing beside it', () => {
    expect(ids([file('b', 'before', 1)])).toEqual([['b', null]]);
    expect(ids([])).toEqual([]);
  });
});
