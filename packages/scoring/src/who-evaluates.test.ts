import { describe, expect, it } from 'vitest';
import { BODY_KINDS, EVALUATION_KINDS, TIERS } from './types.ts';
import { isSelfEvaluated, judgeLeadBody, leadBodiesFor } from './who-evaluates.ts';

const PARTY = ['local-party-committee', 'industry-party-committee'];

describe('who evaluates whom', () => {
  it.each([
    ['WE1', 'municipal', ['provincial-committee'], []],
    ['WE2', 'county', ['city-committee'], []],
    ['WE3', 'township', PARTY, ['county-committee']],
    ['WE3', 'village', PARTY, ['county-committee']],
    ['WE3', 'regional', PARTY, ['county-committee']],
    ['WE3', 'outpost', PARTY, ['county-committee']],
  ] as const)('%s, WE4: %s is led by %j, spot-checked by %j', (_, tier, regular, spotCheck) => {
    expect(leadBodiesFor(tier, 'regular')).toEqual(regular);
    expect(leadBodiesFor(tier, 'spot-check')).toEqual(spotCheck);
  });

  it('WE1–WE4: judges every body, kind and tier by that table, and names a rule and a clause', () => {
    for (const tier of TIERS)
      for (const kind of EVALUATION_KINDS)
        for (const body of BODY_KINDS) {
          const judgement = judgeLeadBody({ tier, kind, body });
          expect(judgement.ok).toBe(leadBodiesFor(tier, kind).includes(body));
          if (!judgement.ok) {
            expect(judgement.clause).toMatch(/^7\.2\.[123]$/);
            expect(judgement.message.zh).toContain(judgement.clause);
          }
        }
  });

  it('WE3: a county’s committee is refused the regular evaluation of a township, in words', () => {
    expect(judgeLeadBody({ tier: 'township', kind: 'regular', body: 'county-committee' })).toEqual({
      ok: false,
      rule: 'WE3',
      clause: '7.2.3',
      allowed: PARTY,
      message: {
        zh: '该层级中心的日常评价由属地党委或行业主管部门党委牵头，县（区）社会组织综合党委不能牵头（7.2.3）。',
        en: 'The regular evaluation of a centre of this tier is led by the local party committee or the industry’s party committee, not by the county’s committee (7.2.3).',
      },
    });
  });

  it('WE4: nobody spot-checks a county’s centre', () => {
    expect(judgeLeadBody({ tier: 'county', kind: 'spot-check', body: 'city-committee' })).toMatchObject({
      ok: false,
      rule: 'WE4',
      allowed: [],
      message: { en: 'The standard provides no spot-check for a centre of this tier (7.2.3).' },
    });
  });

  it('WE5: a centre evaluated by the body that runs it is self-evaluated', () => {
    expect(isSelfEvaluated({ leadBody: 'zhili', runningBody: 'zhili' })).toBe(true);
    expect(isSelfEvaluated({ leadBody: 'zhili', runningBody: 'wuxing' })).toBe(false);
    expect(isSelfEvaluated({ leadBody: 'zhili', runningBody: null })).toBe(false);
  });
});
