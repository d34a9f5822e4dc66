/** The rules of the guard about the rectification plan: patterns, values, and how much there may be. [GU10–GU13, GU22] */
import {
  addMeasure,
  causeOf,
  PLAN_LIMITS,
  removeMeasure,
  setMeasure,
  setRectification,
  TEXT_LIMITS,
  wordsOf,
} from '@heping/protocol';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { planContent } from './plan-content.ts';
import { ALICE, BO, codeOf, plan, updateBy, type Bench } from './testing/bench.ts';
import { any, craft, string, type, type CraftStruct } from './testing/craft.ts';

const KIND = { root: 'measures', sub: '1.aaaaaa.kind' };
const slotOf = (index: number) => index.toString(36).padStart(6, 'x');
const wrongIn = (bench: Bench, struct: CraftStruct) => {
  const verdict = bench.craft([struct]);
  return verdict.kind === 'passed' ? (verdict.writes[0]?.wrong?.code ?? 'right') : codeOf(verdict);
};

describe('GU10, GU11 patterns of a plan', () => {
  test.each([
    ['a finding that there is not', string({ root: 'cause:3' }, 'a')],
    ['finding zero', string({ root: 'cause:0' }, 'a')],
    ['a root of another kind of document', string({ root: 'reason:A1.1.1' }, 'a')],
    ['a measure whose slot is none', string({ root: 'measure:1.AAAAAA' }, 'a')],
    ['words of a measure that there is not', string({ root: 'measure:1.aaaaaa' }, 'a')],
    ['a key of a finding that there is not', any({ root: 'measures', sub: '3.aaaaaa.kind' }, 'corrective')],
    ['a key without a field', any({ root: 'measures', sub: '1.aaaaaa' }, 'corrective')],
    ['an unknown field', any({ root: 'measures', sub: '1.aaaaaa.state' }, 'verified')],
    ['a key of another map', any({ root: 'findings', sub: '1.aaaaaa.kind' }, 'corrective')],
    ['a prototype', any({ root: 'measures', sub: '__proto__' }, 1)],
    ['a map under a key', type(KIND, 1)],
    ['a node in a cause', type({ root: 'cause:1' }, 3, 'paragraph')],
    ['a conflict', any({ root: 'conflicts', sub: 'measures:1.aaaaaa.kind' }, { values: [] })],
    ['a conflict of nothing', any({ root: 'conflicts', sub: 'elsewhere:1.kind' }, null)],
  ])('[GU10, GU11] %s is not allowed', (_, struct) => {
    const bench = plan();
    const before = Y.encodeStateAsUpdate(bench.doc);
    expect(codeOf(bench.craft([struct]))).toBe('NOT_ALLOWED');
    expect(Y.encodeStateAsUpdate(bench.doc)).toEqual(before);
  });

  test('[GU10] what pages write is let in', () => {
    const bench = plan();
    const update = updateBy(ALICE, bench.doc, (doc) => {
      const place = addMeasure(doc, { finding: 2, slot: 'ab12cd' }, 'immediate');
      setMeasure(doc, place, 'due', '2026-03-20');
      setRectification(doc, 2, 'at-once');
      wordsOf(doc, place).insert(0, '当日整改');
      causeOf(doc, 1).insert(0, '人手不足');
    });
    expect(codeOf(bench.judge(update))).toBe('passed');
  });

  test('[GU10] a finding that is added later is there from then on', () => {
    let last = 2;
    const content = planContent(() => ({ last, over: new Set() }));
    expect(content.rootType('cause:3')).toBeUndefined();
    last = 3;
    expect([content.rootType('cause:3'), content.hasKey('findings', '3.kind'), content.isPlace('3')]).toEqual(
      ['text', true, true],
    );
  });
});

describe('GU12, GU13 values of a plan', () => {
  test.each([
    ['kind', 'corrective', 'right'],
    ['kind', null, 'right'],
    ['kind', 'later', 'BAD_FACT'],
    ['kind', 5, 'BAD_FACT'],
    ['owner', 'staff', 'right'],
    ['owner', 'Not an id', 'BAD_FACT'],
    ['ownerName', '王师傅', 'right'],
    ['ownerName', '王'.repeat(TEXT_LIMITS.ownerName + 1), 'TOO_LONG'],
    ['ownerName', 'a\u0007', 'UNCLEAN_TEXT'],
    ['due', '2026-03-20', 'right'],
    ['due', '2026-02-30', 'BAD_FACT'],
    ['due', '20 March', 'BAD_FACT'],
    ['due', 20260320, 'BAD_FACT'],
    ['expected', '现场照片', 'right'],
    ['expected', 'x'.repeat(TEXT_LIMITS.expected + 1), 'TOO_LONG'],
    ['expected', true, 'BAD_FACT'],
    ['position', 7, 'right'],
    ['position', -1, 'BAD_FACT'],
    ['position', -0, 'BAD_FACT'],
    ['position', 1.5, 'BAD_FACT'],
    ['position', PLAN_LIMITS.position + 1, 'BAD_FACT'],
  ])('[GU13] %s %j is %s', (field, value, expected) => {
    expect(wrongIn(plan(), any({ root: 'measures', sub: `1.aaaaaa.${field}` }, value))).toBe(expected);
  });

  test('[GU13] of a finding: its kind of rectification and who is responsible', () => {
    const wrong = (sub: string, value: unknown) => wrongIn(plan(), any({ root: 'findings', sub }, value));
    expect([wrong('1.kind', 'by-date'), wrong('1.kind', 'never')]).toEqual(['right', 'BAD_FACT']);
    expect([wrong('1.responsible', 'leader'), wrong('1.responsible', 'A b')]).toEqual(['right', 'BAD_FACT']);
  });

  test('[GU12, GU17] a measure is taken out by its kind, and no key is ever deleted', () => {
    const bench = plan().by(
      ALICE,
      (doc) => void addMeasure(doc, { finding: 1, slot: 'aaaaaa' }, 'immediate'),
    );
    const out = updateBy(BO, bench.doc, (doc) => removeMeasure(doc, '1.aaaaaa'));
    expect(codeOf(bench.judge(out, 'bo'))).toBe('passed');
    const erased = updateBy(BO, bench.doc, (doc) => doc.getMap('measures').delete('1.aaaaaa.kind'));
    expect(codeOf(bench.judge(erased, 'bo'))).toBe('NOT_ALLOWED');
  });
});

describe('GU23 of a finding that is over', () => {
  const begun = () =>
    plan(2, [1]).by(ALICE, (doc) => {
      for (const finding of [1, 2]) {
        addMeasure(doc, { finding, slot: 'aaaaaa' }, 'immediate');
        causeOf(doc, finding).insert(0, '人手不足');
        wordsOf(doc, `${finding}.aaaaaa`).insert(0, '当日整改');
      }
    });
  const changes: readonly (readonly [string, (doc: Y.Doc, finding: number) => void])[] = [
    ['words are added to its cause', (doc, finding) => causeOf(doc, finding).insert(0, '确')],
    ['words are taken out of its cause', (doc, finding) => causeOf(doc, finding).delete(0, 2)],
    ['words are added to a measure', (doc, finding) => wordsOf(doc, `${finding}.aaaaaa`).insert(0, '确')],
    ['words are taken out of a measure', (doc, finding) => wordsOf(doc, `${finding}.aaaaaa`).delete(0, 1)],
    [
      'a value of a measure is set',
      (doc, finding) => setMeasure(doc, `${finding}.aaaaaa`, 'due', '2026-03-20'),
    ],
    ['a measure is taken out', (doc, finding) => removeMeasure(doc, `${finding}.aaaaaa`)],
    ['a measure is added', (doc, finding) => void addMeasure(doc, { finding, slot: 'bbbbbb' }, 'preventive')],
    ['its kind is set', (doc, finding) => setRectification(doc, finding, 'by-date')],
  ];
  test.each(changes)('[GU23] nothing is written any more: %s', (_, change) => {
    const bench = begun();
    const before = Y.encodeStateAsUpdate(bench.doc);
    const of = (finding: number) =>
      codeOf(
        bench.judge(
          updateBy(BO, bench.doc, (doc) => change(doc, finding)),
          'bo',
        ),
      );
    expect([of(1), of(2)]).toEqual(['FINDING_OVER', 'passed']);
    expect(Y.encodeStateAsUpdate(bench.doc)).toEqual(before);
  });

  test('[GU23, GU6] what was in before is no change: who comes back with all of it is let in', () => {
    const bench = begun();
    expect(codeOf(bench.judge(Y.encodeStateAsUpdate(bench.doc)))).toBe('nothing');
  });
});

describe('GU22 how many measures there may be', () => {
  const full = (count: number) =>
    plan().by(ALICE, (doc) => {
      for (let index = 0; index < count; index += 1)
        addMeasure(doc, { finding: 1, slot: slotOf(index) }, 'immediate');
    });
  const oneMore = (bench: Bench, slot: string, finding = 1) =>
    codeOf(
      bench.judge(updateBy(ALICE, bench.doc, (doc) => void addMeasure(doc, { finding, slot }, 'immediate'))),
    );

  test('[GU22] twenty of a finding, those taken out included', () => {
    const bench = full(PLAN_LIMITS.perFinding - 1);
    expect(oneMore(bench, 'aaaaaa')).toBe('passed');
    bench.by(ALICE, (doc) => void addMeasure(doc, { finding: 1, slot: 'aaaaaa' }, 'immediate'));
    bench.by(ALICE, (doc) => removeMeasure(doc, '1.aaaaaa'));
    expect(oneMore(bench, 'bbbbbb')).toBe('TOO_MANY_MEASURES');
    expect(oneMore(bench, 'bbbbbb', 2)).toBe('passed');
    // What is there goes on.
    const change = updateBy(ALICE, bench.doc, (doc) => setMeasure(doc, '1.aaaaaa', 'kind', 'preventive'));
    expect(codeOf(bench.judge(change))).toBe('passed');
  });

  test('[GU22] any one key makes a measure', () => {
    const keys = Array.from({ length: PLAN_LIMITS.perFinding + 1 }, (_, index) =>
      any({ root: 'measures', sub: `1.${slotOf(index)}.due` }, null),
    );
    expect(codeOf(plan().craft(keys))).toBe('TOO_MANY_MEASURES');
    expect(codeOf(plan().craft(keys.slice(1)))).toBe('passed');
  });

  test('[GU22] two hundred of a plan', () => {
    const findings = PLAN_LIMITS.measures / PLAN_LIMITS.perFinding + 1;
    const bench = plan(findings).by(ALICE, (doc) => {
      for (let finding = 1; finding < findings; finding += 1)
        for (let index = 0; index < PLAN_LIMITS.perFinding; index += 1)
          addMeasure(doc, { finding, slot: slotOf(index) }, 'immediate');
    });
    expect(oneMore(bench, 'aaaaaa', findings)).toBe('TOO_MANY_MEASURES');
  });

  test('[GU22] words come with the measure, or after it, in whatever order Yjs puts them', () => {
    const words = { client: BO, structs: [string({ root: 'measure:1.aaaaaa' }, '当日')] };
    const key = { client: ALICE, structs: [any(KIND, 'immediate')] };
    const bench = plan();
    bench.owners.set(BO, 'alice');
    expect(codeOf(bench.judge(craft([words])))).toBe('NOT_ALLOWED');
    expect(codeOf(bench.judge(craft([words, key])))).toBe('passed');
  });
});
