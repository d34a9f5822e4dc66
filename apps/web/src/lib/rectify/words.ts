/** Measures, acceptance and look-back in words and glyphs; why something is not possible, as a sentence. */
import { sentence, type RefusalCode, type Why } from '@heping/protocol';
import type { Effect, MeasureAct, MeasureKind, MeasureState } from '@heping/scoring';
import type { Look } from '#lib/findings/case-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Word } from '#lib/words.ts';

export const MEASURE_KIND_WORDS: Readonly<Record<MeasureKind, Word>> = {
  immediate: m.rectify_kind_immediate,
  corrective: m.rectify_kind_corrective,
  preventive: m.rectify_kind_preventive,
};

export const MEASURE_STATE_WORDS: Readonly<Record<MeasureState, Word>> = {
  doing: m.rectify_state_doing,
  reported: m.rectify_state_reported,
  verified: m.rectify_state_verified,
  dropped: m.rectify_state_dropped,
};
export const MEASURE_STATE_LOOKS: Readonly<Record<MeasureState, Look>> = {
  doing: { tone: 'warn', glyph: '◑' },
  reported: { tone: 'info', glyph: '◕' },
  verified: { tone: 'good', glyph: '●' },
  dropped: { tone: 'neutral', glyph: '✕' },
};

/** What pressing it does, as a verb. */
export const MEASURE_ACT_WORDS: Readonly<Record<Exclude<MeasureAct, 'drop'>, Word>> = {
  note: m.rectify_act_note,
  report: m.rectify_act_report,
  check: m.rectify_act_check,
  verify: m.rectify_act_verify,
  return: m.rectify_act_return,
  'ask-extension': m.rectify_act_ask_extension,
  'grant-extension': m.rectify_act_grant_extension,
  'refuse-extension': m.rectify_act_refuse_extension,
};

export const NOTE_KIND_WORDS = {
  note: m.rectify_note_note,
  report: m.rectify_note_report,
  check: m.rectify_note_check,
  verify: m.rectify_note_verify,
  return: m.rectify_note_return,
} as const satisfies Record<string, Word>;

export const EXTENSION_WORDS = {
  asked: m.rectify_extension_asked,
  granted: m.rectify_extension_granted,
  refused: m.rectify_extension_refused,
} as const satisfies Record<string, Word>;

export const EFFECT_WORDS: Readonly<Record<Effect, Word>> = {
  effective: m.rectify_effect_effective,
  partly: m.rectify_effect_partly,
  not: m.rectify_effect_not,
};
export const EFFECT_HINTS: Readonly<Record<Effect, Word>> = {
  effective: m.rectify_effect_effective_hint,
  partly: m.rectify_effect_partly_hint,
  not: m.rectify_effect_not_hint,
};
export const EFFECT_LOOKS: Readonly<Record<Effect, Look>> = {
  effective: { tone: 'good', glyph: '●' },
  partly: { tone: 'warn', glyph: '◑' },
  not: { tone: 'bad', glyph: '○' },
};

/** Why something cannot be done now, in the reader's language; null where it can. */
export const whyWords = (why: Why | null): string | null =>
  // The server names codes of the list that both sides share.
  why === null ? null : sentence({ code: why.code as RefusalCode, params: why.params }, getLocale());

/** Whole percent as typed; null for anything else. */
export const readPercent = (typed: string): number | null =>
  /^\d{1,3}$/.test(typed.trim()) ? Number(typed.trim()) : null;
