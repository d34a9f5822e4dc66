import {
  ACTIONS,
  BODY_NAMES,
  CEILING_POLICIES,
  CELL_STATES,
  CENTRE_ROLES,
  EVALUATION_KINDS,
  GAP_KINDS,
  LOCALES,
  METHODS,
  PHASES,
  PROOFS,
  ROLES,
  SCORING_MODES,
  SEVERITIES,
  STEPS,
  STRENGTHS,
  TIERS,
} from '@heping/scoring';
import { EVALUATION_KIND_LABELS, PHASE_LABELS, TIER_LABELS } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';
import { describe, expect, it } from 'vitest';
import { overwriteGetLocale } from './paraglide/runtime.js';
import { ACTION_WORDS } from './planning/action-words.ts';
import * as words from './words.ts';

const LISTS = [
  ['phases', PHASES, words.PHASE_WORDS],
  ['tiers', TIERS, words.TIER_WORDS],
  ['kinds', EVALUATION_KINDS, words.KIND_WORDS],
  ['roles in a centre', CENTRE_ROLES, words.CENTRE_ROLE_WORDS],
  ['roles', ROLES, words.ROLE_WORDS],
  ['strengths', STRENGTHS, words.STRENGTH_WORDS],
  ['methods', METHODS, words.METHOD_WORDS],
  ['severities', SEVERITIES, words.SEVERITY_WORDS],
  ['ceiling policies', CEILING_POLICIES, words.CEILING_POLICY_WORDS],
  ['scoring modes', SCORING_MODES, words.SCORING_MODE_WORDS],
  ['steps', STEPS, words.STEP_WORDS],
  ['cells', CELL_STATES, words.CELL_STATE_WORDS],
  ['proofs', PROOFS, words.PROOF_WORDS],
  ['gaps', GAP_KINDS, words.GAP_WORDS],
  ['actions', ACTIONS, ACTION_WORDS],
] as const satisfies readonly (readonly [string, readonly (string | number)[], Record<string, words.Word>])[];

describe('the words of the lists', () => {
  it.each(LISTS)('%s: every one has a word of its own in both languages', (_, list, table) => {
    const lookup: Record<string, words.Word | undefined> = table;
    for (const locale of LOCALES) {
      const said = list.map((value) => lookup[String(value)]?.({}, { locale }) ?? '');
      expect(said.every((word) => word.trim() !== '')).toBe(true);
      expect(new Set(said).size).toBe(list.length);
    }
  });

  it('are the words that refusals use', () => {
    for (const phase of PHASES) {
      expect(words.PHASE_WORDS[phase]({}, { locale: 'zh' })).toBe(PHASE_LABELS[phase].zh);
    }
    for (const tier of TIERS) expect(words.TIER_WORDS[tier]({}, { locale: 'zh' })).toBe(TIER_LABELS[tier].zh);
    for (const kind of EVALUATION_KINDS) {
      expect(words.KIND_WORDS[kind]({}, { locale: 'zh' })).toBe(EVALUATION_KIND_LABELS[kind].zh);
    }
  });

  it('name every kind of body', () => {
    for (const name of Object.values(BODY_NAMES)) expect(words.textOf(name)).not.toBe('');
  });
});

describe('names and days', () => {
  const person = { name: '陆建平', nameEn: 'Lu Jianping' };

  it('are Chinese where the page is', () => {
    expect(words.nameOf(person)).toBe('陆建平');
    expect(words.listOf(['甲', '乙'])).toBe('甲、乙');
    expect(words.oneOf(['甲', '乙', '丙'])).toBe('甲或乙或丙');
    expect(words.longDay('2026-11-03')).toBe('2026年11月3日');
  });

  it('units stand in the singular beside one', () => {
    overwriteGetLocale(() => 'en');
    try {
      const people = { zh: '名', en: 'people' };
      expect(words.unitOf(people, '1')).toBe('person');
      expect(words.unitOf(people, '2')).toBe('people');
      expect(words.unitOf({ zh: '㎡', en: 'm²' }, '1')).toBe('m²');
    } finally {
      overwriteGetLocale(() => 'zh');
    }
  });

  it('counts stand in the singular beside one', () => {
    const said = (count: number) => [
      m.panel_count({ count }),
      m.rubric_points({ points: count }),
      m.score_points({ points: String(count) }),
      m.decide_adopt_title({ count }),
      m.decide_finished_count({ done: count, count: 5 }),
      m.decide_deliver_what({ count, days: count }),
    ];
    overwriteGetLocale(() => 'en');
    try {
      expect(said(1)).toEqual([
        '1 person',
        '1 point',
        '1 point',
        'Adopt 1 undisputed indicator',
        '1 of 5 has finished',
        'The centre’s leaders will see the result; 1 deduction becomes a finding; the notice runs 1 working day.',
      ]);
      expect(said(2)).toEqual([
        '2 people',
        '2 points',
        '2 points',
        'Adopt 2 undisputed indicators',
        '2 of 5 have finished',
        'The centre’s leaders will see the result; 2 deductions become findings; the notice runs 2 working days.',
      ]);
    } finally {
      overwriteGetLocale(() => 'zh');
    }
  });

  it('[ND1] days and times are those of the campaign, whatever zone the device is in', () => {
    const home = process.env.TZ;
    const offsets = new Set<number>();
    try {
      for (const zone of ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati']) {
        process.env.TZ = zone;
        const at = Date.parse('2026-11-29T16:05:00Z');
        offsets.add(new Date(at).getTimezoneOffset());
        expect([zone, words.dayOf(at), words.momentOf(at)]).toEqual([zone, '2026-11-30', '2026-11-30 00:05']);
        const written = () => words.longDay('2026-03-29');
        expect(written()).toBe('2026年3月29日');
        overwriteGetLocale(() => 'en');
        expect(written()).toBe('29 March 2026');
        overwriteGetLocale(() => 'zh');
      }
    } finally {
      if (home === undefined) delete process.env.TZ;
      else process.env.TZ = home;
      overwriteGetLocale(() => 'zh');
    }
    // The zones were really different.
    expect(offsets.size).toBe(4);
  });
});
