/** Signatures for tests. */
import type { Drawing } from '@heping/protocol';

/** A name as somebody writes it, in two strokes; another `at`, another hand. */
export const drawn = (at = 0): Drawing => ({
  strokes: [100, 500].map((left) =>
    Array.from({ length: 20 }, (_, step) => [left + step * 15, 120 + at + ((step * 37) % 90)]).flat(),
  ),
});
