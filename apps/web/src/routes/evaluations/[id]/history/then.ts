/** The facts and the evidence of an indicator as they stood at a moment, in words. [HI4, HI7] */
import { methodAt, type NoteLine, type PersonRef, type Standing, type StandingPiece } from '@heping/protocol';
import {
  checklistsFor,
  indicatorsOf,
  requirementsFor,
  type Method,
  type Rubric,
  type Tier,
} from '@heping/scoring';
import { factLabel, factValueLabel } from '#lib/evaluation/fact-label.ts';
import { m } from '#lib/paraglide/messages.js';
import { isPicture, type PieceView } from '#lib/sheet/piece-view.ts';
import { METHOD_WORDS, momentOf, nameOf } from '#lib/words.ts';

export interface FactThen {
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

/** What a sheet is read by: the standard, as it is asked of this centre. */
export interface Asked {
  readonly rubric: Rubric;
  readonly tier: Tier;
}

export interface IndicatorThen {
  readonly facts: readonly FactThen[];
  readonly note: readonly NoteLine[];
  /** how the note was got, where the panel said so */
  readonly noteMethod: Method | null;
  readonly pieces: readonly PieceView[];
  /** what had been taken out by then */
  readonly removed: readonly PieceView[];
  readonly remarks: readonly { readonly person: PersonRef; readonly text: string }[];
}

const codesAt = (indicator: string, { rubric, tier }: Asked): readonly string[] => [
  ...requirementsFor(rubric, tier, indicator).map(({ requirement }) => requirement.code),
  ...checklistsFor(rubric, tier, indicator).map(({ code }) => code),
];

function factsThen(
  { record }: Standing,
  isWanted: (code: string) => boolean,
  { rubric }: Asked,
): readonly FactThen[] {
  return Object.entries(record?.facts ?? {}).flatMap(([key, value]) => {
    if (!isWanted(key.split('.', 1)[0] ?? '')) return [];
    return [{ key, label: factLabel(key, rubric), value: factValueLabel(key, value, rubric) }];
  });
}

/**
 * How many facts there are: what goes with a fact (how it was measured, its sample) is none of its own, an item of a list
 * is one with all that is noted beside it.
 */
export function countFacts(facts: readonly FactThen[], rubric: Rubric): number {
  const lists = new Map<string, ReadonlySet<string>>([
    ...rubric.checklists.map(({ code, items }) => [code, codesIn(items)] as const),
    ...rubric.requirements
      .filter(({ kind }) => kind === 'checklist')
      .map(
        ({ code, thresholds }) => [code, codesIn(thresholds.flatMap(({ items }) => items ?? []))] as const,
      ),
  ]);
  const factOf = (key: string): string => {
    const [code = '', part = ''] = key.split('.');
    return lists.get(code)?.has(part) === true ? `${code}.${part}` : code;
  };
  const found = new Set(facts.map(({ key }) => factOf(key)));
  // What is noted of a list as a whole goes with its items.
  return [...found].filter(
    (fact) => !lists.has(fact) || ![...found].some((one) => one.startsWith(`${fact}.`)),
  ).length;
}
const codesIn = (items: readonly { readonly code: string }[]) => new Set(items.map(({ code }) => code));

/** What was recorded without points: it belongs to no indicator. */
export function factsWithoutPoints(standing: Standing, asked: Asked): readonly FactThen[] {
  const withPoints = new Set(indicatorsOf(asked.rubric).flatMap(({ code }) => codesAt(code, asked)));
  return factsThen(standing, (code) => !withPoints.has(code), asked);
}

export function indicatorThen(standing: Standing, indicator: string, asked: Asked): IndicatorThen {
  const { record, ballots } = standing;
  const { rubric } = asked;
  const codes = codesAt(indicator, asked);
  const serving = (record?.pieces ?? []).filter(({ serves }) => serves.includes(indicator));
  const view = (piece: StandingPiece) => viewOf(piece, { standing, indicator, rubric });
  return {
    facts: factsThen(standing, (code) => codes.includes(code), asked),
    note: record?.notes[indicator] ?? [],
    noteMethod: record?.noteMethods[indicator] ?? null,
    pieces: serving.filter(({ isRemoved }) => !isRemoved).map(view),
    removed: serving.filter(({ isRemoved }) => isRemoved).map(view),
    remarks: ballots.flatMap(({ person, remarks }) => {
      const text = remarks[indicator] ?? '';
      return text === '' ? [] : [{ person, text }];
    }),
  };
}

/** Whether there is anything beside the scores. */
export const isEmptyThen = ({ facts, note, pieces, removed, remarks }: IndicatorThen): boolean =>
  [facts, note, pieces, removed, remarks].every(({ length }) => length === 0);

/** What there was in all; a piece that serves several indicators is one. */
export function evidenceCount({ record }: Standing): { readonly pieces: number; readonly notes: number } {
  return {
    pieces: (record?.pieces ?? []).filter(({ isRemoved }) => !isRemoved).length,
    notes: Object.keys(record?.notes ?? {}).length,
  };
}

/** Whether anything was written, scored or brought by then. */
export function isNothingYet({ record, consensus, ballots }: Standing, rubric: Rubric): boolean {
  const isScored = indicatorsOf(rubric).some(({ code }) =>
    [consensus?.agreed[code], ...ballots.map(({ scores }) => scores[code])].some((score) => score != null),
  );
  const written = [
    ...[record?.facts, record?.notes, consensus?.reasons],
    ...ballots.flatMap(({ remarks, recused }) => [remarks, recused]),
  ];
  return (
    !isScored &&
    (record?.pieces ?? []).length === 0 &&
    written.every((some) => Object.keys(some ?? {}).length === 0)
  );
}

function viewOf(
  piece: StandingPiece,
  { standing, indicator, rubric }: { standing: Standing; indicator: string; rubric: Rubric },
): PieceView {
  const { slot, by, taken, name, caption, where, item, before, file } = piece;
  const method = methodAt(piece, rubric, indicator);
  const earlier = standing.record?.pieces.find((one) => one.slot === before);
  return {
    ...{ slot, title: caption ?? name, file, isPicture: isPicture(file), late: lateness(file, standing.at) },
    about: [
      ...(method === null ? [] : [METHOD_WORDS[method]()]),
      ...(where === null ? [] : [where]),
      ...(item === null ? [] : [factLabel(item, rubric)]),
      ...(earlier === undefined ? [] : [`${m.proof_before()} ${earlier.caption ?? earlier.name}`]),
      m.evidence_by({ name: by === null ? m.score_somebody() : nameOf(by), at: momentOf(taken) }),
      ...(caption === null ? [] : [name]),
    ],
  };
}

function lateness(file: StandingPiece['file'], moment: number): string | null {
  if (file === null) return m.history_not_come();
  return file.at > moment ? m.history_came_later({ at: momentOf(file.at) }) : null;
}
