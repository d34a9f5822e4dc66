import { describe, expect, it } from 'vitest';
import { fitted, isHeic } from './shrink.ts';

describe('a photo that is sent', () => {
  it.each([
    [4000, 3000, 2560, 1920],
    [3000, 4000, 1920, 2560],
    [800, 600, 800, 600],
    [9000, 1, 2560, 1],
  ])('%i × %i becomes %i × %i', (width, height, toWidth, toHeight) => {
    expect(fitted(width, height)).toEqual({ width: toWidth, height: toHeight });
  });
});

it.each([
  ['IMG_0001.HEIC', '', true],
  ['photo', 'image/heif', true],
  ['heic.jpg', 'image/jpeg', false],
])('%s of type %j: a HEIC is %s', (name, type, expected) => {
  expect(isHeic({ name, type })).toBe(expected);
});
