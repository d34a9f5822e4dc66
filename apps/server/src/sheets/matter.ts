/** What the panel recorded and agreed, read from the live documents at one instant. */
import {
  noteOf,
  readAgreed,
  readConflicts,
  readFacts,
  readHow,
  readNote,
  readReasons,
  readSeverities,
} from '@heping/protocol';
import {
  gapsOf,
  indicatorsOf,
  requirementsOf,
  type CeilingPolicy,
  type Exception,
  type Gap,
  type IndicatorCode,
  type Rubric,
  type Step,
  type Tier,
} from '@heping/scoring';
import type * as Y from 'yjs';
import type { SheetMatter } from './content.ts';
import { evidenceOf, noteLines } from './note.ts';

/** The documents of a panel’s common work. */
export interface PanelDocuments {
  readonly record: Y.Doc;
  readonly consensus: Y.Doc;
}

/** Reads everything that a sheet is made of. */
export function readMatter({ record, consensus }: PanelDocuments, rubric: Rubric, tier: Tier): SheetMatter {
  const codes = indicatorsOf(rubric).map(({ code }) => code);
  return {
    facts: readFacts(record, rubric, tier),
    how: readHow(record, rubric, tier),
    agreed: readAgreed(consensus, rubric),
    reasons: readReasons(consensus, rubric),
    severities: readSeverities(consensus, rubric),
    notes: Object.fromEntries(codes.map((code) => [code, readNote(record, code)])),
    noteLines: Object.fromEntries(codes.map((code) => [code, noteLines(noteOf(record, code))])),
    evidence: Object.fromEntries(codes.map((code) => [code, evidenceOf(record, code)])),
  };
}

const AGREED = 'agreed:';
const FACTS = 'facts:';

/** Indicators whose agreed score two people set unseen by each other and nobody has settled. */
export const conflictsAgreed = (consensus: Y.Doc): readonly IndicatorCode[] =>
  Object.keys(readConflicts(consensus))
    .filter((key) => key.startsWith(AGREED))
    .map((key) => key.slice(AGREED.length));

/** A fact with two unseen values is as unsettled as a score: it stands with the indicators it decides. [GA2] */
function factConflicts(record: Y.Doc, rubric: Rubric, tier: Tier): readonly Gap[] {
  const keys = Object.keys(readConflicts(record))
    .filter((key) => key.startsWith(FACTS))
    .map((key) => key.slice(FACTS.length));
  return requirementsOf(rubric, tier)
    .filter(({ requirement: { code } }) => keys.some((key) => key === code || key.startsWith(`${code}.`)))
    .flatMap(({ requirement: { code, indicators } }) =>
      indicators.map((indicator): Gap => ({ kind: 'conflict', indicator, requirement: code })),
    );
}

export interface Rules {
  readonly rubric: Rubric;
  readonly tier: Tier;
  readonly policy: CeilingPolicy;
  readonly step: Step;
  readonly exceptions: readonly Exception[];
}

/** All that still stands between the live documents and the signatures, in the order of the rubric. [GA1–GA6] */
export function openGaps(documents: PanelDocuments, matter: SheetMatter, rules: Rules): readonly Gap[] {
  const gaps = [
    ...gapsOf({
      ...rules,
      facts: matter.facts,
      agreed: matter.agreed,
      reasons: matter.reasons,
      conflicts: conflictsAgreed(documents.consensus),
    }),
    ...factConflicts(documents.record, rules.rubric, rules.tier),
  ];
  const order = indicatorsOf(rules.rubric).map(({ code }) => code);
  return gaps.toSorted((a, b) => order.indexOf(a.indicator) - order.indexOf(b.indicator));
}
