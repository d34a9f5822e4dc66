import { describe, expect, it } from 'vitest';
import {
  ACTIVITY_FIELDS,
  ACTIVITY_RULES,
  ACTIVITY_TYPES,
  countOffered,
  defaultIndicators,
  judgeActivity,
  showsFiles,
  type ActivityType,
} from './activities.ts';
import { LOG_KEEPERS } from './log-keepers.ts';
import { huzhou } from './huzhou.ts';
import { findIndicator } from './rubric-lookup.ts';

const rules = ACTIVITY_TYPES.map((type) => [type, ACTIVITY_RULES[type]] as const);
const ofKind = (kind: string) => rules.filter(([, rule]) => rule.kind === kind);
const said = {
  ...{ text: '学习党章', people: 32, who: '支部党员', place: '二楼', recipient: '' },
};
const nothing = { text: '', people: null, who: '', place: '', recipient: '' };

describe('types of the activity log', () => {
  it('AY1: every service of 6.1 to 6.10 has one, and so have meetings, duty, visits, letters, calls and reports', () => {
    const clauses = new Set(rules.flatMap(([, rule]) => rule.clauses));
    const services = [
      ...['6.1.1', '6.1.2', '6.2.1', '6.3.1', '6.3.2', '6.3.3', '6.4.1', '6.4.2', '6.4.3', '6.5.1', '6.5.2'],
      ...['6.5.3', '6.6.1', '6.6.2', '6.6.3', '6.7.1', '6.7.2', '6.8', '6.9.1', '6.9.2', '6.10'],
    ];
    expect(
      [...services, '4.3.4', '4.3.5', '4.3.7', '4.3.9'].filter((clause) => !clauses.has(clause)),
    ).toEqual([]);
  });

  it('AY1: each speaks of indicators that the rubric has', () => {
    for (const [type, { indicators }] of rules) {
      expect([type, indicators.length > 0]).toEqual([type, true]);
      expect([type, defaultIndicators(huzhou, type)]).toEqual([type, indicators]);
    }
  });

  it('AY1: a service stands beside an indicator that names one of its clauses', () => {
    for (const [type, { clauses, indicators }] of ofKind('service')) {
      if (type === 'display') continue; // 6.8 is scored as what is displayed (A1.4.2).
      const named = indicators.flatMap((code) => findIndicator(huzhou, code)?.clauses ?? []);
      expect([type, clauses.some((clause) => named.includes(clause))]).toEqual([type, true]);
    }
  });

  it.each([
    ['study', 'text'],
    ['council', 'text'],
    ['duty', 'who'],
    ['report', 'recipient'],
    ['special', 'recipient'],
  ] as const)('AY2: %s cannot do without its %s', (type, field) => {
    expect(judgeActivity({ ...nothing, type })).toEqual({ rule: 'AY2', missing: field });
    expect(judgeActivity({ ...nothing, type, [field]: ' \u200b\u3000' })).toEqual({
      ...{ rule: 'AY2', missing: field },
    });
    expect(judgeActivity({ ...nothing, type, [field]: '有内容' })).toBeNull();
  });

  it('AY2: what was said of how many, who and where is never asked for', () => {
    expect(judgeActivity({ ...said, type: 'study' })).toBeNull();
    expect(judgeActivity({ ...nothing, type: 'study', text: '学习党章', people: 0 })).toBeNull();
  });

  it('AY3: a report and a special case say when and to whom, and nothing else (4.3.7)', () => {
    for (const type of ['report', 'special'] as const) {
      expect(judgeActivity({ ...said, type, recipient: '县委社会工作部' })).toEqual({
        rule: 'AY3',
        superfluous: ['text', 'people', 'who', 'place'],
      });
      expect(judgeActivity({ ...nothing, type, recipient: '县委社会工作部', people: 0 })).toEqual({
        ...{ rule: 'AY3', superfluous: ['people'] },
      });
    }
  });

  it('AY3: a report and a special case show no photo', () => {
    expect(ACTIVITY_TYPES.filter((type) => !showsFiles(type))).toEqual(['report', 'special']);
  });

  it('AY3: nothing but a report has a recipient', () => {
    for (const [type, { kind }] of rules) {
      const fault = judgeActivity({ ...nothing, type, text: '有', who: '有', recipient: '某某' });
      const has = fault?.rule === 'AY3' && fault.superfluous.includes('recipient');
      expect([type, has]).toEqual([type, kind !== 'reporting']);
    }
  });

  it('AY2: no type takes the field that it asks for twice', () => {
    for (const [type, { asks, takes }] of rules) {
      expect([type, takes.includes(asks)]).toEqual([type, false]);
      expect(takes.every((field) => ACTIVITY_FIELDS.includes(field))).toBe(true);
    }
  });
});

describe('what the log offers for facts', () => {
  const entries = (...types: ActivityType[]) => types.map((type) => ({ type, count: 1 }));

  it('AY4: studies count for study, topics for topics, a training for neither', () => {
    const log = entries('study', 'study', 'training', 'research', 'council');
    expect(countOffered('study', log)).toBe(2);
    expect(countOffered('topics', log)).toBe(1);
    expect(countOffered('study', [...log, { type: 'study', count: 5 }])).toBe(7);
    expect(countOffered('study', [])).toBe(0);
  });

  it('AY4: nothing is offered for what the log cannot know', () => {
    for (const requirement of ['floor-area', 'staff', 'satisfaction'])
      expect(countOffered(requirement, entries('study'))).toBeNull();
  });

  it('AY4: what is offered goes to a requirement that counts', () => {
    for (const [type, { counts, indicators }] of rules) {
      if (counts === undefined) continue;
      const requirement = huzhou.requirements.find(({ code }) => code === counts);
      expect([type, requirement?.kind]).toEqual([type, 'count']);
      expect([type, requirement?.indicators.some((code) => indicators.includes(code))]).toEqual([type, true]);
    }
  });

  it('AY5: leaders and staff keep the log; who only answers for the centre does not', () => {
    expect(LOG_KEEPERS).toEqual(['director', 'deputy', 'staff']);
  });
});
