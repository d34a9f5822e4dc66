/** What is signed, put together from what is recorded and agreed: everything the hash covers. Pure. [SH4] */
import type { Sheet } from '@heping/db';
import {
  schemas,
  type NoteLine,
  type SheetContent,
  type SheetPiece,
  type SheetRequirement,
} from '@heping/protocol';
import {
  ceilingOf,
  findIndicator,
  indicatorsOf,
  inForce,
  requirementsOf,
  severityOf,
  totalsOf,
  type Facts,
  type IndicatorCode,
  type Method,
  type RequirementCode,
  type Rubric,
  type Severity,
  type Tenths,
  type Tier,
} from '@heping/scoring';
import { sha256 } from './hash.ts';
import { checklistsIn, readingsIn, type RecordedMatter } from './recorded.ts';

/** The names and rules that surround a sheet, as they were when it was locked. */
export type SheetFrame = Omit<
  SheetContent,
  | 'format'
  | 'rubric'
  | 'requirements'
  | 'facts'
  | 'checklists'
  | 'readings'
  | 'lines'
  | 'totals'
  | 'pieces'
  | 'noteMethods'
> & {
  readonly rubric: Rubric;
  /** SHA-256 of the rubric as it is published. */
  readonly rubricHash: string;
};

/** What the panel recorded and agreed. */
export interface SheetMatter extends RecordedMatter {
  readonly facts: Facts;
  readonly how: Readonly<Record<RequirementCode, string | null>>;
  readonly agreed: Readonly<Record<IndicatorCode, Tenths | null>>;
  readonly reasons: Readonly<Record<IndicatorCode, string>>;
  /** As the panel said it; null leaves it to the points lost. */
  readonly severities: Readonly<Record<IndicatorCode, Severity | null>>;
  readonly notes: Readonly<Record<IndicatorCode, string>>;
  readonly noteLines: Readonly<Record<IndicatorCode, readonly NoteLine[]>>;
  /** SHA-256 of each note’s full rich text. */
  readonly evidence: Readonly<Record<IndicatorCode, string>>;
  readonly pieces: readonly SheetPiece[];
  /** How notes were got, where the panel said so. */
  readonly noteMethods: Readonly<Record<IndicatorCode, Method>>;
}

/**
 * The content of a complete sheet; the score in force is the lower of agreed and ceiling. Asserts that every indicator
 * is scored: whoever locks has asked `gapsOf` before. [SH4, CE8]
 */
export function sheetContent(frame: SheetFrame, matter: SheetMatter): SheetContent {
  const { rubric, rubricHash, ...names } = frame;
  const { tier } = names.centre;
  const lines = indicatorsOf(rubric).map((indicator) => lineOf(frame, matter, indicator));
  const readings = readingsIn(matter);
  const { tables } = totalsOf(
    rubric,
    Object.fromEntries(lines.map(({ indicator, score }) => [indicator, score])),
  );
  return {
    format: 'heping-sheet-2',
    ...names,
    rubric: { code: rubric.code, hash: rubricHash },
    requirements: requirementsOf(rubric, tier).map(requirementOf),
    facts: Object.fromEntries(Object.keys(matter.facts).map((code) => [code, factOf(matter, code)])),
    checklists: checklistsIn(rubric, tier, matter),
    ...(readings.length > 0 && { readings }),
    lines,
    totals: Object.entries(tables).map(([table, { points, maximum }]) => ({ table, points, maximum })),
    // A sheet without any is the same as it always was. [SH8]
    ...(matter.pieces.length > 0 && { pieces: [...matter.pieces] }),
    ...(Object.keys(matter.noteMethods).length > 0 && { noteMethods: { ...matter.noteMethods } }),
  };
}

/** What a kept sheet says: our own canonical JSON, written by `lock` and never changed since. */
export const readSheetContent = ({ canonical }: { readonly canonical: string }): SheetContent =>
  JSON.parse(canonical) as SheetContent;

/** The same for a sheet of which nothing is known yet: null where it cannot be read as one. [SE4] */
export function soundContent({ canonical }: { readonly canonical: string }): SheetContent | null {
  return legible(canonical, sha256(canonical));
}

/** The content of a sheet for lists: null where it is not what its hash says, or cannot be read. [SE4] */
export function heldContent({ canonical, hash }: Pick<Sheet, 'canonical' | 'hash'>): SheetContent | null {
  const found = sha256(canonical);
  return found === hash ? legible(canonical, found) : null;
}

/** Hashes of texts found to be sheets: what was judged once is not judged again at every list. */
const judged = new Set<string>();
const JUDGED_MOST = 4096;

function legible(canonical: string, hash: string): SheetContent | null {
  try {
    const content: unknown = JSON.parse(canonical);
    if (!judged.has(hash)) {
      if (!schemas.SheetContent.safeParse(content).success) return null;
      if (judged.size >= JUDGED_MOST) judged.clear();
      judged.add(hash);
    }
    // Safe: this very text has passed the schema.
    return content as SheetContent;
  } catch {
    return null;
  }
}

function factOf(matter: SheetMatter, code: RequirementCode): SheetContent['facts'][string] {
  const { value = null, notApplicable } = matter.facts[code] ?? {};
  const details = matter.details[code] ?? {};
  return {
    value: typeof value === 'object' && value !== null ? { ...value } : value,
    notApplicable: notApplicable ?? null,
    how: matter.how[code] ?? null,
    ...(Object.keys(details).length > 0 && { details: { ...details } }),
  };
}

type Line = SheetContent['lines'][number];

function lineOf(
  { rubric, centre, policies, exceptions, evaluation }: SheetFrame,
  matter: SheetMatter,
  { code, maximum }: { readonly code: IndicatorCode; readonly maximum: Tenths },
): Line {
  const agreed = matter.agreed[code] ?? null;
  if (agreed === null) throw new Error(`sheet of ${evaluation}: ${code} has no agreed score`);
  const ceiling = ceilingOf({
    rubric,
    tier: centre.tier,
    indicator: code,
    facts: matter.facts,
    exceptions,
    policy: policies.ceilingPolicy,
    step: policies.step,
  });
  const score = inForce(agreed, ceiling);
  return {
    indicator: code,
    maximum,
    clauses: [...clausesFor(rubric, centre.tier, code)],
    ceiling: ceiling.ceiling,
    score,
    severity: score < maximum ? (matter.severities[code] ?? severityOf(maximum, score)) : null,
    // A reason stays at the table while the score goes up and down; without a deduction there is nothing it is for.
    reason: score < maximum ? (matter.reasons[code] ?? '') : '',
    note: matter.notes[code] ?? '',
    noteLines: [...(matter.noteLines[code] ?? [])],
    evidence: matter.evidence[code] ?? '',
  };
}

function requirementOf({
  requirement,
  threshold,
}: ReturnType<typeof requirementsOf>[number]): SheetRequirement {
  const { code, title, kind, unit, indicators } = requirement;
  const { clause, strength, quantity, least, items } = threshold;
  return {
    code,
    title: { ...title },
    kind,
    unit: unit === undefined ? null : { ...unit },
    indicators: [...indicators],
    clause,
    strength,
    quantity: { ...quantity },
    least: least ?? null,
    items: (items ?? []).map((item) => ({ ...item, title: { ...item.title } })),
  };
}

/** The clauses of an indicator without those that speak of other tiers only. [FI3] */
function clausesFor(rubric: Rubric, tier: Tier, indicator: IndicatorCode): readonly string[] {
  const thresholds = rubric.requirements
    .filter(({ indicators }) => indicators.includes(indicator))
    .flatMap(({ thresholds }) => thresholds);
  const own = new Set(thresholds.filter((threshold) => threshold.tier === tier).map(({ clause }) => clause));
  const others = new Set(thresholds.map(({ clause }) => clause).filter((clause) => !own.has(clause)));
  const named = (findIndicator(rubric, indicator)?.clauses ?? []).filter((clause) => !others.has(clause));
  return [...new Set([...named, ...own])];
}
