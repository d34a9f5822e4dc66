import { describe, expect, it } from 'vitest';
import { parseRubric } from './parse-rubric.ts';
import { broken, small } from './sample-rubric.ts';
import type { Path } from './sample-rubric.ts';

const faultsOf = (draft: unknown) => {
  const parsed = parseRubric(draft);
  return parsed.ok ? [] : parsed.error.map((fault) => `${fault.rule} ${fault.path}`);
};

/** How messages write the places most often broken. */
const GROUP = 'tables[0].groups[0]';
const FIRST = `${GROUP}.indicators[0]`;
const SECOND = `${GROUP}.indicators[1]`;
const THRESHOLD = 'requirements[0].thresholds[0]';

const line = (place: number): Path => ['tables', 0, 'groups', 0, 'indicators', place];
const threshold: Path = ['requirements', 0, 'thresholds', 0];
const listThreshold: Path = ['requirements', 1, 'thresholds', 0];

describe('what is wrong with a rubric file', () => {
  it.each<[rule: string, what: string, path: Path, value: unknown, faults: readonly string[]]>([
    ['RB1', 'no code', ['code'], undefined, ['RB1 code']],
    ['RB1', 'a blank code', ['code'], ' ', ['RB1 code']],
    ['RB1', 'no tables', ['tables'], undefined, ['RB1 tables']],
    ['RB1', 'a line that is a text', line(1), 'two', [`RB1 ${SECOND}`, 'RB9 requirements[0].indicators[0]']],
    ['RB1', 'a line that is a list', line(1), [], [`RB1 ${SECOND}`, 'RB9 requirements[0].indicators[0]']],
    [
      'RB1',
      'a line without a code',
      [...line(0), 'code'],
      undefined,
      [`RB1 ${FIRST}.code`, 'RB9 requirements[1].indicators[0]', 'RB9 checklists[0].indicator'],
    ],
    ['RB1', 'a table without a code', ['tables', 0, 'code'], '', ['RB1 tables[0].code']],
    ['RB1', 'no groups', ['tables', 0, 'groups'], [], ['RB1 tables[0].groups']],
    ['RB1', 'requirements that are no list', ['requirements'], {}, ['RB1 requirements']],
    ['RB1', 'checklists that are no list', ['checklists'], 'none', ['RB1 checklists']],
    ['RB1', 'no clauses', [...line(0), 'clauses'], [], [`RB1 ${FIRST}.clauses`]],
    ['RB1', 'clauses that are no texts', [...line(0), 'clauses'], [5.1], [`RB1 ${FIRST}.clauses`]],
    ['RB1', 'clauses that are no list', [...line(0), 'clauses'], '5.1', [`RB1 ${FIRST}.clauses`]],
    [
      'RB1',
      'a checklist without its indicator',
      ['checklists', 0, 'indicator'],
      undefined,
      ['RB1 checklists[0].indicator'],
    ],
    ['RB2', 'a title without English', ['title'], { zh: '标准' }, ['RB2 title']],
    ['RB2', 'a title that is a text', ['title'], '标准', ['RB2 title']],
    ['RB2', 'a remark without Chinese', ['tables', 0, 'remark'], { en: 'x' }, ['RB2 tables[0].remark']],
    [
      'RB2',
      'a unit without Chinese',
      ['requirements', 0, 'unit'],
      { zh: '', en: 'm' },
      ['RB2 requirements[0].unit'],
    ],
    ['RB3', 'a maximum of zero', [...line(0), 'maximum'], 0, [`RB3 ${FIRST}.maximum`]],
    ['RB3', 'a maximum below zero', [...line(0), 'maximum'], -4, [`RB3 ${FIRST}.maximum`]],
    ['RB3', 'a maximum with two decimals', [...line(0), 'maximum'], 4.25, [`RB3 ${FIRST}.maximum`]],
    ['RB3', 'a maximum that is a text', [...line(0), 'maximum'], '4', [`RB3 ${FIRST}.maximum`]],
    ['RB3', 'a maximum beyond measure', ['tables', 0, 'maximum'], 1e9, ['RB3 tables[0].maximum']],
    ['RB4', 'a wrong sum of lines', [...line(0), 'maximum'], 5, [`RB4 ${GROUP}.maximum`]],
    ['RB5', 'a wrong sum of groups', ['tables', 0, 'maximum'], 19, ['RB5 tables[0].maximum']],
    ['RB6', 'a table code of another form', ['tables', 0, 'code'], 'Table 1', ['RB6 tables[0].code']],
    [
      'RB6',
      'a line out of place',
      [...line(1), 'code'],
      'B1.1.3',
      [`RB6 ${SECOND}.code`, 'RB9 requirements[0].indicators[0]'],
    ],
    [
      'RB7',
      'a line twice',
      [...line(1), 'code'],
      'B1.1.1',
      [`RB7 ${SECOND}.code`, 'RB9 requirements[0].indicators[0]'],
    ],
    ['RB7', 'a requirement twice', ['requirements', 1, 'code'], 'area', ['RB7 requirements[1].code']],
    [
      'RB7',
      'a checklist coded like a requirement',
      ['checklists', 0, 'code'],
      'area',
      ['RB7 checklists[0].code'],
    ],
    ['RB6', 'a table numbered nought', ['tables', 0, 'code'], 'B.0', ['RB6 tables[0].code']],
    ['RB8', 'an unknown tier', [...threshold, 'tier'], 'national', [`RB8 ${THRESHOLD}.tier`]],
    [
      'RB8',
      'an unknown tier of a checklist',
      ['checklists', 0, 'tiers'],
      ['county', 'national'],
      ['RB8 checklists[0].tiers[1]'],
    ],
    [
      'RB9',
      'a requirement of an unknown line',
      ['requirements', 0, 'indicators'],
      ['B1.1.2', 'B9.9.9'],
      ['RB9 requirements[0].indicators[1]'],
    ],
    [
      'RB9',
      'a checklist of an unknown line',
      ['checklists', 0, 'indicator'],
      'B9.9.9',
      ['RB9 checklists[0].indicator'],
    ],
    ['RB10', 'an unknown method', [...line(0), 'method'], 'guess', [`RB10 ${FIRST}.method`]],
    ['RB10', 'an unknown strength', [...threshold, 'strength'], 'maybe', [`RB10 ${THRESHOLD}.strength`]],
    ['RB10', 'an unknown proof', ['checklists', 0, 'proof'], 'word', ['RB10 checklists[0].proof']],
    ['RB10', 'an unknown kind', ['requirements', 0, 'kind'], 'feeling', ['RB10 requirements[0].kind']],
    ['RB11', 'a measure without its least', [...threshold, 'least'], undefined, [`RB11 ${THRESHOLD}.least`]],
    ['RB11', 'a measure with items', [...threshold, 'items'], [], [`RB11 ${THRESHOLD}.items`]],
    ['RB11', 'a count of halves', ['requirements', 0, 'kind'], 'count', [`RB11 ${THRESHOLD}.least`]],
    ['RB11', 'something held with a least', ['requirements', 0, 'kind'], 'held', [`RB11 ${THRESHOLD}.least`]],
    [
      'RB11',
      'a list with a least',
      [...listThreshold, 'least'],
      1,
      ['RB11 requirements[1].thresholds[0].least'],
    ],
    [
      'RB1',
      'a list without items',
      [...listThreshold, 'items'],
      [],
      ['RB1 requirements[1].thresholds[0].items'],
    ],
    ['RB13', 'a clause of another form', [...threshold, 'clause'], 'see above', [`RB13 ${THRESHOLD}.clause`]],
    ['RB13', 'a clause that is a number', [...threshold, 'clause'], 5.1, [`RB13 ${THRESHOLD}.clause`]],
    [
      'RB13',
      'a line standing on something else',
      [...line(0), 'clauses'],
      ['5.1', '§ 5'],
      [`RB13 ${FIRST}.clauses[1]`],
    ],
  ])('%s: names %s', (_, __, path, value, faults) => {
    expect(faultsOf(broken(path, value))).toEqual(faults);
  });

  it('RB11: a rate is at most 100 %', () => {
    const rate = (least: number) => {
      const file = small();
      const [first, second] = file.requirements;
      const thresholds = first?.thresholds.map((entry) => ({ ...entry, least }));
      return { ...file, requirements: [{ ...first, kind: 'rate', thresholds }, second] };
    };
    expect(faultsOf(rate(90))).toEqual([]);
    expect(faultsOf(rate(100))).toEqual([]);
    expect(faultsOf(rate(100.1))).toEqual([`RB11 ${THRESHOLD}.least`]);
  });

  it('RB12: names a second threshold of the same tier, and not one whose tier is unknown', () => {
    const file = small();
    const twice = (tier: string) => ({
      ...file,
      requirements: file.requirements.map((requirement) => ({
        ...requirement,
        thresholds: requirement.thresholds.flatMap((entry) => [entry, { ...entry, tier }]),
      })),
    });
    expect(faultsOf(twice('county'))).toEqual([
      'RB12 requirements[0].thresholds[1].tier',
      'RB12 requirements[1].thresholds[1].tier',
    ]);
    expect(faultsOf(twice('village'))).toEqual([]);
    expect(faultsOf(twice('somewhere'))).toEqual([
      'RB8 requirements[0].thresholds[1].tier',
      'RB8 requirements[1].thresholds[1].tier',
    ]);
  });

  it('RB4: says in both languages what was expected, what came, and where', () => {
    expect(parseRubric(broken([...line(0), 'maximum'], 5))).toEqual({
      ok: false,
      error: [
        {
          path: 'tables[0].groups[0].maximum',
          rule: 'RB4',
          message: {
            zh: 'tables[0].groups[0].maximum：应为各部分之和 11，实为10。',
            en: 'tables[0].groups[0].maximum: expected the sum of its parts, 11, got 10.',
          },
        },
      ],
    });
  });

  it('RB2: says when an object came instead of a word', () => {
    const parsed = parseRubric(broken([...line(0), 'method'], {}));
    expect(parsed.ok || parsed.error[0]?.message.en).toContain('got an object.');
  });

  it('RB1: names holes in lists', () => {
    expect(faultsOf({ ...small(), tables: new Array(1) })).toEqual(['RB1 tables[0]']);
  });
});
