import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { huzhou } from './huzhou.ts';
import { assertRubric, parseRubric } from './parse-rubric.ts';
import { publishRubric } from './publish-rubric.ts';
import { broken, small, tableOfOneLine } from './sample-rubric.ts';
import type { Path } from './sample-rubric.ts';

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
        const rubric = assertRubric({
          ...small(),
          requirements: [],
          checklists: [],
          tables: [tableOfOneLine(tenths / 10)],
        });
        expect(rubric.tables[0]?.maximum).toBe(tenths);
        expect(publishRubric(rubric).tables[0]?.maximum).toBe(tenths / 10);
      }),
    );
  });
});
