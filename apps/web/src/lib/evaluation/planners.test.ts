import { PEOPLE_COLORS } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import { plannersOf } from './planners.ts';

const present = (id: string, color: string, more: object = {}) => ({
  user: { id, name: id, nameEn: '', color },
  ...more,
});

describe('planners', () => {
  it('[PP1] one entry a person, where they are, and no two in one colour', () => {
    const [red = '', blue = ''] = PEOPLE_COLORS;
    const here = plannersOf(
      [
        present('leader', red),
        present('leader', red, { at: '2', field: 'cause:2' }),
        present('officer', red),
        present('deputy', blue),
      ],
      'leader',
    );
    expect(here.map(({ person, at, field, isMe }) => [person.id, at, field, isMe])).toEqual([
      ['leader', '2', 'cause:2', true],
      ['officer', null, null, false],
      ['deputy', null, null, false],
    ]);
    expect(new Set(here.map(({ person }) => person.color)).size).toBe(3);
    expect(here.find(({ person }) => person.id === 'deputy')?.person.color).toBe(blue);
  });
});
