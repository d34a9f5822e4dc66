/** The lists of scoring as words in the reader's language: one table per list, the compiler sees that none is missing. */
import type { DocumentKind } from '@heping/protocol';
import {
  BODY_NAMES,
  dayIn,
  minuteIn,
  TIME_ZONE,
  unitBeside,
  type BodyKind,
  type CeilingPolicy,
  type CellState,
  type CentreRole,
  type EvaluationKind,
  type GapKind,
  type Localized,
  type Method,
  type Phase,
  type Proof,
  type Role,
  type ScoringMode,
  type Severity,
  type Step,
  type Strength,
  type Tier,
} from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import { getLocale, type Locale } from '#lib/paraglide/runtime.js';

/** A word that is looked up when it is shown, in the language of that moment. */
export type Word = (inputs?: Record<string, never>, options?: { locale?: Locale }) => string;

export const PHASE_WORDS: Readonly<Record<Phase, Word>> = {
  planned: m.phase_planned,
  scoring: m.phase_scoring,
  deliberation: m.phase_deliberation,
  signing: m.phase_signing,
  preliminary: m.phase_preliminary,
  notice: m.phase_notice,
  published: m.phase_published,
  rectifying: m.phase_rectifying,
  closed: m.phase_closed,
  cancelled: m.phase_cancelled,
};

/** A phase by its word; where no notice is wanted, the one of delivery is not called a notice. [ND3] */
export const phaseWord = (phase: Phase, noticeDays: number): string =>
  phase === 'notice' && noticeDays === 0 ? m.phase_notice_none() : PHASE_WORDS[phase]();

/** The glyph beside the word: how far on the way, as a filling circle. */
export const PHASE_GLYPHS: Readonly<Record<Phase, string>> = {
  planned: '○',
  scoring: '◔',
  deliberation: '◑',
  signing: '◕',
  preliminary: '●',
  notice: '◉',
  published: '✓',
  rectifying: '↻',
  closed: '■',
  cancelled: '✕',
};

export const TIER_WORDS: Readonly<Record<Tier, Word>> = {
  municipal: m.tier_municipal,
  county: m.tier_county,
  township: m.tier_township,
  village: m.tier_village,
  regional: m.tier_regional,
  outpost: m.tier_outpost,
};

export const KIND_WORDS: Readonly<Record<EvaluationKind, Word>> = {
  regular: m.kind_regular,
  'spot-check': m.kind_spot_check,
};

const documentWords = {
  ballot: m.device_doc_ballot,
  self: m.device_doc_self,
  record: m.device_doc_record,
  consensus: m.device_doc_consensus,
  plan: m.device_doc_plan,
};
export const DOCUMENT_WORDS: Readonly<Record<DocumentKind, Word>> = documentWords;

export const CENTRE_ROLE_WORDS: Readonly<Record<CentreRole, Word>> = {
  director: m.centre_role_director,
  deputy: m.centre_role_deputy,
  staff: m.centre_role_staff,
  responsible: m.centre_role_responsible,
};

export const ROLE_WORDS: Readonly<Record<Role, Word>> = {
  chair: m.role_chair,
  panelist: m.role_panelist,
  officer: m.role_officer,
  leader: m.role_leader,
  administrator: m.role_administrator,
  public: m.role_public,
};

export const STRENGTH_WORDS: Readonly<Record<Strength, Word>> = {
  shall: m.strength_shall,
  should: m.strength_should,
  generally: m.strength_generally,
  may: m.strength_may,
};

export const METHOD_WORDS: Readonly<Record<Method, Word>> = {
  observe: m.method_observe,
  ask: m.method_ask,
  listen: m.method_listen,
  inspect: m.method_inspect,
  compare: m.method_compare,
};

export const SEVERITY_WORDS: Readonly<Record<Severity, Word>> = {
  severe: m.severity_severe,
  ordinary: m.severity_ordinary,
  suggestion: m.severity_suggestion,
};

export const CEILING_POLICY_WORDS: Readonly<Record<CeilingPolicy, Word>> = {
  discretion: m.ceiling_policy_discretion,
  proportional: m.ceiling_policy_proportional,
  strict: m.ceiling_policy_strict,
};

export const SCORING_MODE_WORDS: Readonly<Record<ScoringMode, Word>> = {
  independent: m.mode_independent,
  joint: m.mode_joint,
};

export const STEP_WORDS: Readonly<Record<Step, Word>> = {
  10: m.step_10,
  5: m.step_5,
  1: m.step_1,
};

export const CELL_STATE_WORDS: Readonly<Record<CellState, Word>> = {
  unscored: m.cell_unscored,
  scored: m.cell_scored,
  zero: m.cell_zero,
  waiting: m.cell_waiting,
  conflict: m.cell_conflict,
  recused: m.cell_recused,
};

export const PROOF_WORDS: Readonly<Record<Proof, Word>> = {
  photo: m.proof_photo,
  document: m.proof_document,
  count: m.proof_count,
  sample: m.proof_sample,
};

export const GAP_WORDS: Readonly<Record<GapKind, Word>> = {
  score: m.gap_score,
  reason: m.gap_reason,
  conflict: m.gap_conflict,
  fact: m.gap_fact,
  'over-ceiling': m.gap_over_ceiling,
};

/** A text that comes in both languages, in the reader's. */
export function textOf(text: Localized): string {
  return text[getLocale()];
}

/** What kind of body it is, in the same words as in refusals. */
export function bodyKindOf(kind: BodyKind): string {
  return textOf(BODY_NAMES[kind]);
}

/** The unit of an amount in the reader's language: 1 person, 2 people. */
export const unitOf = (unit: Localized, figure: string): string => textOf(unitBeside(unit, figure));

/** The name of a person, body or centre in the reader's language; the Chinese one where there is no other. */
export function nameOf({ name, nameEn }: { readonly name: string; readonly nameEn: string }): string {
  return getLocale() === 'en' && nameEn !== '' ? nameEn : name;
}

/** Where a centre lies, in the reader's language. */
export function areaOf({ area, areaEn }: { readonly area: string; readonly areaEn: string }): string {
  return getLocale() === 'en' && areaEn !== '' ? areaEn : area;
}

/** Several words as one list: 甲、乙、丙 or "a, b, c". */
export function listOf(words: readonly string[]): string {
  return words.join(getLocale() === 'zh' ? '、' : ', ');
}

const OR = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** A word with another in brackets. */
export const withAside = (word: string, aside: string): string =>
  getLocale() === 'zh' ? `${word}（${aside}）` : `${word} (${aside})`;

/** Words of which one will do: 甲或乙 or "a, b or c". */
export function oneOf(words: readonly string[]): string {
  return getLocale() === 'zh' ? words.join('或') : OR.format(words);
}

/** The calendar day of a moment, in the time zone of the campaigns and not of the device: 2026-11-23. [ND1] */
export const dayOf = (moment: number): string => dayIn(TIME_ZONE, moment);

/** A moment in the time zone of the campaigns and not of the device: 2026-11-23 10:42. [ND1] */
export const momentOf = (moment: number): string => minuteIn(TIME_ZONE, moment);

/** A day written out: 2026年11月23日 or 23 November 2026. */
export function longDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  if (getLocale() === 'zh') return `${year}年${Number(month)}月${Number(date)}日`;
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}
