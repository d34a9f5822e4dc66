import { findIndicator, huzhou, type CeilingPolicy } from '@heping/scoring';
import { beforeAll, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { askedWords, ceilingWords, wantedOf, type FormRules } from './blank.ts';

beforeAll(() => overwriteGetLocale(() => 'zh'));

const seat = (id: string, isRecused = false) => ({
  ...{ id, name: id, nameEn: '', isChair: false, progress: null, paper: null },
  color: '#000000',
  recused: isRecused ? { at: 0, reason: '' } : null,
});
const evaluation = (scoringMode: 'independent' | 'joint' = 'independent') =>
  ({
    panel: [seat('alice'), seat('bo'), seat('chen', true)],
    policies: { scoringMode },
  }) as unknown as Parameters<typeof wantedOf>[1];
const wanted = (query: string, me: string | null = 'bo', of = evaluation()) => {
  const { paper, person } = wantedOf(new URLSearchParams(query), of, me);
  return [paper, person?.id ?? null];
};

describe('which form is asked for', () => {
  it('BL1: a panelist gets their own score sheet, and another’s or nobody’s by asking', () => {
    expect(wanted('')).toEqual(['scores', 'bo']);
    expect(wanted('person=alice')).toEqual(['scores', 'alice']);
    expect(wanted('person=')).toEqual(['scores', null]);
    expect(wanted('', 'officer')).toEqual(['scores', null]);
  });
  it('BL1: who stepped back has no sheet, nor a stranger, nor anybody where one sheet is scored together', () => {
    expect(wanted('person=chen')).toEqual(['scores', null]);
    expect(wanted('person=../x')).toEqual(['scores', null]);
    expect(wanted('', 'bo', evaluation('joint'))).toEqual(['scores', null]);
  });
  it('BL1: the record is nobody’s; what is not known is the score sheet', () => {
    expect(wanted('paper=record&person=alice')).toEqual(['record', null]);
    expect(wanted('paper=diary')).toEqual(['scores', 'bo']);
  });
});

describe('what the form says before anything is known', () => {
  const rules = (policy: CeilingPolicy, lifted: readonly string[] = []): FormRules => ({
    ...{ rubric: huzhou, tier: 'township', policy, step: 5 },
    lifted: new Set(lifted),
  });
  const at = (code: string) => {
    const indicator = findIndicator(huzhou, code);
    if (indicator === undefined) throw new Error(code);
    return indicator;
  };

  it('CE2–CE4: what each policy leaves below the threshold', () => {
    expect(ceilingWords(at('A1.2.2'), rules('discretion'))).toBe('未达到时最高 9.5 分');
    expect(ceilingWords(at('A1.2.2'), rules('strict'))).toBe('未达到时最高 0 分');
    expect(ceilingWords(at('A1.2.2'), rules('proportional'))).toContain('比例');
  });
  it('CE1, CE6: nothing where nothing measurable is asked; an exception that stands already is said', () => {
    expect(ceilingWords(at('A1.1.1'), rules('discretion'))).toBeNull();
    expect(ceilingWords(at('A1.2.2'), rules('strict', ['floor-area']))).toBe('已记例外，不限最高可得分');
  });
  it('RQ1: the standard of the tier with its clause', () => {
    const requirement = huzhou.requirements.find(({ code }) => code === 'floor-area');
    const threshold = requirement?.thresholds.find(({ tier }) => tier === 'township');
    if (requirement === undefined || threshold === undefined) throw new Error('floor-area');
    expect(askedWords({ requirement, threshold })).toBe('总面积：一般不少于 300 ㎡（5.2.4）');
  });
});
