/** How strongly a clause asks, as the standard writes it. */
import type { Localized, Strength } from '@heping/scoring';

export const STRENGTH_WORDS: Readonly<Record<Strength, Localized>> = {
  shall: { zh: '应', en: 'shall' },
  should: { zh: '宜', en: 'should' },
  generally: { zh: '一般', en: 'should generally' },
  may: { zh: '可', en: 'may' },
};
