import { huzhou } from '@heping/scoring';
import { expect, it } from 'vitest';
import { rubricHash } from './rubric-hash.ts';

it('[SH4] the rubric is the one by which sheets were signed: its hash stands on each of them', () => {
  expect(rubricHash(huzhou)).toBe('23802153983e964109b3f5f0851b11eab51cc0940d5ba75c83de572892b6470a');
});
