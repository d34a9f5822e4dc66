import { expect, test } from 'vitest';
import { wishOf } from './keyboard.ts';

const key = (
  key: string,
  held: Partial<Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>> = {},
) => ({
  key,
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
});

test('Alt and the arrows lead to the indicators beside, Alt+N to the next that is not done', () => {
  expect(wishOf(key('ArrowDown', { altKey: true }), true, false)).toBe('after');
  expect(wishOf(key('ArrowUp', { altKey: true }), true, false)).toBe('before');
  expect(wishOf(key('˜', { code: 'KeyN', altKey: true }), true, false)).toBe('next');
});

test('in the grid only the view can be changed', () => {
  expect(wishOf(key('ArrowDown', { altKey: true }), true, true)).toBeNull();
  expect(wishOf(key('n', { code: 'KeyN', altKey: true }), true, true)).toBeNull();
  expect(wishOf(key('g', { code: 'KeyG', altKey: true }), true, true)).toBe('view');
});

test('? asks for the keys unless it is being typed', () => {
  expect(wishOf(key('?'), false, false)).toBe('help');
  expect(wishOf(key('?'), true, false)).toBeNull();
});

test('what the browser and the field want is left to them', () => {
  expect(wishOf(key('ArrowDown'), false, false)).toBeNull();
  expect(wishOf(key('ArrowDown', { altKey: true, ctrlKey: true }), false, false)).toBeNull();
  expect(wishOf(key('?', { metaKey: true }), false, false)).toBeNull();
});
