/** The rules of the guard about what a document holds, by their id. [GU10–GU19, AU2] */
import { agree, castScore, noteOf, recordFact, say, SHARES, TEXT_LIMITS, threadOf } from '@heping/protocol';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { judge } from './guard.ts';
import {
  ALICE,
  at,
  ballot,
  BO,
  codeOf,
  consensus,
  NOTE,
  NOW,
  record,
  REMARK,
  SCORE,
  THREAD,
  updateBy,
} from './testing/bench.ts';
import { any, craft, deleted, format, gc, raw, string, type } from './testing/craft.ts';
import type { Verdict } from './verdict.ts';

describe('GU10 roots and what they hold', () => {
  test.each([
    ['an unknown root', string({ root: 'elsewhere' }, 'a')],
    ['a root of an unknown indicator', string({ root: 'remark:A9.9.9' }, 'a')],
    ['a root of another kind of document', string(NOTE, 'a')],
    ['a root called __proto__', string({ root: '__proto__' }, 'a')],
    ['a list where a map is', string({ root: 'scores' }, 'a')],
    ['a key where a text is', any({ ...REMARK, sub: 'x' }, 1)],
    ['a value where a text is', any(REMARK, 1)],
    ['a mark in plain text', format(REMARK, 'bold', {})],
    ['a node in plain text', type(REMARK, 3, 'paragraph')],
  ])('[GU10] %s is not allowed', (_, struct) => {
    const bench = ballot();
    expect(codeOf(bench.craft([struct]))).toBe('NOT_ALLOWED');
    expect([...bench.doc.share.keys()].filter((name) => !['scores', 'remark:A1.1.1'].includes(name))).toEqual(
      [],
    );
  });
});

describe('GU11–GU13 keys and values', () => {
  test('[GU11] a key that the form does not have', () => {
    expect(codeOf(ballot().craft([any({ root: 'scores', sub: 'A9.9.9' }, 5)]))).toBe('NOT_ALLOWED');
    expect(codeOf(record().craft([any({ root: 'facts', sub: 'staff-held' }, true)]))).toBe('NOT_ALLOWED');
  });
  test('[GU11] one value a key, and nothing to the right of it', () => {
    expect(codeOf(ballot().craft([any(SCORE, 5, 10)]))).toBe('NOT_ALLOWED');
    const bench = ballot().by(ALICE, (doc) => castScore(doc, 'A1.1.1', 20));
    expect(codeOf(bench.craft([any({ right: at(ALICE, 0) }, 5)]))).toBe('MALFORMED');
  });
  test('[GU12] a key is never taken away', () => {
    const bench = ballot().by(ALICE, (doc) => castScore(doc, 'A1.1.1', 20));
    expect(codeOf(bench.craft([], [{ client: ALICE, ranges: [[0, 1]] }]))).toBe('NOT_ALLOWED');
    expect(codeOf(bench.craft([deleted({ origin: at(ALICE, 0) }, 1)]))).toBe('NOT_ALLOWED');
    expect(
      codeOf(bench.craft([any({ origin: at(ALICE, 0) }, 5)], [{ client: ALICE, ranges: [[1, 1]] }])),
    ).toBe('NOT_ALLOWED');
    expect(
      codeOf(bench.craft([any({ origin: at(ALICE, 0) }, null)], [{ client: ALICE, ranges: [[0, 1]] }])),
    ).toBe('passed');
  });
  test.each([
    ['over the maximum', 9990],
    ['below zero', -5],
    ['off the step', 7],
    ['not a number', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
    ['minus zero', -0],
    ['a fraction', 0.5],
    ['a word', '20'],
    ['yes', true],
    ['nothing known', undefined],
    ['a big integer', 20n],
  ])('[GU13] a score that is %s passes the guard, marked wrong', (_, value) => {
    expect(ballot().craft([any(SCORE, value)])).toMatchObject({
      kind: 'passed',
      writes: [{ map: 'scores', key: 'A1.1.1', wrong: { code: 'BAD_SCORE' } }],
    });
  });
  test('[GU13] scores on the step, cleared ones and the maximum are right', () => {
    for (const value of [0, 5, 20, null]) {
      expect(ballot().craft([any(SCORE, value)])).toMatchObject({
        kind: 'passed',
        writes: [{ value, wrong: null }],
      });
    }
  });
  test('[GU13] facts by what they are, words not longer than their field', () => {
    const wrongs = ([key, value]: [string, unknown]) => {
      const verdict = record().craft([any({ root: 'facts', sub: key }, value)]);
      return verdict.kind === 'passed' ? (verdict.writes[0]?.wrong?.code ?? 'right') : codeOf(verdict);
    };
    const cases: [string, unknown][] = [
      ['floor-area', 3000],
      ['floor-area', -1],
      ['floor-area', 'large'],
      ['satisfaction', 1001],
      ['floor-area.na', '不适用'],
      ['floor-area.na', 5],
      ['floor-area.how', 'x'.repeat(201)],
      ['staff', 2],
      ['staff', 1.5],
    ];
    expect(cases.map(wrongs)).toEqual([
      'right',
      'BAD_FACT',
      'BAD_FACT',
      'BAD_FACT',
      'right',
      'BAD_FACT',
      'TOO_LONG',
      'right',
      'BAD_FACT',
    ]);
  });
});

describe('GU14 threads', () => {
  const message = (fields: object = {}) => ({
    id: 'm1',
    by: 'alice',
    at: NOW,
    text: '请看 5.2.2',
    ...fields,
  });
  test('[GU14] a message by its author, at a time that can be', () => {
    expect(codeOf(consensus().craft([any(THREAD, message(), message({ id: 'm2' }))]))).toBe('passed');
  });
  test('[GU14] nobody speaks for somebody else', () => {
    expect(codeOf(consensus().craft([any(THREAD, message({ by: 'bo' }))]))).toBe('NOT_YOURS');
  });
  test.each([
    ['a word alone', '请看'],
    ['a field more', message({ isChair: true })],
    ['a field less', { id: 'm1', by: 'alice', at: NOW }],
    ['a number as text', message({ text: 5 })],
    ['an id that is too long', message({ id: 'm'.repeat(61) })],
    ['an id with other signs', message({ id: 'm\u0000' })],
  ])('[GU14] %s is no message', (_, value) => {
    expect(codeOf(consensus().craft([any(THREAD, value)]))).toBe('NOT_ALLOWED');
  });
  test('[GU13, RD4] a severity is one of the list or nothing', () => {
    const wrong = (value: unknown) => {
      const verdict = consensus().craft([any({ root: 'severity', sub: 'A1.1.1' }, value)]);
      return verdict.kind === 'passed' ? (verdict.writes[0]?.wrong?.code ?? 'right') : codeOf(verdict);
    };
    expect(['severe', 'suggestion', null, 'worst', 3].map(wrong)).toEqual([
      'right',
      'right',
      'right',
      'BAD_FACT',
      'BAD_FACT',
    ]);
  });
  test('[GU14] a time that cannot be becomes the server’s, too long a text goes out again', () => {
    const said = (fields: object) => {
      const verdict = consensus().craft([any(THREAD, message(fields))]);
      if (verdict.kind !== 'passed') return codeOf(verdict);
      return verdict.excess[0]?.wrong.code ?? verdict.said.get(THREAD.root)?.[0]?.message.at;
    };
    expect(said({ at: NOW + 3_600_000 })).toBe(NOW);
    expect(said({ at: 0 })).toBe(NOW);
    expect(said({ at: Number.NaN })).toBe(NOW);
    expect(said({ text: 'x'.repeat(1001) })).toBe('TOO_LONG');
    expect(said({ at: NOW - 8 * 3_600_000 })).toBe(NOW - 8 * 3_600_000);
  });
  test('[GU14] nothing is put before another message, and nothing deleted is brought', () => {
    const bench = consensus().by(BO, (doc) => say(doc, 'A1.1.1', message({ by: 'bo' })));
    expect(codeOf(bench.craft([any({ right: at(BO, 0) }, message())]))).toBe('NOT_ALLOWED');
    expect(codeOf(bench.craft([deleted({ origin: at(BO, 0) }, 1)]))).toBe('NOT_ALLOWED');
  });
  test('[GU17] nobody takes a message back, neither another’s nor their own', () => {
    const bench = consensus().by(BO, (doc) => say(doc, 'A1.1.1', message({ by: 'bo' })));
    expect(codeOf(bench.craft([], [{ client: BO, ranges: [[0, 1]] }]))).toBe('NOT_YOURS');
    bench.by(ALICE, (doc) => say(doc, 'A1.1.1', message()));
    expect(codeOf(bench.craft([], [{ client: ALICE, ranges: [[0, 1]] }]))).toBe('NOT_ALLOWED');
    expect(
      codeOf(bench.craft([any({ origin: at(ALICE, 0) }, message())], [{ client: ALICE, ranges: [[1, 1]] }])),
    ).toBe('NOT_ALLOWED');
  });
});

describe('GU21 one person’s share', () => {
  const messages = (count: number, text: string, from = 0) =>
    Array.from({ length: count }, (_, at) => ({ id: `m${from + at}`, by: 'alice', at: NOW, text }));
  const wrongs = (verdict: Verdict) =>
    verdict.kind === 'passed' ? verdict.excess.map(({ wrong }) => wrong.code) : codeOf(verdict);

  test('[GU21] a hundred messages of one person in a thread, and as many in the next', () => {
    const bench = consensus().by(ALICE, (doc) =>
      threadOf(doc, 'A1.1.1').push(messages(SHARES.messages - 1, '好')),
    );
    const more = (root: string, ...values: object[]) => wrongs(bench.craft([any({ root }, ...values)]));
    expect(more(THREAD.root, ...messages(2, '好', 200))).toEqual(['TOO_MANY_MESSAGES']);
    expect(more('thread:A1.1.2', ...messages(2, '好', 200))).toEqual([]);
    expect(
      wrongs(
        bench.judge(
          craft([{ client: BO, structs: [any(THREAD, { ...messages(1, '好', 300)[0], by: 'bo' })] }]),
          'bo',
        ),
      ),
    ).toEqual([]);
  });
  test('[GU21] twenty thousand characters of one person in a thread', () => {
    const full = SHARES.said / TEXT_LIMITS.message;
    const long = messages(full + 1, '长'.repeat(TEXT_LIMITS.message));
    expect(wrongs(consensus().craft([any(THREAD, ...long.slice(0, full))]))).toEqual([]);
    expect(wrongs(consensus().craft([any(THREAD, ...long)]))).toEqual(['TOO_MANY_MESSAGES']);
  });
  test('[GU21] two hundred thousand characters of one person, deleted ones and other client ids too', () => {
    const bench = consensus();
    bench.owners.set(7_777, 'alice');
    const write = (doc: Y.Doc) => {
      doc.getText('reason:A1.1.1').insert(0, 'x'.repeat(SHARES.units / 2));
      doc.getText('reason:A1.1.1').delete(0, SHARES.units / 2);
    };
    bench.by(ALICE, write).by(7_777, write);
    const refused = bench.judge(updateBy(ALICE, bench.doc, (doc) => agree(doc, 'A1.1.1', 5)));
    expect(refused).toMatchObject({ refusal: { code: 'SHARE_USED_UP', params: { limit: SHARES.units } } });
    expect(
      codeOf(
        bench.judge(
          updateBy(BO, bench.doc, (doc) => agree(doc, 'A1.1.1', 5)),
          'bo',
        ),
      ),
    ).toBe('passed');
    expect(codeOf(consensus().craft([gc(SHARES.units + 1)]))).toBe('SHARE_USED_UP');
  });
});

describe('LA8 clean text', () => {
  const UNCLEAN = ['a\u0000b', '\u0007', '\u001b[2J', 'x\r', '\ufffe', '\uffff'];
  test('[LA8] of remarks, reasons and notes goes out again', () => {
    for (const text of UNCLEAN) {
      expect(ballot().craft([string(REMARK, text)])).toMatchObject({
        kind: 'passed',
        excess: [{ root: REMARK.root, wrong: { code: 'UNCLEAN_TEXT' } }],
      });
    }
    expect(ballot().craft([string(REMARK, '一\n二\t三')])).toMatchObject({ excess: [] });
    expect(
      codeOf(
        ballot().craft([raw([4, 1, REMARK.root.length, ...Buffer.from(REMARK.root), 3, 0xed, 0xa0, 0xbd])]),
      ),
    ).toBe('MALFORMED');
  });
  test('[SR4] of pieces that would go out again two hundred are a slip, more are refused', () => {
    const unclean = (count: number) =>
      ballot().craft(
        Array.from({ length: count }, (_, index) =>
          string(index === 0 ? REMARK : { origin: at(ALICE, index - 1) }, '\u0007'),
        ),
      );
    expect([200, 201].map((count) => codeOf(unclean(count)))).toEqual(['passed', 'TOO_COMPLEX']);
  });
  test('[LA8] of facts and recusals is put right', () => {
    for (const text of UNCLEAN) {
      for (const [bench, root, sub] of [
        [record(), 'facts', 'floor-area.how'],
        [record(), 'facts', 'floor-area.na'],
        [ballot(), 'recusals', 'A1.1.1'],
      ] as const) {
        expect(bench.craft([any({ root, sub }, text)])).toMatchObject({
          writes: [{ wrong: { code: 'UNCLEAN_TEXT' } }],
        });
      }
    }
  });
});

describe('GU15 notes', () => {
  const note = (build: (note: Y.XmlFragment) => void) =>
    record().judge(updateBy(ALICE, new Y.Doc(), (doc) => build(noteOf(doc, 'A1.1.1'))));
  const node = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]) => {
    const element = new Y.XmlElement(name);
    element.insert(0, children);
    return element;
  };
  test('[GU15] paragraphs, lists, breaks, bold and struck', () => {
    const verdict = note((fragment) => {
      const text = new Y.XmlText('现场查看');
      text.format(0, 2, { bold: {} });
      text.format(2, 2, { strike: true });
      const list = node('orderedList', node('listItem', node('paragraph', new Y.XmlText('a'))));
      // Yjs types attributes as text; the editor's binding writes numbers.
      (list as Y.XmlElement<{ start: number }>).setAttribute('start', 3);
      fragment.insert(0, [node('paragraph', text, node('hardBreak')), list, node('bulletList')]);
    });
    expect(codeOf(verdict)).toBe('passed');
  });
  test.each([
    ['an unknown node', (fragment: Y.XmlFragment) => fragment.insert(0, [node('image')])],
    ['a script', (fragment: Y.XmlFragment) => fragment.insert(0, [node('script')])],
    ['a heading', (fragment: Y.XmlFragment) => fragment.insert(0, [node('heading')])],
    ['text beside paragraphs', (fragment: Y.XmlFragment) => fragment.insert(0, [new Y.XmlText('a')])],
    ['an item without a list', (fragment: Y.XmlFragment) => fragment.insert(0, [node('listItem')])],
    [
      'a paragraph in a list without an item',
      (fragment: Y.XmlFragment) => fragment.insert(0, [node('bulletList', node('paragraph'))]),
    ],
    [
      'a paragraph in a paragraph',
      (fragment: Y.XmlFragment) => fragment.insert(0, [node('paragraph', node('paragraph'))]),
    ],
    [
      'something in a break',
      (fragment: Y.XmlFragment) =>
        fragment.insert(0, [node('paragraph', node('hardBreak', node('hardBreak')))]),
    ],
    [
      'an unknown mark',
      (fragment: Y.XmlFragment) => {
        const text = new Y.XmlText('a');
        text.format(0, 1, { link: { href: 'javascript:alert(1)' } });
        fragment.insert(0, [node('paragraph', text)]);
      },
    ],
    [
      'a mark with attributes',
      (fragment: Y.XmlFragment) => {
        const text = new Y.XmlText('a');
        text.format(0, 1, { bold: { onclick: 'x' } });
        fragment.insert(0, [node('paragraph', text)]);
      },
    ],
    [
      'an embed',
      (fragment: Y.XmlFragment) => {
        const text = new Y.XmlText();
        text.insertEmbed(0, { image: 'x' });
        fragment.insert(0, [node('paragraph', text)]);
      },
    ],
    [
      'an attribute where there is none',
      (fragment: Y.XmlFragment) => {
        const paragraph = node('paragraph');
        paragraph.setAttribute('class', 'x');
        fragment.insert(0, [paragraph]);
      },
    ],
    [
      'a word as a number',
      (fragment: Y.XmlFragment) => {
        const list = node('orderedList', node('listItem'));
        list.setAttribute('start', 'x');
        fragment.insert(0, [list]);
      },
    ],
    [
      'an attribute of text',
      (fragment: Y.XmlFragment) => {
        const text = new Y.XmlText('a');
        text.setAttribute('class', 'x');
        fragment.insert(0, [node('paragraph', text)]);
      },
    ],
  ])('[GU15] %s is not allowed', (_, build) => {
    expect(codeOf(note(build))).toBe('NOT_ALLOWED');
  });
  test('[GU15] an attribute with something to its right', () => {
    const bench = record().by(ALICE, (doc) =>
      noteOf(doc, 'A1.1.1').insert(0, [new Y.XmlElement('orderedList')]),
    );
    Y.applyUpdate(
      bench.doc,
      craft([{ client: ALICE, clock: 1, structs: [any({ parent: at(ALICE, 0), sub: 'start' }, 3)] }]),
    );
    expect(codeOf(bench.craft([any({ origin: at(ALICE, 1) }, 4)]))).toBe('passed');
    expect(codeOf(bench.craft([any({ right: at(ALICE, 1) }, 4)]))).toBe('MALFORMED');
  });
  test('[GU15] a mark in words that are longer than any mark, or cannot be read', () => {
    const bench = record().by(ALICE, (doc) => {
      const paragraph = new Y.XmlElement('paragraph');
      noteOf(doc, 'A1.1.1').insert(0, [paragraph]);
      paragraph.insert(0, [new Y.XmlText('ab')]);
    });
    const marked = (words: string) => {
      const bold = [4, ...Buffer.from('bold'), words.length, ...Buffer.from(words)];
      return codeOf(bench.craft([raw([6 | 0x80, (ALICE & 0x7f) | 0x80, ALICE >> 7, 2, ...bold])]));
    };
    expect(['{}', `{${' '.repeat(70)}}`, '{'].map(marked)).toEqual(['passed', 'NOT_ALLOWED', 'MALFORMED']);
  });
  test('[GU15] maps, lists, texts, fragments and hooks as nodes', () => {
    for (const ref of [0, 1, 2, 4]) expect(codeOf(record().craft([type(NOTE, ref)]))).toBe('NOT_ALLOWED');
    expect(codeOf(record().craft([type(NOTE, 5, 'hook')]))).toBe('NOT_ALLOWED');
  });
  test('[GU15] lists in lists, down to where nobody reads', () => {
    const nested = (depth: number): Y.XmlElement =>
      depth === 0 ? node('bulletList') : node('bulletList', node('listItem', nested(depth - 1)));
    expect(codeOf(note((fragment) => fragment.insert(0, [nested(11)])))).toBe('passed');
    expect(codeOf(note((fragment) => fragment.insert(0, [nested(14)])))).toBe('TOO_COMPLEX');
    expect(codeOf(note((fragment) => fragment.insert(0, [nested(100)])))).toBe('TOO_COMPLEX');
  });
});

describe('GU16 what may be taken away', () => {
  test('[GU16] text of a shared note, by anyone who writes it', () => {
    const bench = record().by(BO, (doc) => {
      const paragraph = new Y.XmlElement('paragraph');
      noteOf(doc, 'A1.1.1').insert(0, [paragraph]);
      paragraph.insert(0, [new Y.XmlText('abc')]);
    });
    expect(codeOf(bench.craft([], [{ client: BO, ranges: [[2, 1]] }]))).toBe('passed');
    expect(codeOf(bench.craft([], [{ client: BO, ranges: [[0, 5]] }]))).toBe('passed');
  });
  test('[GU17] seven bytes that take away what somebody recorded', () => {
    const bench = record().by(BO, (doc) => {
      for (const key of ['floor-area', 'staff', 'study']) recordFact(doc, key, 5);
    });
    expect(codeOf(bench.craft([], [{ client: BO, ranges: [[0, 3]] }]))).toBe('NOT_ALLOWED');
  });
});

describe('GU18 what it costs', () => {
  test('[GU18] at most 20,000 structs', () => {
    const structs = Array.from({ length: 20_001 }, () => gc(1));
    expect(codeOf(ballot().craft(structs))).toBe('TOO_COMPLEX');
  });
  test('[GU18] at most 100,000 deleted ranges, of however many clients', () => {
    const ranges = Array.from({ length: 60_000 }, (_, index) => [index * 2, 1] as const);
    const deletes = [ALICE, BO].map((client) => ({ client, ranges }));
    expect(codeOf(ballot().judge(craft([], deletes)))).toBe('TOO_COMPLEX');
  });
  test('[GU18] insertions that make Yjs walk the list again and again', () => {
    const bench = ballot().by(BO, (doc) => {
      for (let index = 0; index < 3_000; index += 1) doc.getText('remark:A1.1.1').insert(0, 'x');
    });
    const structs = Array.from({ length: 200 }, (_, index) =>
      string({ origin: at(BO, 2_999), right: at(BO, index * 2) }, 'y'),
    );
    expect(codeOf(bench.craft(structs))).toBe('TOO_COMPLEX');
  });
  test('[GU18] branch after branch of one key’s history', () => {
    const bench = ballot().by(BO, (doc) => castScore(doc, 'A1.1.1', 20));
    bench.by(BO, (doc) => castScore(doc, 'A1.1.1', 15));
    const structs = Array.from({ length: 10 }, () => any({ origin: at(BO, 0) }, 5));
    expect(codeOf(bench.craft(structs))).toBe('TOO_COMPLEX');
  });
});

describe('GU19 conflicts', () => {
  const inConflict = () =>
    consensus()
      .by(BO, (doc) => doc.getMap('agreed').set('A1.1.1', 20))
      .by(2, (doc) =>
        doc.getMap('conflicts').set('agreed:A1.1.1', {
          values: [
            { value: 20, by: 'bo' },
            { value: 15, by: 'alice' },
          ],
        }),
      );
  test('[GU19] nobody writes one', () => {
    expect(codeOf(consensus().craft([any({ root: 'conflicts', sub: 'agreed:A1.1.1' }, 'x')]))).toBe(
      'NOT_ALLOWED',
    );
    expect(
      codeOf(consensus().craft([any({ root: 'conflicts', sub: 'agreed:A1.1.1' }, { values: [] })])),
    ).toBe('NOT_ALLOWED');
    expect(codeOf(consensus().craft([any({ root: 'conflicts', sub: 'agreed:A9' }, null)]))).toBe(
      'NOT_ALLOWED',
    );
  });
  test('[GU19] nobody writes one, not beside a value either', () => {
    const value = any({ root: 'agreed', sub: 'A1.1.1' }, 5);
    const conflict = any({ root: 'conflicts', sub: 'agreed:A1.1.1' }, 'x');
    expect(codeOf(consensus().craft([value, conflict]))).toBe('NOT_ALLOWED');
  });
  test('[GU19] nobody settles one without writing the value', () => {
    expect(codeOf(inConflict().craft([any({ origin: at(2, 0) }, null)]))).toBe('NOT_ALLOWED');
    expect(
      codeOf(
        inConflict().craft([any({ origin: at(2, 0) }, null), any({ root: 'agreed', sub: 'A1.1.2' }, 5)]),
      ),
    ).toBe('NOT_ALLOWED');
    expect(
      codeOf(inConflict().craft([any({ origin: at(2, 0) }, null), any({ origin: at(BO, 0) }, 15)])),
    ).toBe('passed');
  });
});

describe('AU who may not write', () => {
  test('[AU2] is refused what adds something, and not what adds nothing', () => {
    const bench = ballot().by(ALICE, (doc) => castScore(doc, 'A1.1.1', 20));
    const barred = { code: 'LOCKED', params: { phase: '合议' } } as const;
    const asked = (bytes: Uint8Array) => judge(bench, { person: 'alice', barred, now: NOW, since: 0 }, bytes);
    expect(codeOf(asked(Y.encodeStateAsUpdate(bench.doc)))).toBe('nothing');
    expect(codeOf(asked(craft([])))).toBe('nothing');
    expect(
      codeOf(asked(craft([{ client: ALICE, clock: 1, structs: [any({ origin: at(ALICE, 0) }, 5)] }]))),
    ).toBe('LOCKED');
    expect(codeOf(asked(craft([], [{ client: ALICE, ranges: [[0, 1]] }])))).toBe('LOCKED');
  });
});
