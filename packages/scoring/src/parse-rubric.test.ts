import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { huzhou } from './huzhou.ts';
import { assertRubric, parseRubric } from './parse-rubric.ts';
import { publishRubric } from './publish-rubric.ts';
import type { RubricFile } from './rubric-file.ts';

/** A small rubric of another city, as a file. */
const small = (): RubricFile => ({
  code: 'other',
  title: { zh: '另一标准', en: 'Another standard' },
  tables: [
    {
      code: 'B.1',
      title: { zh: '表', en: 'Table' },
      maximum: 18.5,
      groups: [
        {
          code: 'B1.1',
          title: { zh: '甲', en: 'First' },
          maximum: 10,
          indicators: [
            {
              code: 'B1.1.1',
              text: { zh: '一', en: 'One' },
              maximum: 4,
              clauses: ['5.1'],
              method: 'observe',
            },
            { code: 'B1.1.2', text: { zh: '二', en: 'Two' }, maximum: 6, clauses: ['B.1'], method: 'ask' },
          ],
        },
        {
          code: 'B1.2',
          title: { zh: '乙', en: 'Second' },
          maximum: 8.5,
          indicators: [
            {
              code: 'B1.2.1',
              text: { zh: '三', en: 'Three' },
              maximum: 8.5,
              clauses: ['5.2'],
              method: 'inspect',
            },
          ],
        },
      ],
    },
  ],
  requirements: [
    {
      code: 'area',
      title: { zh: '面积', en: 'Area' },
      kind: 'measure',
      unit: { zh: '㎡', en: 'm²' },
      indicators: ['B1.1.2'],
      thresholds: [
        {
          tier: 'county',
          clause: '5.1',
          strength: 'shall',
          quantity: { zh: '面积', en: 'Area' },
          least: 99.5,
        },
      ],
    },
    {
      code: 'rooms',
      title: { zh: '房间', en: 'Rooms' },
      kind: 'checklist',
      indicators: ['B1.1.1'],
      thresholds: [
        {
          tier: 'county',
          clause: '5.1',
          strength: 'shall',
          quantity: { zh: '房间', en: 'Rooms' },
          items: [{ code: 'hall', clause: '5.1', title: { zh: '厅', en: 'Hall' } }],
        },
      ],
    },
  ],
  checklists: [
    {
      code: 'photos',
      title: { zh: '照片', en: 'Photos' },
      indicator: 'B1.1.1',
      tiers: ['county'],
      proof: 'photo',
      items: [{ code: 'door', clause: '5.1', title: { zh: '门', en: 'Door' } }],
    },
  ],
});

type Path = readonly (string | number)[];

/** The small rubric with one value replaced. */
function broken(path: Path, value: unknown): unknown {
  const file: unknown = structuredCloneOf(small());
  const last = path.at(-1) ?? '';
  let place = file as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) place = place[step] as Record<string | number, unknown>;
  if (value === undefined) delete place[last];
  else place[last] = value;
  return file;
}
const structuredCloneOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const faultsOf = (draft: unknown) => {
  const parsed = parseRubric(draft);
  return parsed.ok ? [] : parsed.error.map((fault) => `${fault.rule} ${fault.path}`);
};

const line = (place: number): Path => ['tables', 0, 'groups', 0, 'indicators', place];
const threshold: Path = ['requirements', 0, 'thresholds', 0];
const listThreshold: Path = ['requirements', 1, 'thresholds', 0];

describe('reading a rubric file', () => {
  it('RB1: reads points, areas and rates as printed into whole numbers', () => {
    const parsed = parseRubric(small());
    expect(parsed.ok && parsed.value.tables[0]?.maximum).toBe(185);
    expect(parsed.ok && parsed.value.requirements[0]?.thresholds[0]?.least).toBe(995);
  });

  it('RB1: keeps what it knows and drops the rest; checklists may be missing', () => {
    const parsed = parseRubric({ ...small(), checklists: undefined, colour: 'red' });
    expect(parsed.ok && parsed.value).toEqual({ ...assertRubric(small()), checklists: [] });
  });

  it.each<[rule: string, what: string, path: Path, value: unknown, faults: readonly string[]]>([
    ['RB1', 'no code', ['code'], undefined, ['RB1 code']],
    ['RB1', 'a blank code', ['code'], ' ', ['RB1 code']],
    ['RB1', 'no tables', ['tables'], undefined, ['RB1 tables']],
    [
      'RB1',
      'a line that is a text',
      line(1),
      'two',
      ['RB1 tables[0].groups[0].indicators[1]', 'RB9 requirements[0].indicators[0]'],
    ],
    [
      'RB1',
      'a line that is a list',
      line(1),
      [],
      ['RB1 tables[0].groups[0].indicators[1]', 'RB9 requirements[0].indicators[0]'],
    ],
    [
      'RB1',
      'a line without a code',
      [...line(0), 'code'],
      undefined,
      [
        'RB1 tables[0].groups[0].indicators[0].code',
        'RB9 requirements[1].indicators[0]',
        'RB9 checklists[0].indicator',
      ],
    ],
    ['RB1', 'a table without a code', ['tables', 0, 'code'], '', ['RB1 tables[0].code']],
    ['RB1', 'no groups', ['tables', 0, 'groups'], [], ['RB1 tables[0].groups']],
    ['RB1', 'requirements that are no list', ['requirements'], {}, ['RB1 requirements']],
    ['RB1', 'checklists that are no list', ['checklists'], 'none', ['RB1 checklists']],
    ['RB1', 'no clauses', [...line(0), 'clauses'], [], ['RB1 tables[0].groups[0].indicators[0].clauses']],
    [
      'RB1',
      'clauses that are no texts',
      [...line(0), 'clauses'],
      [5.1],
      ['RB1 tables[0].groups[0].indicators[0].clauses'],
    ],
    [
      'RB1',
      'clauses that are no list',
      [...line(0), 'clauses'],
      '5.1',
      ['RB1 tables[0].groups[0].indicators[0].clauses'],
    ],
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
    [
      'RB3',
      'a maximum of zero',
      [...line(0), 'maximum'],
      0,
      ['RB3 tables[0].groups[0].indicators[0].maximum'],
    ],
    [
      'RB3',
      'a maximum below zero',
      [...line(0), 'maximum'],
      -4,
      ['RB3 tables[0].groups[0].indicators[0].maximum'],
    ],
    [
      'RB3',
      'a maximum with two decimals',
      [...line(0), 'maximum'],
      4.25,
      ['RB3 tables[0].groups[0].indicators[0].maximum'],
    ],
    [
      'RB3',
      'a maximum that is a text',
      [...line(0), 'maximum'],
      '4',
      ['RB3 tables[0].groups[0].indicators[0].maximum'],
    ],
    ['RB3', 'a maximum beyond measure', ['tables', 0, 'maximum'], 1e9, ['RB3 tables[0].maximum']],
    ['RB4', 'a wrong sum of lines', [...line(0), 'maximum'], 5, ['RB4 tables[0].groups[0].maximum']],
    ['RB5', 'a wrong sum of groups', ['tables', 0, 'maximum'], 19, ['RB5 tables[0].maximum']],
    ['RB6', 'a table code of another form', ['tables', 0, 'code'], 'Table 1', ['RB6 tables[0].code']],
    [
      'RB6',
      'a line out of place',
      [...line(1), 'code'],
      'B1.1.3',
      ['RB6 tables[0].groups[0].indicators[1].code', 'RB9 requirements[0].indicators[0]'],
    ],
    [
      'RB7',
      'a line twice',
      [...line(1), 'code'],
      'B1.1.1',
      ['RB7 tables[0].groups[0].indicators[1].code', 'RB9 requirements[0].indicators[0]'],
    ],
    ['RB7', 'a requirement twice', ['requirements', 1, 'code'], 'area', ['RB7 requirements[1].code']],
    [
      'RB7',
      'a checklist coded like a requirement',
      ['checklists', 0, 'code'],
      'area',
      ['RB7 checklists[0].code'],
    ],
    [
      'RB8',
      'an unknown tier',
      [...threshold, 'tier'],
      'national',
      ['RB8 requirements[0].thresholds[0].tier'],
    ],
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
    [
      'RB10',
      'an unknown method',
      [...line(0), 'method'],
      'guess',
      ['RB10 tables[0].groups[0].indicators[0].method'],
    ],
    [
      'RB10',
      'an unknown strength',
      [...threshold, 'strength'],
      'maybe',
      ['RB10 requirements[0].thresholds[0].strength'],
    ],
    ['RB10', 'an unknown proof', ['checklists', 0, 'proof'], 'word', ['RB10 checklists[0].proof']],
    ['RB10', 'an unknown kind', ['requirements', 0, 'kind'], 'feeling', ['RB10 requirements[0].kind']],
    [
      'RB11',
      'a measure without its least',
      [...threshold, 'least'],
      undefined,
      ['RB11 requirements[0].thresholds[0].least'],
    ],
    [
      'RB11',
      'a measure with items',
      [...threshold, 'items'],
      [],
      ['RB11 requirements[0].thresholds[0].items'],
    ],
    [
      'RB11',
      'a count of halves',
      ['requirements', 0, 'kind'],
      'count',
      ['RB11 requirements[0].thresholds[0].least'],
    ],
    [
      'RB11',
      'something held with a least',
      ['requirements', 0, 'kind'],
      'held',
      ['RB11 requirements[0].thresholds[0].least'],
    ],
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
    [
      'RB13',
      'a clause of another form',
      [...threshold, 'clause'],
      'see above',
      ['RB13 requirements[0].thresholds[0].clause'],
    ],
    [
      'RB13',
      'a clause that is a number',
      [...threshold, 'clause'],
      5.1,
      ['RB13 requirements[0].thresholds[0].clause'],
    ],
    [
      'RB13',
      'a line standing on something else',
      [...line(0), 'clauses'],
      ['5.1', '§ 5'],
      ['RB13 tables[0].groups[0].indicators[0].clauses[1]'],
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
    expect(faultsOf(rate(100.1))).toEqual(['RB11 requirements[0].thresholds[0].least']);
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

  it.each<[unknown, string]>([
    [null, 'null'],
    [undefined, 'nothing'],
    [[], 'a list'],
    ['{}', '"{}"'],
    [3, '3'],
    [true, 'true'],
    [() => 0, 'function'],
  ])('RB1: %s is no file', (draft, came) => {
    expect(parseRubric(draft)).toMatchObject({
      ok: false,
      error: [{ path: '', rule: 'RB1', message: { en: `the file: expected an object, got ${came}.` } }],
    });
  });

  it('RB2: says when an object came instead of a word', () => {
    const parsed = parseRubric(broken([...line(0), 'method'], {}));
    expect(parsed.ok || parsed.error[0]?.message.en).toContain('got an object.');
  });

  it('RB1: names holes in lists', () => {
    const file = small();
    const holes = { ...file, tables: new Array(1), requirements: [] };
    expect(faultsOf({ ...holes, checklists: [] })).toEqual(['RB1 tables[0]']);
  });

  it('RB1: never throws, whatever comes in', () => {
    fc.assert(
      fc.property(
        fc.anything({ withSparseArray: true, withBigInt: true, withNullPrototype: true }),
        (draft) => {
          expect(parseRubric(draft).ok).toBe(false);
        },
      ),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (draft) => {
        expect(parseRubric(draft).ok).toBe(false);
      }),
    );
  });

  /** All places of the small file. */
  const placesOf = (value: unknown, path: Path = []): readonly Path[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, part]) => [[...path, key], ...placesOf(part, [...path, key])])
      : [];
  const places = placesOf(small());

  it('RB1: never throws with any one place of a good file replaced, and says so in words', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (path, value) => {
        const parsed = parseRubric(broken(path, value));
        if (parsed.ok) return;
        expect(parsed.error.length > 0).toBe(true);
        for (const fault of parsed.error)
          expect(fault.message.zh !== '' && fault.message.en !== '').toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('RB1: a rubric that ships with the code and has a fault is a loud bug', () => {
    const file = small();
    expect(() => assertRubric({ ...file, code: '' })).toThrow('[RB1] code: expected a text, got "".');
  });

  it('RB14: a published rubric read again is the same', () => {
    expect(parseRubric(publishRubric(huzhou))).toEqual({ ok: true, value: huzhou });
    expect(parseRubric(JSON.parse(JSON.stringify(publishRubric(huzhou))))).toEqual({
      ok: true,
      value: huzhou,
    });
    expect(publishRubric(assertRubric(small()))).toEqual(small());
  });

  it('RB14: publishes points, areas and rates as printed', () => {
    const published = publishRubric(huzhou);
    expect(published.tables[0]?.groups[1]?.indicators[1]).toMatchObject({ code: 'A1.2.2', maximum: 10 });
    expect(published.requirements[0]?.thresholds[0]).toMatchObject({ tier: 'municipal', least: 600 });
    expect(published.requirements.at(-1)?.thresholds[0]).toMatchObject({ least: 90 });
  });

  it('RB14: any maximum with one decimal survives the way out and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (tenths) => {
        const [table] = assertRubric(small()).tables;
        const rubric = assertRubric({
          ...small(),
          requirements: [],
          checklists: [],
          tables: [lineOf(tenths / 10)],
        });
        expect(rubric.tables[0]?.maximum).toBe(tenths);
        expect(publishRubric(rubric).tables[0]?.maximum).toBe(tenths / 10);
        expect(table?.maximum).toBe(185);
      }),
    );
  });
});

/** A table of one line. */
const lineOf = (maximum: number): RubricFile['tables'][number] => ({
  code: 'B.1',
  title: { zh: '表', en: 'Table' },
  maximum,
  groups: [
    {
      code: 'B1.1',
      title: { zh: '甲', en: 'First' },
      maximum,
      indicators: [
        { code: 'B1.1.1', text: { zh: '一', en: 'One' }, maximum, clauses: ['5.1'], method: 'listen' },
      ],
    },
  ],
});
