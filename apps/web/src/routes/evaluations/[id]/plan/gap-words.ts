/** What a plan lacks, in words, and where that is filled in. Pure. */
import { causeRoot, measureRoot } from '@heping/protocol';
import type { PlanGap, PlanGapKind } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import { longDay } from '#lib/words.ts';
import { placeId } from './board.svelte.ts';

interface GapWord {
  /** Something is wrong, and not only missing yet. */
  readonly isError: boolean;
  readonly words: (gap?: PlanGap) => string;
}

export const GAP_WORDS: Readonly<Record<PlanGapKind, GapWord>> = {
  cause: { isError: false, words: () => m.rectify_gap_cause() },
  measures: { isError: false, words: () => m.rectify_gap_measures() },
  text: { isError: false, words: () => m.rectify_gap_text() },
  kind: { isError: false, words: () => m.rectify_gap_kind() },
  owner: { isError: false, words: () => m.rectify_gap_owner() },
  'owner-unknown': { isError: true, words: () => m.rectify_gap_owner_unknown() },
  due: { isError: false, words: () => m.rectify_gap_due() },
  'due-late': {
    isError: true,
    words: (gap) => m.rectify_gap_due_late({ until: gap?.until === undefined ? '' : longDay(gap.until) }),
  },
  'due-past': { isError: true, words: () => m.rectify_gap_due_past() },
  conflict: { isError: true, words: () => m.rectify_gap_conflict() },
  dropped: { isError: true, words: () => m.rectify_gap_dropped() },
  'responsible-unknown': { isError: true, words: () => m.rectify_gap_responsible_unknown() },
};

export const gapWords = (gap: PlanGap): string => GAP_WORDS[gap.kind].words(gap);

/** The element that a gap leads to. */
export function gapPlace({ kind, finding, place }: PlanGap): string {
  if (kind === 'cause') return placeId(causeRoot(finding));
  if (kind === 'text' && place !== undefined) return placeId(measureRoot(place));
  return place === undefined ? placeId(String(finding)) : placeId(place);
}
