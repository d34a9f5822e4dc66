/** What can be said of an item and of what is held, as places beside each other. */
import type { ItemState } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import { ITEM_GLYPHS, ITEM_WORDS } from '#lib/evaluation/record-words.ts';

const unsaid = () => ({ value: null, word: m.score_unsaid() });

export const YES_OR_NO = () => [
  { value: true, word: m.score_yes(), glyph: '✓', tone: 'good' as const },
  { value: false, word: m.score_no(), glyph: '✕', tone: 'bad' as const },
  unsaid(),
];

/** Of an item that a requirement names. */
export const ITEM_CHOICES = () => [
  { value: true, word: m.score_there(), glyph: '✓', tone: 'good' as const },
  { value: false, word: m.score_absent(), glyph: '✕', tone: 'bad' as const },
  unsaid(),
];

const TONES: Readonly<Partial<Record<ItemState, 'good' | 'bad'>>> = { there: 'good', absent: 'bad' };

/** Of an item of a checklist, which may not apply here. */
export const STATE_CHOICES = () =>
  (['there', 'absent', 'not-applicable', 'unrecorded'] as const).map((value) => ({
    value,
    word: ITEM_WORDS[value](),
    ...(value === 'unrecorded' ? {} : { glyph: ITEM_GLYPHS[value] }),
    ...(TONES[value] === undefined ? {} : { tone: TONES[value] }),
  }));
