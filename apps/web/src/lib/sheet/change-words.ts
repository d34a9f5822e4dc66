/** A change between two revisions in the reader's words: what, where, before and after. */
import type { SheetChange } from '@heping/protocol';
import { SEVERITIES, type Rubric } from '@heping/scoring';
import { factLabel } from '#lib/evaluation/fact-label.ts';
import { m } from '#lib/paraglide/messages.js';
import { SEVERITY_WORDS, type Word } from '#lib/words.ts';

export interface ChangeWords {
  readonly kind: string;
  readonly place: string;
  readonly before: string;
  readonly after: string;
}

const KIND_WORDS: Readonly<Record<Exclude<SheetChange['kind'], 'other'>, Word>> = {
  score: m.decide_change_score,
  reason: m.decide_change_reason,
  severity: m.decide_change_severity,
  note: m.decide_change_note,
  evidence: m.evidence_title,
  fact: m.decide_change_fact,
  exception: m.decide_change_exception,
  panel: m.decide_change_panel,
};

/** `A1.2.2.ceiling`, `totals.A.1`, `policies.step`: the parts of a sheet that are no score, reason, note or fact. */
const PART_WORDS: readonly { readonly pattern: RegExp; readonly word: (part: { at: string }) => string }[] = [
  { pattern: /^decision\.(.+)$/, word: () => m.findings_change_decision() },
  { pattern: /^(.+)\.ceiling$/, word: m.decide_part_ceiling },
  { pattern: /^(.+)\.maximum$/, word: m.decide_part_maximum },
  { pattern: /^([AB]\S+)\.clauses$/, word: m.decide_part_clauses },
  { pattern: /^totals\.(.+)$/, word: m.decide_part_total },
  {
    pattern:
      /^((?:policies|rubric|centre|campaign|leadBody|jointBodies|requirements|checklists|readings|panel|exceptions)\..+)$/,
    word: m.decide_part_frame,
  },
];

function placeOf({ kind, at }: SheetChange, rubric: Rubric): string {
  if (kind === 'fact') return factLabel(at, rubric);
  if (kind === 'exception') return factLabel(at.split('#', 1)[0] ?? '', rubric);
  // A piece is called by what stood before or after; its slot says nothing to a reader.
  if (kind === 'evidence') return at.startsWith('note.') ? at.slice('note.'.length) : '';
  if (kind !== 'other') return at;
  for (const { pattern, word } of PART_WORDS) {
    const found = pattern.exec(at)?.[1];
    if (found !== undefined) return word({ at: found });
  }
  return at;
}

/** Values as they are read; a severity by its word. */
function valueOf(kind: SheetChange['kind'], value: string | null): string {
  if (value === null) return m.decide_change_nothing();
  if (kind !== 'severity') return value;
  const severity = SEVERITIES.find((one) => one === value);
  return severity === undefined ? value : SEVERITY_WORDS[severity]();
}

export function changeWords(change: SheetChange, rubric: Rubric): ChangeWords {
  return {
    // What is neither score, reason, note nor fact is said by its place alone.
    kind: change.kind === 'other' ? '' : KIND_WORDS[change.kind](),
    // A panelist is named in what stood before or after; their id says nothing to a reader.
    place: change.kind === 'panel' ? (change.after ?? change.before ?? change.at) : placeOf(change, rubric),
    before: valueOf(change.kind, change.before),
    after: valueOf(change.kind, change.after),
  };
}
