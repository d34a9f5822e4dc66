import { expect, test } from 'vitest';
import { wayOf } from './swipe.ts';

const stroke = (fromX: number, toX: number, dy = 0) =>
  wayOf({ from: { x: fromX, y: 300 }, to: { x: toX, y: 300 + dy }, width: 390 });

test('a flat stroke far enough is a swipe, a short or a steep one is none', () => {
  expect([stroke(200, 320), stroke(200, 80)]).toEqual(['right', 'left']);
  expect([stroke(200, 250), stroke(200, 320, 90)]).toEqual([null, null]);
});

test('what begins at the edge of the window is left to the browser', () => {
  expect([stroke(10, 200), stroke(380, 200)]).toEqual([null, null]);
  expect([stroke(24, 200), stroke(366, 200)]).toEqual(['right', 'left']);
});
