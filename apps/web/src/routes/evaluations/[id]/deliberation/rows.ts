/** The matrix as rows: per indicator who scored what, what follows from it, and where the panel stands. Pure. */
import type { Ballots, PersonRef } from '@heping/protocol';
import {
  adoptable,
  agendaOf,
  aggregateOf,
  isFlagged,
  isUndisputed,
  TRIMMED_FROM,
  type Aggregate,
  type Ceiling,
  type Group,
  type Indicator,
  type IndicatorCode,
  type Rubric,
  type Step,
  type Tenths,
} from '@heping/scoring';

/** One cell of the matrix: a panelist's frozen score of an indicator. */
export interface Vote {
  readonly person: PersonRef;
  readonly isMe: boolean;
  readonly score: Tenths | null;
  readonly isRecused: boolean;
}

export interface Row {
  readonly indicator: IndicatorCode;
  /** its table, `A.1` */
  readonly table: string;
  readonly line: Indicator;
  readonly maximum: Tenths;
  readonly votes: readonly Vote[];
  readonly aggregate: Aggregate;
  readonly ceiling: Ceiling;
  readonly isCapped: boolean;
  readonly hasConflict: boolean;
  /** The spread is 30 % of the maximum or more. [AG5] */
  readonly isFlagged: boolean;
  /** May be adopted without talk. [AG7] */
  readonly isUndisputed: boolean;
  readonly agreed: Tenths | null;
  /** What adopting would set: the trimmed mean on the step, never above the ceiling. [AG6] */
  readonly adoptable: Tenths | null;
}

export interface Matter {
  readonly rubric: Rubric;
  /** Null in joint scoring: there are no ballots then. */
  readonly ballots: Ballots | null;
  readonly me: string;
  readonly step: Step;
  readonly agreed: Readonly<Record<IndicatorCode, Tenths | null>>;
  readonly ceilings: (code: IndicatorCode) => Ceiling;
  readonly hasConflict: (code: IndicatorCode) => boolean;
}

/** Every indicator in the order of the rubric. */
export function rowsOf(matter: Matter): readonly Row[] {
  return matter.rubric.tables.flatMap(({ code, groups }) =>
    groups.flatMap(({ indicators }) => indicators.map((line) => rowOf(matter, code, line))),
  );
}

function rowOf(
  { ballots, me, step, agreed, ceilings, hasConflict }: Matter,
  table: string,
  line: Indicator,
): Row {
  const { code, maximum } = line;
  const votes = (ballots?.ballots ?? []).map(({ person, scores, recused }): Vote => ({
    person,
    isMe: person.id === me,
    score: scores[code] ?? null,
    isRecused: recused.includes(code),
  }));
  const aggregate = aggregateOf(votes.map(({ score }) => score));
  const ceiling = ceilings(code);
  const conflict = hasConflict(code);
  return {
    indicator: code,
    table,
    line,
    maximum,
    votes,
    aggregate,
    ceiling,
    isCapped: ceiling.ceiling < maximum,
    hasConflict: conflict,
    isFlagged: isFlagged(aggregate, maximum),
    isUndisputed: isUndisputed({ aggregate, ceiling, conflict, maximum }),
    agreed: agreed[code] ?? null,
    adoptable: adoptable({ aggregate, ceiling, maximum, step }),
  };
}

/** Rows under the heads of the rubric. */
export function groupsOf(
  rubric: Rubric,
  rows: readonly Row[],
): readonly { readonly group: Group; readonly rows: readonly Row[] }[] {
  return rubric.tables.flatMap(({ groups }) =>
    groups.map((group) => ({
      group,
      rows: rows.filter(({ indicator }) => group.indicators.some(({ code }) => code === indicator)),
    })),
  );
}

export interface Agenda {
  /** Flagged, capped, in conflict, or scored by nobody: the panel has to talk. */
  readonly toDiscuss: readonly Row[];
  readonly rest: readonly Row[];
}

/** What comes to the table first: points at stake × spread, the widest first; then the rest in the same order. [AG8] */
export function agendaIn(rows: readonly Row[]): Agenda {
  const ordered = agendaOf(rows);
  return {
    toDiscuss: ordered.filter((row) => !row.isUndisputed),
    rest: ordered.filter((row) => row.isUndisputed),
  };
}

/** Whether anything is trimmed on this line: with fewer ballots the mean of all of them holds. [AG2] */
export const isTrimmed = ({ aggregate }: Pick<Row, 'aggregate'>): boolean => aggregate.count >= TRIMMED_FROM;

export interface Adoption {
  readonly row: Row;
  readonly score: Tenths;
  readonly rule: 'trimmed-mean' | 'mean';
}

/** What adopting all undisputed ones would set now, each with the rule used. The server decides by the same rules. [AG6, AG7] */
export function adoptionsOf(rows: readonly Row[]): readonly Adoption[] {
  return rows.flatMap((row): readonly Adoption[] => {
    if (row.agreed !== null || !row.isUndisputed || row.adoptable === null) return [];
    const rule = isTrimmed(row) ? 'trimmed-mean' : 'mean';
    return [{ row, score: row.adoptable, rule }];
  });
}

/** The most points that can be reached in a table as the facts are: the sum of its ceilings, not of its maxima. */
export const mostOf = (rows: readonly Row[], table: string): Tenths =>
  rowsIn(rows, table).reduce((sum, { ceiling }) => sum + ceiling.ceiling, 0);

/** How many indicators of a table a ballot is done with: scored or recused. A sum of fewer than all is no total yet. */
export const doneIn = (
  rows: readonly Row[],
  table: string,
  scoreOf: (code: IndicatorCode) => Tenths | null,
  recused: readonly IndicatorCode[],
): number =>
  rowsIn(rows, table).filter(({ indicator }) => scoreOf(indicator) !== null || recused.includes(indicator))
    .length;

const rowsIn = (rows: readonly Row[], table: string) => rows.filter((row) => row.table === table);
