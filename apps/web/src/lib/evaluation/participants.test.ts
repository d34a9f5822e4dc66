import { expect, test } from 'vitest';
import { participantsOf } from './participants.ts';

const alice = { id: 'alice', name: '爱丽', nameEn: 'Alice', color: '#336699' };
const bob = { id: 'bob', name: '鲍勃', nameEn: 'Bob', color: '#993366' };
const user = ({ id, name, color }: typeof alice) => ({ id, name, color });

test('the panel is shown whether here or not; of several tabs the one that says what is written, or where it is, counts', () => {
  const present = [
    { user: user(bob), at: null },
    { user: user(bob), at: 'A1.2.1' },
    { user: user(bob), at: 'A1.2.2', field: 'score' },
  ];
  expect(participantsOf({ panel: [alice, bob], present, me: 'alice', nameEn: 'Alice' })).toEqual([
    { person: alice, isMe: true, isHere: false, at: null, field: null },
    { person: bob, isMe: false, isHere: true, at: 'A1.2.2', field: 'score' },
  ]);
});

test('a guest comes after the panel, once for all tabs; only one’s own name and those of the evaluation are known in English', () => {
  const present = [{ user: user(bob) }, { user: user(bob) }];
  const shown = (me: string) =>
    participantsOf({ panel: [alice], present, me, nameEn: 'Bob' }).map(({ person }) => person.nameEn);
  expect(shown('bob')).toEqual(['Alice', 'Bob']);
  expect(shown('alice')).toEqual(['Alice', '鲍勃']);
  const stamped = [{ user: bob }];
  expect(
    participantsOf({ panel: [alice], present: stamped, me: 'alice', nameEn: 'Alice' })[1]?.person,
  ).toEqual(bob);
  const named = participantsOf({ panel: [alice], known: [bob], present, me: 'alice', nameEn: 'Alice' });
  expect(named.map(({ person }) => person)).toEqual([alice, bob]);
});
