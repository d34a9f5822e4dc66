import { canonicalJson, type Evaluation, type Finding, type Sheet } from '@heping/db';
import { describe, expect, it } from 'vitest';
import { findingsFrom } from '../findings/from-sheet.ts';
import { NOTHING_MEASURED } from '../findings/read.ts';
import { fullMatter, townshipFrame } from '../testing/sheet.ts';
import { sheetContent } from './content.ts';
import { areFindings, type Trail } from './trail.ts';

const content = sheetContent(townshipFrame, {
  ...fullMatter,
  facts: { ...fullMatter.facts, study: { value: 1, notApplicable: null } },
  agreed: { ...fullMatter.agreed, 'A2.3.8': 0 },
});
const delivered = (
  change: (finding: Finding) => Finding,
): Pick<Trail, 'evaluation' | 'findings' | 'delivered'> => ({
  delivered: undefined,
  // Only what is asked about; the rest of the row says nothing of findings.
  evaluation: { deliveredAt: 5 } as Evaluation,
  findings: findingsFrom(content).map((draft) =>
    change({
      ...draft,
      id: 'finding',
      evaluationId: 'evaluation-1',
      standard: draft.standard ?? NOTHING_MEASURED,
      actual: draft.actual ?? NOTHING_MEASURED,
      createdAt: 5,
      source: 'deduction',
    }),
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
});
