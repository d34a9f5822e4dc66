/** What happened to a finding, for whoever writes in one of its forms meanwhile. [FA3] */
import type { CaseEvent } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';
import type { News } from '#lib/ui/attempt.svelte.ts';
import { momentOf, nameOf, textOf } from '#lib/words.ts';

/** Beside the finding's way: it stands as it stood. */
const ASIDE = /^(measure|reminder)\.|^finding\.(remark|urge|assign|extend)$/;

/** Oldest first, as they come. */
export const newsOf = (events: readonly CaseEvent[]): News[] =>
  events.map(({ at, by, action, text }) => ({
    at,
    sentence: m.refused_first({
      ...{ at: momentOf(at), name: by === null ? m.findings_system() : nameOf(by) },
      what: textOf(text),
    }),
    isAside: ASIDE.test(action),
  }));
