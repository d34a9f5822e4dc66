/** The read verbs: documents as plain values. Pure over the document's present state. [RD1] */
import {
  indicatorsOf,
  isBlank,
  requirementsOf,
  SEVERITIES,
  type Fact,
  type Facts,
  type IndicatorCode,
  type RequirementCode,
  type Rubric,
  type Severity,
  type Tenths,
  type Tier,
} from '@heping/scoring';
import type * as Y from 'yjs';
import { conflictKey, rootName, type Conflict, type ThreadMessage, type ValueMap } from './layout.ts';

type Plain = number | boolean | string | null;

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' && !isBlank(value) ? value : null;

/** Scores by indicator, null where there is none. */
function scoresIn(doc: Y.Doc, map: ValueMap, rubric: Rubric): Record<IndicatorCode, Tenths | null> {
  const values = doc.getMap<Plain>(map);
  return Object.fromEntries(indicatorsOf(rubric).map(({ code }) => [code, numberOrNull(values.get(code))]));
}

export const readScores = (ballot: Y.Doc, rubric: Rubric) => scoresIn(ballot, 'scores', rubric);
export const readClaimed = (self: Y.Doc, rubric: Rubric) => scoresIn(self, 'claimed', rubric);
export const readAgreed = (consensus: Y.Doc, rubric: Rubric) => scoresIn(consensus, 'agreed', rubric);

/** How severe the panel calls each deduction; null where it follows from the points lost. [RD4] */
export function readSeverities(consensus: Y.Doc, rubric: Rubric): Record<IndicatorCode, Severity | null> {
  const values = consensus.getMap<Plain>('severity');
  return Object.fromEntries(
    indicatorsOf(rubric).map(({ code }) => [
      code,
      SEVERITIES.find((severity) => severity === values.get(code)) ?? null,
    ]),
  );
}

/** Indicators the owner stepped back from, with the reason. */
export function readRecusals(ballot: Y.Doc, rubric: Rubric): Record<IndicatorCode, string | null> {
  const values = ballot.getMap<Plain>('recusals');
  return Object.fromEntries(indicatorsOf(rubric).map(({ code }) => [code, textOrNull(values.get(code))]));
}

/** How many indicators of a ballot are done: scored or recused. All another person may know. */
export function readProgress(ballot: Y.Doc, rubric: Rubric): { scored: number; total: number } {
  const scores = readScores(ballot, rubric);
  const recusals = readRecusals(ballot, rubric);
  const codes = Object.keys(scores);
  const done = codes.filter((code) => scores[code] !== null || recusals[code] !== null);
  return { scored: done.length, total: codes.length };
}

/** The facts of the tier's requirements. A checklist with no item answered is not recorded. */
export function readFacts(record: Y.Doc, rubric: Rubric, tier: Tier): Facts {
  const values = record.getMap<Plain>('facts');
  const read = ({ requirement, threshold }: ReturnType<typeof requirementsOf>[number]): Fact => {
    const notApplicable = textOrNull(values.get(`${requirement.code}.na`));
    if (requirement.kind !== 'checklist') {
      const value = values.get(requirement.code);
      return {
        value: typeof value === 'number' || typeof value === 'boolean' ? value : null,
        notApplicable,
      };
    }
    const items = (threshold.items ?? []).map(({ code }) => {
      const present = values.get(`${requirement.code}.${code}`);
      return [code, typeof present === 'boolean' ? present : null] as const;
    });
    const answered = items.some(([, present]) => present !== null);
    return { value: answered ? Object.fromEntries(items) : null, notApplicable };
  };
  return Object.fromEntries(requirementsOf(rubric, tier).map((row) => [row.requirement.code, read(row)]));
}

/** How each fact was measured, sampled or named. */
export function readHow(record: Y.Doc, rubric: Rubric, tier: Tier): Record<string, string | null> {
  const values = record.getMap<Plain>('facts');
  return Object.fromEntries(
    requirementsOf(rubric, tier).map(({ requirement: { code } }) => [
      code,
      textOrNull(values.get(`${code}.how`)),
    ]),
  );
}

const textsIn = (doc: Y.Doc, root: 'reason' | 'statement', rubric: Rubric): Record<IndicatorCode, string> =>
  Object.fromEntries(
    indicatorsOf(rubric).map(({ code }) => [code, doc.getText(rootName(root, code)).toString().trim()]),
  );

/** Reasons of agreed scores, trimmed; empty string where there is none. */
export const readReasons = (consensus: Y.Doc, rubric: Rubric) => textsIn(consensus, 'reason', rubric);
/** What the centre says of itself, trimmed. */
export const readStatements = (self: Y.Doc, rubric: Rubric) => textsIn(self, 'statement', rubric);

/** The conflict marked on a value, if a person has not settled it yet. */
export function readConflict(doc: Y.Doc, map: ValueMap, key: string): Conflict | null {
  return doc.getMap<Conflict | null>('conflicts').get(conflictKey(map, key)) ?? null;
}

/** Every unsettled conflict of a document by its key (`agreed:A1.2.2`). */
export function readConflicts(doc: Y.Doc): Record<string, Conflict> {
  const open = [...doc.getMap<Conflict | null>('conflicts').entries()].filter(
    (entry): entry is [string, Conflict] => entry[1] != null,
  );
  return Object.fromEntries(open);
}

const FACTS = 'facts:';

/** Of the conflicts of a record: the requirements whose fact, or a part of it, two people set unseen by each other. [GA2] */
export const contestedIn = (conflicts: Readonly<Record<string, Conflict>>): readonly RequirementCode[] => [
  ...new Set(
    Object.keys(conflicts)
      .filter((key) => key.startsWith(FACTS))
      .map((key) => key.slice(FACTS.length).split('.', 1)[0] ?? ''),
  ),
];

/** A thread in order. */
export const readThread = (consensus: Y.Doc, indicator: IndicatorCode): readonly ThreadMessage[] =>
  consensus.getArray<ThreadMessage>(rootName('thread', indicator)).toArray();

/** An evidence note as plain text, for lists, hashes and search: blocks by newline. */
export function readNote(record: Y.Doc, indicator: IndicatorCode): string {
  const fragment = record.getXmlFragment(rootName('note', indicator));
  return plainText(fragment).trim();
}

function plainText(node: Y.XmlFragment | Y.XmlElement): string {
  return node
    .toArray()
    .map((child) => {
      if ('toDelta' in child)
        return (child.toDelta() as { insert: unknown }[])
          .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
          .join('');
      return 'nodeName' in child ? `${plainText(child)}\n` : '';
    })
    .join('')
    .replaceAll(/\n{2,}/g, '\n');
}
