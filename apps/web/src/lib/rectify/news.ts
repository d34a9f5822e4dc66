/** What others did with a measure, for whoever writes in one of its forms meanwhile. [MA5] */
import type { MeasureSheet, PersonRef } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';
import type { News } from '#lib/ui/attempt.svelte.ts';
import { momentOf, nameOf } from '#lib/words.ts';
import { MEASURE_ACT_WORDS, NOTE_KIND_WORDS } from './words.ts';

const GIVEN = { granted: 'grant-extension', refused: 'refuse-extension' } as const;

/** Oldest first. What the clock decided is nobody's. */
export function newsOf({ notes, extensions }: Pick<MeasureSheet, 'notes' | 'extensions'>): News[] {
  const said = notes.map(({ kind, at, person, name }) => ({
    at,
    sentence: firstly(at, person ?? name, NOTE_KIND_WORDS[kind]()),
    isAside: kind === 'note' || kind === 'check',
  }));
  const asked = extensions.map(({ askedAt, askedBy, askedByName }) => ({
    at: askedAt,
    sentence: firstly(askedAt, askedBy ?? askedByName, MEASURE_ACT_WORDS['ask-extension']()),
  }));
  const decided = extensions.flatMap(({ decision, state }) => {
    if (decision?.by == null || state === 'asked') return [];
    const { at, by } = decision;
    return [{ at, sentence: firstly(at, by, MEASURE_ACT_WORDS[GIVEN[state]]()) }];
  });
  return [...said, ...asked, ...decided].toSorted((one, other) => one.at - other.at);
}

const firstly = (at: number, by: PersonRef | string, what: string): string =>
  m.refused_first({ at: momentOf(at), name: typeof by === 'string' ? by : nameOf(by), what });
