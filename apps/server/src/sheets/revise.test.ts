import { canonicalJson } from '@heping/db';
import type { SheetContent, SheetDecision } from '@heping/protocol';
import { huzhou, indicatorsOf, totalsOf } from '@heping/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullMatter, townshipFrame } from '../testing/sheet.ts';
import { sheetContent } from './content.ts';
import { hashOf } from './hash.ts';
import { isRevisionOf, revisedContent } from './revise.ts';

const INDICATORS = indicatorsOf(huzhou);
/** Any sheet of whole half points, and a fair decision about one of its deductions. */
const cases = fc
  .record({
    shares: fc.array(fc.integer({ min: 0, max: 100 }), {
      minLength: INDICATORS.length,
      maxLength: INDICATORS.length,
    }),
    place: fc.nat(INDICATORS.length - 1),
    part: fc.integer({ min: 0, max: 100 }),
    isGranted: fc.boolean(),
  })
  .map(({ shares, place, part, isGranted }) => {
    const agreed = Object.fromEntries(
      INDICATORS.map(({ code, maximum }, at) => [code, at === place ? 0 : share(maximum, shares[at] ?? 0)]),
    );
    const reasons = Object.fromEntries(INDICATORS.map(({ code }) => [code, `扣分 ${code}`]));
    const content = sheetContent(townshipFrame, { ...fullMatter, agreed, reasons });
    const line = content.lines[place]!;
    return {
      before: { content, hash: hashOf(content) },
      decision: {
        ...{ objection: 'objection', round: 0, finding: 'finding', number: '2026-001' },
        indicator: line.indicator,
        outcome: isGranted ? ('grant' as const) : ('reduce' as const),
        before: line.score,
        after: isGranted ? line.maximum : share(line.maximum, part),
        ...{ proposedAt: 5, reason: '佐证属实', minutes: '', documentNumber: '' },
      } satisfies SheetDecision,
    };
  });
const share = (maximum: number, percent: number) => Math.floor((maximum * percent) / 100);

describe('[RV1] the revision that a decision leads to', () => {
  it('changes one line and the totals, names the decision, and follows the sheet before', () => {
    fc.assert(
      fc.property(cases, ({ before, decision }) => {
        const after = revisedContent(huzhou, before, decision);
        const others = ({ lines }: SheetContent) =>
          lines.filter(({ indicator }) => indicator !== decision.indicator);
        expect(others(after)).toEqual(others(before.content));
        const line = after.lines.find(({ indicator }) => indicator === decision.indicator);
        expect(line?.score).toBe(decision.after);
        expect({ severity: line?.severity === null, reason: line?.reason === '' }).toEqual({
          severity: decision.outcome === 'grant',
          reason: decision.outcome === 'grant',
        });
        const { tables } = totalsOf(
          huzhou,
          Object.fromEntries(after.lines.map(({ indicator, score }) => [indicator, score])),
        );
        expect(after.totals.map(({ points }) => points)).toEqual(
          Object.values(tables).map(({ points }) => points),
        );
        expect(after).toEqual({
          ...before.content,
          ...{ revision: before.content.revision + 1, previous: before.hash },
          ...{ lines: after.lines, totals: after.totals, decision },
        });
      }),
    );
  });

  it('[RV3] is recognised, and no other is taken for it', () => {
    fc.assert(
      fc.property(cases, fc.nat(INDICATORS.length - 1), ({ before, decision }, other) => {
        const after = revisedContent(huzhou, before, decision);
        expect(isRevisionOf(huzhou, before, after)).toBe(true);
        // As read back from its own bytes.
        expect(isRevisionOf(huzhou, before, JSON.parse(canonicalJson(after)) as SheetContent)).toBe(true);
        const line = after.lines[other]!;
        const altered: readonly SheetContent[] = [
          { ...after, lines: after.lines.with(other, { ...line, score: line.score + 1 }) },
          { ...after, lines: after.lines.with(other, { ...line, note: `${line.note}，另` }) },
          { ...after, totals: after.totals.with(0, { ...after.totals[0]!, points: -1 }) },
          { ...after, previous: 'f'.repeat(64) },
          { ...after, revision: after.revision + 1 },
          { ...after, decision: { ...decision, after: decision.after - 1 } },
          { ...after, decision: { ...decision, before: decision.before + 1 } },
        ];
        for (const one of altered) expect(isRevisionOf(huzhou, before, one)).toBe(false);
        const { decision: _, ...silent } = after;
        expect(isRevisionOf(huzhou, before, silent)).toBe(false);
      }),
    );
  });

  it('[OB6] granted in part is never above the ceiling', () => {
    const facts = { ...fullMatter.facts, study: { value: 1, notApplicable: null } };
    const content = sheetContent(townshipFrame, {
      ...fullMatter,
      facts,
      agreed: { ...fullMatter.agreed, 'A2.3.8': 0 },
      reasons: { ...fullMatter.reasons, 'A2.3.8': '学习不足' },
    });
    const line = content.lines.find(({ indicator }) => indicator === 'A2.3.8')!;
    expect(line.ceiling).toBeLessThan(line.maximum);
    const before = { content, hash: hashOf(content) };
    const decision: SheetDecision = {
      ...{ objection: 'objection', round: 0, finding: 'finding', number: '2026-001', indicator: 'A2.3.8' },
      ...{ before: 0, proposedAt: 5, reason: '有记录', minutes: '', documentNumber: '' },
      ...{ outcome: 'reduce', after: line.maximum },
    };
    const isFair = (one: SheetDecision) => isRevisionOf(huzhou, before, revisedContent(huzhou, before, one));
    expect([isFair(decision), isFair({ ...decision, after: line.ceiling })]).toEqual([false, true]);
    expect(isFair({ ...decision, outcome: 'grant' })).toBe(true);
  });
});
