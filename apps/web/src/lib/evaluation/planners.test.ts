import { PEOPLE_COLORS } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import { colorsOf, plannersOf } from './planners.ts';

const present = (id: string, color: string, more: object = {}) => ({
  user: { id, name: id, nameEn: '', color },
  ...more,
});

describe('planners', () => {
  it('[PP1] one entry a person, where they are, and no two in one colour', () => {
    const [red = '', blue = ''] = PEOPLE_COLORS;
    const all = [
      present('leader', red),
      present('leader', red, { at: '2', field: 'cause:2' }),
      present('officer', red),
      present('deputy', blue),
    ];
    const here = plannersOf(
      all,
      'leader',
      colorsOf(
        [],
        all.map(({ user }) => user),
      ),
    );
    expect(here.map(({ person, at, field, isMe }) => [person.id, at, field, isMe])).toEqual([
      ['leader', '2', 'cause:2', true],
      ['officer', null, null, false],
      ['deputy', null, null, false],
    ]);
    expect(new Set(here.map(({ person }) => person.color)).size).toBe(3);
    expect(here.find(({ person }) => person.id === 'deputy')?.person.color).toBe(blue);
  });

  it('[PP1] who sits on the panel has the colour of the seat, whoever else is here', () => {
    const [red = ''] = PEOPLE_COLORS;
    const { user: chair } = present('zoe', red);
    const { user: leader } = present('anna', red);
    const colors = colorsOf([chair], [leader, chair]);
    expect(colors.get('zoe')).toBe(red);
    expect(colors.get('anna')).not.toBe(red);
  });
});
