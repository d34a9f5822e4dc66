/** What the panel recorded and agreed, read from the live documents at one instant. */
import {
  contestedIn,
  noteOf,
  readAgreed,
  readConflicts,
  readDetails,
  readFacts,
  readHow,
  readItems,
  readNote,
  readNoteMethod,
  readPieces,
  readReasons,
  readSettled,
  readSeverities,
} from '@heping/protocol';
import {
  gapsOf,
  indicatorsOf,
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
import { sheetPieces, type ArrivedFile } from './pieces.ts';

/** The documents of a panel’s common work. */
export interface PanelDocuments {
  readonly record: Y.Doc;
  readonly consensus: Y.Doc;
}

/** Reads everything that a sheet is made of. `arrived`: the files that have come; whoever asks for gaps needs none. */
export function readMatter(
  { record, consensus }: PanelDocuments,
  rubric: Rubric,
  tier: Tier,
  arrived: readonly ArrivedFile[] = [],
): SheetMatter {
  const codes = indicatorsOf(rubric).map(({ code }) => code);
  return {
    facts: readFacts(record, rubric, tier),
    how: readHow(record, rubric, tier),
    details: readDetails(record, rubric, tier),
    items: readItems(record, rubric, tier),
    settled: readSettled(record),
    unsettled: readConflicts(record),
    agreed: readAgreed(consensus, rubric),
    reasons: readReasons(consensus, rubric),
    severities: readSeverities(consensus, rubric),
    notes: Object.fromEntries(codes.map((code) => [code, readNote(record, code)])),
    noteLines: Object.fromEntries(codes.map((code) => [code, noteLines(noteOf(record, code))])),
    evidence: Object.fromEntries(codes.map((code) => [code, evidenceOf(record, code)])),
    pieces: sheetPieces(readPieces(record), arrived),
    noteMethods: Object.fromEntries(
      codes.flatMap((code) => {
        const method = readNoteMethod(record, code);
        return method === null ? [] : [[code, method] as const];
      }),
    ),
  };
}

const AGREED = 'agreed:';

/** Indicators whose agreed score two people set unseen by each other and nobody has settled. */
export const conflictsAgreed = (consensus: Y.Doc): readonly IndicatorCode[] =>
  Object.keys(readConflicts(consensus))
    .filter((key) => key.startsWith(AGREED))
    .map((key) => key.slice(AGREED.length));

export interface Rules {
  readonly rubric: Rubric;
  readonly tier: Tier;
  readonly policy: CeilingPolicy;
  readonly step: Step;
  readonly exceptions: readonly Exception[];
}

/** All that still stands between the live documents and the signatures, in the order of the rubric. [GA1–GA6] */
export function openGaps(documents: PanelDocuments, matter: SheetMatter, rules: Rules): readonly Gap[] {
  return gapsOf({
    ...rules,
    facts: matter.facts,
    agreed: matter.agreed,
    reasons: matter.reasons,
    conflicts: conflictsAgreed(documents.consensus),
    contested: contestedIn(readConflicts(documents.record)),
  });
}
