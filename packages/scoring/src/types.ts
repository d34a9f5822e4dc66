/**
 * The words of the field as lists, and the shapes every room passes around.
 * Points are integers of tenths (8.5 points = 85), so that no sum is ever a floating-point sum. [PT1]
 */

/** Points as an integer of tenths. [PT1] */
export type Tenths = number;

export interface Localized {
  readonly zh: string;
  readonly en: string;
}

export const LOCALES = ['zh', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** 层级 (4.1) and the form outpost 党员先锋站 (5.1.5). */
export const TIERS = ['municipal', 'county', 'township', 'village', 'regional', 'outpost'] as const;
export type Tier = (typeof TIERS)[number];

/** 应、宜、一般、可: how strongly a clause asks. */
export const STRENGTHS = ['shall', 'should', 'generally', 'may'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** How objective evidence is got (7.4.2). */
export const METHODS = ['observe', 'ask', 'listen', 'inspect', 'compare'] as const;
export type Method = (typeof METHODS)[number];

/** What a campaign takes off below a threshold; the standard sets the threshold only. [CE2–CE4] */
export const CEILING_POLICIES = ['discretion', 'proportional', 'strict'] as const;
export type CeilingPolicy = (typeof CEILING_POLICIES)[number];

/** Steps a campaign can choose, in tenths. */
export const STEPS = [10, 5, 1] as const;
export type Step = (typeof STEPS)[number];

export const SCORING_MODES = ['independent', 'joint'] as const;
export type ScoringMode = (typeof SCORING_MODES)[number];

/** 日常评价 and 抽查 (7.2). */
export const EVALUATION_KINDS = ['regular', 'spot-check'] as const;
export type EvaluationKind = (typeof EVALUATION_KINDS)[number];

export const PHASES = [
  'planned',
  'scoring',
  'deliberation',
  'signing',
  'preliminary',
  'notice',
  'published',
  'rectifying',
  'closed',
  'cancelled',
] as const;
export type Phase = (typeof PHASES)[number];

/** Evaluating bodies and those who run centres (4.2, 7.2). */
export const BODY_KINDS = [
  'provincial-committee',
  'city-committee',
  'county-committee',
  'local-party-committee',
  'industry-party-committee',
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];

/** What a person can be to a centre; each of them is a conflict of interest for scoring it. [CI1] */
export const CENTRE_ROLES = ['director', 'deputy', 'staff', 'responsible'] as const;
export type CentreRole = (typeof CENTRE_ROLES)[number];

/** 严重问题、一般问题、改进建议 */
export const SEVERITIES = ['severe', 'ordinary', 'suggestion'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The six states of a cell of a sheet (PRODUCT, section 1). Empty is never zero. */
export const CELL_STATES = ['unscored', 'scored', 'zero', 'waiting', 'conflict', 'recused'] as const;
export type CellState = (typeof CELL_STATES)[number];
export const CELL_GLYPHS: Readonly<Record<CellState, string>> = {
  unscored: '○',
  scored: '●',
  zero: '0',
  waiting: '◔',
  conflict: '⇄',
  recused: '—',
};

export type IndicatorCode = string;
export type RequirementCode = string;

export interface Indicator {
  /** `A1.2.2`: table A.1, group 2, line 2. */
  readonly code: IndicatorCode;
  /** Our own short, faithful wording. */
  readonly text: Localized;
  readonly maximum: Tenths;
  /** Clause numbers the wording stands on, e.g. `['5.2.2', '5.2.7']`. */
  readonly clauses: readonly string[];
  /** The usual way to get evidence for it. */
  readonly method: Method;
  /** Where the standard disagrees with itself: both clauses are shown. [RQ9] */
  readonly remark?: Localized;
}

export interface Group {
  /** `A1.2` */
  readonly code: string;
  readonly title: Localized;
  readonly maximum: Tenths;
  readonly indicators: readonly Indicator[];
  readonly remark?: Localized;
}

export interface Table {
  /** `A.1` */
  readonly code: string;
  readonly title: Localized;
  readonly maximum: Tenths;
  readonly groups: readonly Group[];
  readonly remark?: Localized;
}

/** What kind of fact answers a requirement. */
export const FACT_KINDS = ['measure', 'count', 'rate', 'checklist', 'held'] as const;
/**
 * measure: a quantity with unit (tenths of m²); count: a whole number; rate: tenths of a percent, with sample;
 * checklist: named items each present or not; held: yes or no (村级由村干部兼任, 明确责任党员).
 */
export type FactKind = (typeof FACT_KINDS)[number];

export interface ChecklistItem {
  readonly code: string;
  readonly title: Localized;
  readonly clause: string;
}

/** The value of a requirement for one tier, with its clause, strength and quantity. */
export interface Threshold {
  readonly tier: Tier;
  readonly clause: string;
  readonly strength: Strength;
  /** 总面积、服务空间面积、相对独立的服务空间 … */
  readonly quantity: Localized;
  /** measure: tenths of m²; count: whole; rate: tenths of a percent. Absent for checklist and held. */
  readonly least?: number;
  /** checklist: the items this tier's clause asks for. */
  readonly items?: readonly ChecklistItem[];
  /** Of this tier alone; where there is one it stands in the place of the requirement's. [RQ9] */
  readonly remark?: Localized;
}

export interface Requirement {
  /**
   * `floor-area`, `zones-service`, `zones-display`, `zones-activity`, `content`, `staff`, `staff-held` (village and
   * outpost), `study`, `topics`, `satisfaction`
   */
  readonly code: RequirementCode;
  readonly title: Localized;
  readonly kind: FactKind;
  /** Unit shown beside the number, e.g. ㎡. */
  readonly unit?: Localized;
  /** Whose ceiling it can lower. */
  readonly indicators: readonly IndicatorCode[];
  readonly thresholds: readonly Threshold[];
  /** Where the standard disagrees with itself: both clauses are shown. */
  readonly remark?: Localized;
}

/** What shows that an item of a checklist is there: 照片、文件、点数、抽查. */
export const PROOFS = ['photo', 'document', 'count', 'sample'] as const;
export type Proof = (typeof PROOFS)[number];

/** Facts that never lower a ceiling: a list with proof, kept beside an indicator. [RQ10] */
export interface Checklist {
  readonly code: string;
  readonly title: Localized;
  /** The indicator it is shown with; `null` where the standard gives no points (it becomes a suggestion). */
  readonly indicator: IndicatorCode | null;
  readonly tiers: readonly Tier[];
  readonly proof: Proof;
  readonly items: readonly ChecklistItem[];
  readonly remark?: Localized;
}

export interface Rubric {
  readonly code: string;
  readonly title: Localized;
  readonly tables: readonly Table[];
  readonly requirements: readonly Requirement[];
  readonly checklists: readonly Checklist[];
}

/** What the panel measured, counted or saw. `null` value = not recorded yet. */
export interface Fact {
  /** measure and count and rate: the number in the threshold's unit; held: boolean; checklist: item code → present. */
  readonly value: number | boolean | Readonly<Record<string, boolean | null>> | null;
  /** Set when the panel said "not applicable": the reason. */
  readonly notApplicable?: string | null;
}
export type Facts = Readonly<Record<RequirementCode, Fact>>;

/** The chair's exception where the clause says 一般 (5.2.2, 5.2.3, 5.2.4, 5.2.6). */
export interface Exception {
  readonly requirement: RequirementCode;
  readonly reason: string;
}

/** A stranger's input either is right, or says what was wrong and where. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };
