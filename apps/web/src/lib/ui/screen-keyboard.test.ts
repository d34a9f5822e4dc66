import { describe, expect, it } from 'vitest';
import { coveredBy } from './screen-keyboard.ts';

describe('the keyboard on the screen', () => {
  it('covers what the visual viewport leaves of the window', () => {
    expect(coveredBy({ height: 508, offsetTop: 0, scale: 1 }, 844)).toBe(336);
    expect(coveredBy({ height: 508, offsetTop: 100, scale: 1 }, 844)).toBe(236);
  });

  it('is not a bar of the browser, nor a page that is zoomed into', () => {
    expect(coveredBy({ height: 788, offsetTop: 0, scale: 1 }, 844)).toBe(0);
    expect(coveredBy({ height: 422, offsetTop: 0, scale: 2 }, 844)).toBe(0);
  });
});
