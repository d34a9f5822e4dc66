/** A signed sheet in the form of Appendix A: table, group, numbered line with points, score and reason. Pure. */
import type { Finding, NoteLine, SheetContent } from '@heping/protocol';
import type { Group, Indicator, Rubric, Severity, Table, Tenths } from '@heping/scoring';

export interface AppendixLine {
  /** 1, 2, 3 … within the group, as printed. */
  readonly number: number;
  readonly indicator: Indicator;
  readonly score: Tenths;
  readonly ceiling: Tenths;
  readonly severity: Severity | null;
  readonly clauses: readonly string[];
  readonly reason: string;
  readonly noteLines: readonly NoteLine[];
  /** The finding that the deduction became, from delivery on. */
  readonly finding: Finding | null;
}
export interface AppendixGroup {
  readonly group: Group;
  readonly points: Tenths;
  readonly lines: readonly AppendixLine[];
}
export interface AppendixTable {
  readonly table: Table;
  readonly points: Tenths;
  readonly maximum: Tenths;
  readonly groups: readonly AppendixGroup[];
}

/** The tables of a sheet. A line that the sheet does not hold is a fault: what is signed is whole. */
export function appendixOf(
  rubric: Rubric,
  content: SheetContent,
  findings: readonly Finding[] = [],
): readonly AppendixTable[] {
  const lines = new Map(content.lines.map((line) => [line.indicator, line]));
  const lineOf = (indicator: Indicator, place: number): AppendixLine => {
    const line = lines.get(indicator.code);
    if (line === undefined) throw new Error(`sheet of ${content.evaluation}: no line for ${indicator.code}`);
    const { score, ceiling, severity, clauses, reason, noteLines } = line;
    const finding =
      findings.find(({ indicator: code, source }) => code === indicator.code && source === 'deduction') ??
      null;
    return {
      ...{ number: place + 1, indicator, score, ceiling, severity, clauses },
      ...{ reason, noteLines, finding },
    };
  };
  return rubric.tables.map((table) => {
    const groups = table.groups.map((group): AppendixGroup => {
      const under = group.indicators.map(lineOf);
      return { group, points: sum(under.map(({ score }) => score)), lines: under };
    });
    return { table, points: sum(groups.map(({ points }) => points)), maximum: table.maximum, groups };
  });
}

const sum = (points: readonly Tenths[]): Tenths => points.reduce((total, each) => total + each, 0);
