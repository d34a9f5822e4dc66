import { describe, expect, it } from 'vitest';
import { huzhou, indicatorsOf, type Ceiling, type IndicatorCode, type Tenths } from '@heping/scoring';
import { adoptionsOf, agendaIn, doneIn, groupsOf, isTrimmed, mostOf, rowsOf, type Matter } from './rows.ts';

const lines = indicatorsOf(huzhou);
const maximumOf = (code: IndicatorCode) => lines.find((line) => line.code === code)!.maximum;
const full = Object.fromEntries(lines.map(({ code, maximum }) => [code, maximum]));
const person = (id: string) => ({ id, name: id, nameEn: id, color: '#1f5fbf' });

function panel(changes: Readonly<Record<string, Readonly<Record<IndicatorCode, Tenths | null>>>>): Matter {
  const ballots = ['alice', 'bo', 'chen', 'dora', 'eve'].map((id) => ({
    person: person(id),
    scores: { ...full, ...changes[id] },
    recused: [] as string[],
    remarks: {},
  }));
  const ceilings = (code: IndicatorCode): Ceiling => ({
    ceiling: maximumOf(code),
    reasons: [],
    waitingFor: [],
  });
  return {
    rubric: huzhou,
    ballots: { ballots },
    me: 'bo',
    step: 5,
    agreed: {},
    ceilings,
    hasConflict: () => false,
  };
}
const rowAt = (matter: Matter, code: IndicatorCode) =>
  rowsOf(matter).find(({ indicator }) => indicator === code)!;

describe('the matrix', () => {
  it('has every indicator once, under its group, in the order of the rubric', () => {
    const rows = rowsOf(panel({}));
    expect(rows.map(({ indicator }) => indicator)).toEqual(lines.map(({ code }) => code));
    expect(groupsOf(huzhou, rows).flatMap(({ rows: under }) => under)).toEqual(rows);
  });
  it('marks one’s own ballot and leaves out who stepped back', () => {
    const matter = panel({ alice: { 'A1.2.2': null } });
    matter.ballots!.ballots[0]!.recused.push('A1.2.2');
    const row = rowAt(matter, 'A1.2.2');
    expect(row.votes.filter(({ isMe }) => isMe).map(({ person: { id } }) => id)).toEqual(['bo']);
    expect(row.votes[0]).toMatchObject({ score: null, isRecused: true });
    expect(row.aggregate.count).toBe(4);
  });
  it('the foot sums what can be reached, and counts what a ballot is done with', () => {
    const base = panel({});
    const rows = rowsOf({
      ...base,
      ceilings: (code) => ({ ...base.ceilings(code), ceiling: code === 'A1.2.2' ? 95 : maximumOf(code) }),
    });
    expect([mostOf(rows, 'A.1'), mostOf(rows, 'A.2')]).toEqual([995, 1000]);
    const inTable = lines.filter(({ code }) => code.startsWith('A1.')).length;
    const scoreOf = (code: IndicatorCode) => (code === 'A1.1.1' || code === 'A1.1.2' ? null : 10);
    expect([doneIn(rows, 'A.1', scoreOf, ['A1.1.2']), doneIn(rows, 'A.1', () => 0, [])]).toEqual([
      inTable - 1,
      inTable,
    ]);
  });
  it('[AG5] flags a spread of 30 % of the maximum', () => {
    const matter = panel({ alice: { 'A1.2.2': maximumOf('A1.2.2') * 0.7 } });
    expect(rowAt(matter, 'A1.2.2')).toMatchObject({ isFlagged: true, isUndisputed: false });
    expect(rowAt(matter, 'A1.1.1')).toMatchObject({ isFlagged: false, isUndisputed: true });
  });
  it('[AG8] the agenda begins with the widest points at stake; what nobody disputes comes after', () => {
    const { toDiscuss, rest } = agendaIn(
      rowsOf(panel({ alice: { 'A1.2.2': 0, 'A1.1.1': 0 }, chen: { 'A1.2.1': maximumOf('A1.2.1') - 5 } })),
    );
    const weights = toDiscuss.map(({ maximum, aggregate }) => maximum * (aggregate.spread ?? 0));
    expect(toDiscuss.map(({ indicator }) => indicator).toSorted()).toEqual(['A1.1.1', 'A1.2.2']);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(rest[0]?.indicator).toBe('A1.2.1');
    expect(toDiscuss.length + rest.length).toBe(lines.length);
  });
  it('[AG6, AG7] adopts what is undisputed and not agreed yet, with its rule', () => {
    const matter = { ...panel({ alice: { 'A1.2.2': 0 } }), agreed: { 'A1.1.1': 10 } };
    const adopted = adoptionsOf(rowsOf(matter));
    const codes = adopted.map(({ row }) => row.indicator);
    expect(codes).not.toContain('A1.2.2');
    expect(codes).not.toContain('A1.1.1');
    expect(adopted).toHaveLength(lines.length - 2);
    expect(new Set(adopted.map(({ rule }) => rule))).toEqual(new Set(['trimmed-mean']));
    expect(adopted[0]?.score).toBe(adopted[0]?.row.maximum);
  });
  it('[AG2] a line that one of five left out has its mean, beside others that are trimmed', () => {
    const matter = panel({ eve: { 'A1.1.1': null } });
    expect(
      rowsOf(matter)
        .filter((row) => !isTrimmed(row))
        .map(({ indicator }) => indicator),
    ).toEqual(['A1.1.1']);
    const rules = adoptionsOf(rowsOf(matter)).map(({ row, rule }) => [row.indicator, rule]);
    expect(rules.slice(0, 2)).toEqual([
      ['A1.1.1', 'mean'],
      ['A1.1.2', 'trimmed-mean'],
    ]);
  });
  it('[AG2] with four ballots the rule is the mean', () => {
    const matter = panel({});
    matter.ballots!.ballots.pop();
    expect(new Set(adoptionsOf(rowsOf(matter)).map(({ rule }) => rule))).toEqual(new Set(['mean']));
  });
  it('[AG7] a capped indicator, one in conflict and one without ballots are not adopted', () => {
    const capped: Ceiling = { ceiling: 50, reasons: [], waitingFor: [] };
    const base = panel({});
    const matter: Matter = {
      ...base,
      ceilings: (code) => (code === 'A1.2.2' ? capped : base.ceilings(code)),
      hasConflict: (code) => code === 'A1.1.1',
    };
    const codes = adoptionsOf(rowsOf(matter)).map(({ row }) => row.indicator);
    expect(codes).not.toContain('A1.2.2');
    expect(codes).not.toContain('A1.1.1');
    expect(adoptionsOf(rowsOf({ ...base, ballots: null }))).toEqual([]);
  });
});
