import { expect, test } from 'vitest';
import { isForScore, keysOf, wishOf } from './keyboard.ts';

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
  expect(wishOf(key('ArrowDown', { altKey: true }), false)).toBe('after');
  expect(wishOf(key('ArrowUp', { altKey: true }), false)).toBe('before');
  expect(wishOf(key('˜', { code: 'KeyN', altKey: true }), false)).toBe('next');
});

test('in the grid only the view can be changed', () => {
  expect(wishOf(key('ArrowDown', { altKey: true }), true)).toBeNull();
  expect(wishOf(key('n', { code: 'KeyN', altKey: true }), true)).toBeNull();
  expect(wishOf(key('g', { code: 'KeyG', altKey: true }), true)).toBe('view');
});

test('what the browser and the field want is left to them', () => {
  expect(wishOf(key('ArrowDown'), false)).toBeNull();
  expect(wishOf(key('ArrowDown', { altKey: true, ctrlKey: true }), false)).toBeNull();
});

const composing = (isComposing: boolean) => (name: string) => ({ ...key(name), isComposing });
const pressed = composing(false);

test('digits, the point and Backspace score wherever the focus is on the page, but never while something is typed', () => {
  for (const name of ['0', '9', '.', '８', 'Backspace'])
    expect([name, isForScore(pressed(name), 'page'), isForScore(pressed(name), 'button')]).toEqual([
      name,
      true,
      true,
    ]);
  expect(isForScore(pressed('8'), 'text')).toBe(false);
  expect(isForScore(pressed('8'), 'over')).toBe(false);
  expect(isForScore(composing(true)('8'), 'page')).toBe(false);
  expect(isForScore({ ...pressed('8'), ctrlKey: true }, 'page')).toBe(false);
  expect(isForScore(pressed('a'), 'page')).toBe(false);
});

test('Enter is left to a button, the arrows to a choice', () => {
  expect([isForScore(pressed('Enter'), 'button'), isForScore(pressed('Enter'), 'page')]).toEqual([
    false,
    true,
  ]);
  expect([isForScore(pressed('ArrowUp'), 'choice'), isForScore(pressed('ArrowUp'), 'button')]).toEqual([
    false,
    true,
  ]);
});

test('listed is what works: on a sheet that only reads no key scores, in the grid the arrows walk', () => {
  const keys = (isGrid: boolean, isScoring: boolean) =>
    keysOf({ isGrid, isScoring, isHere: true }).lines.map((line) => line.key);
  expect(keys(false, false)).toEqual(['Alt + ↑ ↓', 'Alt + N', 'Alt + G']);
  expect(keys(true, false)).toEqual(['Alt + G']);
  expect(keys(true, true)).toContain('← →');
  expect(keys(true, true)).not.toContain('Alt + N');
  expect(keysOf({ isGrid: false, isScoring: false, isHere: false }).lines).toEqual([]);
});
