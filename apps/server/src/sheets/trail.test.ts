import { canonicalJson, type Evaluation, type Finding, type Sheet, type Suggestion } from '@heping/db';
import { describe, expect, it } from 'vitest';
import { deliveredFindings } from '../findings/delivered.ts';
import { fullMatter, townshipFrame } from '../testing/sheet.ts';
import { sheetContent } from './content.ts';
import { areFindings, type Trail } from './trail.ts';

const content = sheetContent(townshipFrame, {
  ...fullMatter,
  facts: { ...fullMatter.facts, study: { value: 1, notApplicable: null } },
  agreed: { ...fullMatter.agreed, 'A2.3.8': 0 },
});
const suggestion = (change: Partial<Suggestion> = {}): Suggestion => ({
  ...{ id: 's-1', evaluationId: 'evaluation-1', indicator: 'A1.1.1', clause: 'A1.1.1' },
  ...{ text: '增设导视牌', createdBy: 'bo', createdAt: 3, withdrawnAt: null, withdrawnBy: null },
  ...change,
});
const delivered = (
  change: (finding: Finding) => Finding,
  suggestions: readonly Suggestion[] = [],
): Pick<Trail, 'evaluation' | 'findings' | 'suggestions' | 'delivered'> => ({
  delivered: undefined,
  suggestions,
  // Only what is asked about; the rest of the row says nothing of findings.
  evaluation: { deliveredAt: 5 } as Evaluation,
  findings: deliveredFindings(content, suggestions).map((draft) =>
    change({ ...draft, id: 'finding', evaluationId: 'evaluation-1', createdAt: 5 }),
  ),
});
// Only what is asked about.
const inForce = { discardedAt: null, hash: 'in-force', canonical: canonicalJson(content) } as Sheet;

describe('[SE4] findings are those the sheet makes', () => {
  it('in the words of today, and in those of before units were counted', () => {
    const before = { zh: '1 次', en: '1 times' };
    expect(
      areFindings(
        delivered((finding) => finding),
        inForce,
      ),
    ).toBe(true);
    expect(
      areFindings(
        delivered((finding) => ({ ...finding, actual: before })),
        inForce,
      ),
    ).toBe(true);
  });

  it('[RV6] of the sheet that was delivered, whatever a decision has made of it since', () => {
    const fresh = delivered((finding) => finding);
    const revised = { discardedAt: null, hash: 'revised', canonical: '{}' } as Sheet;
    const setAside = { ...inForce, discardedAt: 9 };
    const after = { ...fresh, delivered: setAside };
    expect([areFindings(after, revised), areFindings(after, setAside)]).toEqual([true, true]);
    const tampered = { ...after, findings: after.findings.map((finding) => ({ ...finding, lost: 1 })) };
    expect([areFindings(tampered, revised), areFindings(tampered, setAside)]).toEqual([false, false]);
  });

  it('and in no others', () => {
    const other = { zh: '4 次', en: '4 times' };
    expect(
      areFindings(
        delivered((finding) => ({ ...finding, actual: other })),
        inForce,
      ),
    ).toBe(false);
  });

  it('[FI5] then the suggestions that stand, after the deductions, and no others', () => {
    const asDelivered = delivered((finding) => finding, [suggestion()]);
    expect(asDelivered.findings.map(({ number, source }) => [number, source])).toEqual([
      [1, 'deduction'],
      [2, 'suggestion'],
    ]);
    expect(areFindings(asDelivered, inForce)).toBe(true);
    for (const suggestions of [
      [],
      [suggestion({ text: '不必改' })],
      [suggestion({ withdrawnAt: 4, withdrawnBy: 'bo' })],
      [suggestion(), suggestion({ id: 's-2', createdAt: 4 })],
    ])
      expect(areFindings({ ...asDelivered, suggestions }, inForce)).toBe(false);
  });
});
