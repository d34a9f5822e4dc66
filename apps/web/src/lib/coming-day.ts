/** A day that is typed without its year, and is still to come. */
import type { Near } from '#lib/ui/read-day.ts';
import { dayOf } from '#lib/words.ts';

export const coming = (): Near => ({ today: dayOf(Date.now()), lean: 'coming' });
