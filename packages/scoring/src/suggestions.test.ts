import { describe, expect, it } from 'vitest';
import { huzhou } from './huzhou.ts';
import { indicatorsOf } from './rubric-lookup.ts';
import { suggestionPlace, unscoredClauses, unscoredText } from './suggestions.ts';
import { TIERS } from './types.ts';

describe('suggestions', () => {
  it('SU1: each indicator is a place for one, by its line of the appendix', () => {
    for (const { code, text } of indicatorsOf(huzhou))
      expect(suggestionPlace(huzhou, 'township', code)).toEqual({ indicator: code, clause: code, text });
  });

  it('SU2: so is each clause without points, once, and no other clause', () => {
    for (const tier of TIERS)
      expect(unscoredClauses(huzhou, tier).map(({ clause }) => clause)).toEqual([
        '4.3.9',
        '4.4.1',
        '4.4.2',
        '4.4.5',
        '4.5.1',
      ]);
    expect(suggestionPlace(huzhou, 'county', '4.4.2')).toEqual({
      indicator: '',
      clause: '4.4.2',
      text: { zh: '专门人才储备', en: 'Reserve of talents' },
    });
    for (const at of ['', '4.4', '5.2.4', 'A1.2', 'a1.2.2', '4.4.2 ', '__proto__'])
      expect(suggestionPlace(huzhou, 'county', at)).toBeUndefined();
  });

  it('SU3: what was suggested is read by its clause alone', () => {
    expect(unscoredText(huzhou, '4.3.9')?.zh).toBe(
      '开放时间、服务清单、办事指南、工作程序、周末 AB 岗值班表',
    );
    expect(unscoredText(huzhou, '9.9.9')).toBeUndefined();
  });
});
