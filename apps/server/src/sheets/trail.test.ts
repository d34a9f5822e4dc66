import type { Evaluation, Finding, Sheet } from '@heping/db';
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
const delivered = (change: (finding: Finding) => Finding): Pick<Trail, 'evaluation' | 'findings'> => ({
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
const inForce = { discardedAt: null } as Sheet;

describe('[SE4] findings are those the sheet makes', () => {
  it('in the words of today, and in those of before units were counted', () => {
    const before = { zh: '1 次', en: '1 times' };
    expect(
      areFindings(
        delivered((finding) => finding),
        inForce,
        content,
      ),
    ).toBe(true);
    expect(
      areFindings(
        delivered((finding) => ({ ...finding, actual: before })),
        inForce,
        content,
      ),
    ).toBe(true);
  });

  it('and in no others', () => {
    const other = { zh: '4 次', en: '4 times' };
    expect(
      areFindings(
        delivered((finding) => ({ ...finding, actual: other })),
        inForce,
        content,
      ),
    ).toBe(false);
  });
});
