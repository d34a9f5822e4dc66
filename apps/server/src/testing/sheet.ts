/** A complete sheet of a township’s centre to start from: everything at its maximum, every fact met. */
import type { SheetContent } from '@heping/protocol';
import { huzhou, indicatorsOf, requirementsOf, type Fact, type Tier } from '@heping/scoring';
import { sha256 } from '../sheets/hash.ts';
import { sheetContent, type SheetFrame, type SheetMatter } from '../sheets/content.ts';

const codes = indicatorsOf(huzhou).map(({ code }) => code);

export const townshipFrame: SheetFrame = {
  evaluation: 'evaluation-1',
  revision: 1,
  previous: null,
  rubric: huzhou,
  rubricHash: sha256('rubric'),
  centre: {
    id: 'centre-1',
    name: '乾元镇社会组织党群服务中心',
    nameEn: 'Qianyuan centre',
    tier: 'township',
    area: '浙江省湖州市德清县乾元镇',
    areaEn: 'Qianyuan, Deqing, Huzhou, Zhejiang',
  },
  campaign: {
    id: 'campaign-1',
    title: '2026 年度考核评估',
    periodFrom: '2026-01-01',
    periodTo: '2026-12-31',
  },
  kind: 'regular',
  leadBody: {
    id: 'body-1',
    name: '乾元镇党委',
    nameEn: 'Qianyuan party committee',
    kind: 'local-party-committee',
  },
  jointBodies: [],
  plannedOn: '2026-03-02',
  openedAt: Date.UTC(2026, 2, 2, 1),
  revealedAt: Date.UTC(2026, 2, 2, 3),
  isSelfEvaluated: false,
  policies: { step: 5, ceilingPolicy: 'discretion', scoringMode: 'independent', noticeDays: 5 },
  panel: [
    { id: 'alice', name: '安丽', nameEn: 'An Li', isChair: true, recused: false, recusedFrom: [] },
    { id: 'bo', name: '薄文', nameEn: 'Bo Wen', isChair: false, recused: false, recusedFrom: ['A1.1.1'] },
  ],
  exceptions: [],
};

/** Facts that reach every threshold of a tier. */
export function metFacts(tier: Tier): Record<string, Fact> {
  return Object.fromEntries(
    requirementsOf(huzhou, tier).map(({ requirement, threshold }) => {
      const value =
        requirement.kind === 'checklist'
          ? Object.fromEntries((threshold.items ?? []).map(({ code }) => [code, true]))
          : requirement.kind === 'held'
            ? true
            : (threshold.least ?? 0);
      return [requirement.code, { value, notApplicable: null }];
    }),
  );
}

export const fullMatter: SheetMatter = {
  facts: metFacts('township'),
  how: {},
  details: {},
  items: {},
  settled: {},
  unsettled: {},
  agreed: Object.fromEntries(indicatorsOf(huzhou).map(({ code, maximum }) => [code, maximum])),
  reasons: Object.fromEntries(codes.map((code) => [code, ''])),
  severities: {},
  noteLines: {},
  notes: Object.fromEntries(codes.map((code) => [code, ''])),
  evidence: Object.fromEntries(codes.map((code) => [code, sha256('[]')])),
  pieces: [],
  noteMethods: {},
};

export const fullSheet: SheetContent = sheetContent(townshipFrame, fullMatter);
