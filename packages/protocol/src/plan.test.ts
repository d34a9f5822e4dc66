/** The rectification plan: its layout as patterns, its verbs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MEASURE_KINDS } from '@heping/scoring';
import {
  causeRoot,
  formatPlace,
  MEASURE_FIELDS,
  measureKey,
  measureRoot,
  parseMeasureKey,
  parsePlace,
  parsePlanKey,
  parsePlanRoot,
  PLAN_FIELDS,
  planKey,
} from './plan-layout.ts';
import { placesIn, readPlan } from './read-plan.ts';
import { writeText } from './write.ts';
import {
  addMeasure,
  causeOf,
  giveMeasure,
  removeMeasure,
  setMeasure,
  setRectification,
  setResponsible,
  wordsOf,
} from './write-plan.ts';

const finding = fc.integer({ min: 1, max: 999 });
const place = fc.record({ finding, slot: fc.stringMatching(/^[a-z0-9]{6}$/) });

describe('LA10 the layout of a plan', () => {
  test('[LA10] what was spelled is read as the same', () => {
    fc.assert(
      fc.property(
        place,
        fc.constantFrom(...MEASURE_FIELDS),
        fc.constantFrom(...PLAN_FIELDS),
        (at, field, of) => {
          const text = formatPlace(at);
          expect(parsePlace(text)).toEqual(at);
          expect(parseMeasureKey(measureKey(text, field))).toEqual({ ...at, place: text, field });
          expect(parsePlanKey(planKey(at.finding, of))).toEqual({ finding: at.finding, field: of });
          expect(parsePlanRoot(causeRoot(at.finding))).toEqual({ finding: at.finding, place: null });
          expect(parsePlanRoot(measureRoot(text))).toEqual({ finding: at.finding, place: text });
        },
      ),
    );
  });
  test('[LA10] anything else is no key and no text', () => {
    const keys = [
      '0.ab12cd.kind',
      '01.ab12cd.kind',
      '1.AB12cd.kind',
      '1.ab12c.kind',
      '1.ab12cd.text',
      '1000.ab12cd.due',
    ];
    expect([...keys, '1.ab12cd.kind\n', '__proto__', ''].map(parseMeasureKey)).toEqual(
      Array(9).fill(undefined),
    );
    expect(['1.owner', '0.kind', '1.kind.x', 'kind'].map(parsePlanKey)).toEqual(Array(4).fill(undefined));
    const roots = [
      'cause:0',
      'cause:1.ab12cd',
      'measure:1',
      'measure:1.ab12cd.kind',
      'note:A1.1.1',
      'causes:1',
    ];
    expect(roots.map(parsePlanRoot)).toEqual(roots.map(() => undefined));
  });
});

describe('WR the verbs of a plan', () => {
  test('[WR1] a verb is one transaction', () => {
    const doc = new Y.Doc();
    let updates = 0;
    doc.on('update', () => (updates += 1));
    const at = addMeasure(doc, { finding: 1, slot: 'aaaaaa' }, 'immediate');
    giveMeasure(doc, at, { id: 'leader', name: null });
    setMeasure(doc, at, 'due', '2026-03-20');
    setRectification(doc, 1, 'at-once');
    setResponsible(doc, 1, 'leader');
    writeText(wordsOf(doc, at), '当日整改');
    removeMeasure(doc, at);
    expect(updates).toBe(7);
  });

  test('[RD5] a plan is read by finding, measures in the order in which they were added', () => {
    const doc = new Y.Doc();
    const slots = ['zzzzzz', 'aaaaaa', 'mmmmmm'];
    slots.forEach((slot, index) =>
      addMeasure(doc, { finding: 2, slot }, MEASURE_KINDS[index] ?? 'immediate'),
    );
    writeText(causeOf(doc, 1), ' 制度没有落实\n');
    writeText(wordsOf(doc, '2.aaaaaa'), '修订制度');
    setMeasure(doc, '2.aaaaaa', 'expected', ' \u200b');
    setRectification(doc, 2, 'by-date');
    const [first, second] = readPlan(doc, [1, 2]);
    expect(first).toEqual({ finding: 1, cause: '制度没有落实', kind: null, responsible: null, measures: [] });
    expect(second?.kind).toBe('by-date');
    expect(second?.measures.map((one) => one.place)).toEqual(['2.zzzzzz', '2.aaaaaa', '2.mmmmmm']);
    expect(second?.measures[1]).toEqual({
      ...{ place: '2.aaaaaa', kind: 'corrective', text: '修订制度', owner: null, ownerName: null },
      ...{ due: null, expected: null, position: 2 },
    });
  });

  test('[LA12, RD5] one that was taken out is left out and counts, its words stay for whoever puts it back', () => {
    const doc = new Y.Doc();
    const at = addMeasure(doc, { finding: 1, slot: 'aaaaaa' }, 'immediate');
    writeText(wordsOf(doc, at), '当日整改');
    removeMeasure(doc, at);
    expect(readPlan(doc, [1])[0]?.measures).toEqual([]);
    expect([...(placesIn(doc).get(1) ?? [])]).toEqual([at]);
    setMeasure(doc, at, 'kind', 'preventive');
    expect(readPlan(doc, [1])[0]?.measures).toMatchObject([{ kind: 'preventive', text: '当日整改' }]);
    const conflict = {
      values: [
        { value: null, by: 'a' },
        { value: 'immediate', by: 'b' },
      ],
    };
    removeMeasure(doc, at);
    doc.getMap('conflicts').set(`measures:${at}.kind`, conflict);
    expect(readPlan(doc, [1])[0]?.measures).toMatchObject([{ place: at, kind: null }]);
  });
});
