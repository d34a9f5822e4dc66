import { expect, test } from 'vitest';
import { EarlyKeys } from './early-keys.ts';

test('keys typed between two fields go to the one that is coming, none to the one that was left', () => {
  const early = new EarlyKeys();
  const typed: string[] = [];
  expect(early.hold('7')).toBe(false);
  early.setOut('A1.1.2');
  expect([early.hold('1'), early.hold('.'), early.hold('5')]).toEqual([true, true, true]);
  early.arrive((key) => typed.push(key));
  expect(typed.join('')).toBe('1.5');
  expect([early.isOnWayTo('A1.1.2'), early.hold('2')]).toEqual([false, false]);
});

test('a key that leads on leaves the rest for the field after', () => {
  const early = new EarlyKeys();
  const typed: string[] = [];
  const typeAt = (at: string, next: string) => (key: string) => {
    typed.push(`${at} ${key}`);
    if (key === 'Enter') early.setOut(next);
  };
  early.setOut('A1.1.2');
  for (const key of ['2', 'Enter', '1']) early.hold(key);
  early.arrive(typeAt('A1.1.2', 'A1.1.3'));
  expect(early.isOnWayTo('A1.1.3')).toBe(true);
  early.arrive(typeAt('A1.1.3', 'A1.2.1'));
  expect(typed).toEqual(['A1.1.2 2', 'A1.1.2 Enter', 'A1.1.3 1']);
});
