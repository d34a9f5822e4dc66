import { expect, test } from 'vitest';
import { participantsOf } from './participants.ts';

const alice = { id: 'alice', name: '爱丽', nameEn: 'Alice', color: '#336699' };
const bob = { id: 'bob', name: '鲍勃', nameEn: 'Bob', color: '#993366' };

test('the panel is shown whether here or not; of several tabs the one that says what is written, or where it is, counts', () => {
  const present = [
    { user: bob, at: null },
    { user: bob, at: 'A1.2.1' },
    { user: bob, at: 'A1.2.2', field: 'score' },
  ];
  expect(participantsOf({ panel: [alice, bob], present, me: 'alice' })).toEqual([
    { person: alice, isMe: true, isHere: false, at: null, field: null },
    { person: bob, isMe: false, isHere: true, at: 'A1.2.2', field: 'score' },
  ]);
});

test('a guest comes after the panel, once for all tabs, with both names', () => {
  const present = [{ user: bob }, { user: bob }];
  const shown = participantsOf({ panel: [alice], present, me: 'alice' });
  expect(shown.map(({ person }) => person)).toEqual([alice, bob]);
});
