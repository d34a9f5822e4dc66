/** What an update costs, counted; and that the count is Yjs' own walk. [GU7, GU8, GU18] */
import { noteOf, reasonOf, remarkOf } from '@heping/protocol';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Lists } from './lists.ts';
import { Budget, inOrder, MOST_STEPS } from './order.ts';
import { UpdatePlaces, GARBAGE } from './places.ts';
import type { Bench } from './testing/bench.ts';
import { ALICE, at, ballot, BO, codeOf, consensus, record, REMARK, updateBy } from './testing/bench.ts';
import { any, craft, deleted, string, type, type CraftStruct } from './testing/craft.ts';
import { decodeUpdate } from './update.ts';
import type { Verdict } from './verdict.ts';

const ROOT = REMARK.root;
const stepsOf = (verdict: Verdict): number | string =>
  verdict.kind === 'passed' ? verdict.steps : codeOf(verdict);

/** Every struct of a text root, in the order in which it lies there. */
function idsIn(doc: Y.Doc, root: string): string[] {
  const ids: string[] = [];
  for (let item = doc.getText(root)._start; item !== null; item = item.right) {
    for (let offset = 0; offset < item.length; offset += 1)
      ids.push(`${item.id.client}:${item.id.clock + offset}`);
  }
  return ids;
}

/** A document whose text is one unmergeable character after another, each before the last. */
const tombstones = (count: number, bench: Bench = ballot()) =>
  bench.by(BO, (doc) => {
    for (let index = 0; index < count; index += 1) doc.getText(ROOT).insert(0, 'x');
  });

describe('GU18 the worst that bytes can do', () => {
  const mine = (client: number, structs: CraftStruct[]) => ({ client, structs });
  const hostile: [string, () => Verdict][] = [
    [
      'siblings at the beginning of a long list',
      () =>
        tombstones(5_000).craft(
          Array.from({ length: 1_000 }, () => string(REMARK, 'y')),
          [],
          3_000,
        ),
    ],
    [
      'siblings behind an item of a long list, nothing named to their right',
      () => {
        const bench = ballot().by(BO, (doc) => {
          doc.getText(ROOT).insert(0, 'a');
          for (let index = 0; index < 5_000; index += 1) doc.getText(ROOT).insert(1, 'x');
        });
        return bench.craft(
          Array.from({ length: 1_000 }, () => string({ origin: at(BO, 0) }, 'y')),
          [],
          3_000,
        );
      },
    ],
    [
      'siblings within the update, each client waiting for the one below it',
      () =>
        ballot().judge(
          craft(
            Array.from({ length: 100 }, (_, index) =>
              mine(5_000 + index, [
                ...(index === 0 ? [] : [string({ origin: at(4_999 + index, 99) }, 'z')]),
                ...Array.from({ length: 100 }, () => string(REMARK, 'y')),
              ]),
            ),
          ),
        ),
    ],
    [
      'siblings of one client with a neighbour to the right each, one farther than the last',
      () =>
        ballot().craft([
          string(REMARK, 'x'.repeat(20_001)),
          ...Array.from({ length: 19_000 }, (_, index) =>
            string({ origin: at(ALICE, 0), right: at(ALICE, 20_000 - index) }, 'y'),
          ),
        ]),
    ],
    [
      'a history of one attribute, each beginning anew',
      () => {
        const bench = record().by(ALICE, (doc) =>
          noteOf(doc, 'A1.1.1').insert(0, [new Y.XmlElement('orderedList')]),
        );
        return bench.judge(
          craft(
            Array.from({ length: 150 }, (_, index) =>
              mine(5_000 + index, [
                ...(index === 0 ? [] : [any({ origin: at(4_999 + index, 99) }, 3)]),
                ...Array.from({ length: 100 }, () => any({ parent: at(ALICE, 0), sub: 'start' }, 3)),
              ]),
            ),
          ),
        );
      },
    ],
    [
      'cuts into a long client, by insertion',
      () => {
        const bench = tombstones(60_000);
        bench.by(BO, (doc) => doc.getText('remark:A1.1.2').insert(0, 'x'.repeat(15_000)));
        return bench.craft(
          Array.from({ length: 7_000 }, (_, index) => string({ origin: at(BO, 60_000 + index * 2) }, 'y')),
        );
      },
    ],
    [
      'cuts into a long client, by deletion',
      () => {
        const bench = ballot().by(BO, (doc) => doc.getText('remark:A1.1.2').insert(0, 'x'.repeat(15_000)));
        tombstones(60_000, bench);
        return bench.craft(
          [],
          [{ client: BO, ranges: Array.from({ length: 7_000 }, (_, index) => [index * 2, 1] as const) }],
        );
      },
    ],
    [
      'cuts into what comes with them, by insertion',
      () =>
        ballot().craft([
          string(REMARK, 'x'.repeat(40_001)),
          ...Array.from({ length: 19_000 }, (_, index) =>
            string({ origin: at(ALICE, 40_000 - 2 * index - 1), right: at(ALICE, 40_000 - 2 * index) }, 'y'),
          ),
        ]),
    ],
    [
      'cuts into what comes with them, by deletion',
      () =>
        ballot().craft(
          [
            string(REMARK, 'x'.repeat(40_000)),
            ...Array.from({ length: 19_000 }, (_, index) =>
              string({ right: at(ALICE, index === 0 ? 0 : 39_999 + index) }, 'y'),
            ),
          ],
          [{ client: ALICE, ranges: Array.from({ length: 19_000 }, (_, index) => [2 * index, 1] as const) }],
        ),
    ],
    [
      'cuts into what was there, by much that comes at once',
      () =>
        ballot()
          .by(ALICE, (doc) => doc.getText(ROOT).insert(0, 'x'.repeat(40_001)))
          .craft(
            Array.from({ length: 19_000 }, (_, index) =>
              string(
                { origin: at(ALICE, 40_000 - 2 * index - 1), right: at(ALICE, 40_000 - 2 * index) },
                'y',
              ),
            ),
          ),
    ],
  ];
  test.each(hostile)('[GU18] %s is refused before it costs more than it may', (_, verdict) => {
    expect(codeOf(verdict())).toBe('TOO_COMPLEX');
  });

  test('[GU18] every other character of twenty thousand that do not merge, deleted', () => {
    const bench = tombstones(20_000);
    const ranges = Array.from({ length: 10_000 }, (_, index): [number, number] => [index * 2, 1]);
    expect(codeOf(bench.judge(craft([], [{ client: BO, ranges }])))).toBe('TOO_COMPLEX');
  });

  test('[GU18] one range over what is deleted in between costs as much as many', () => {
    const bench = tombstones(2_000).by(BO, (doc) => {
      for (let index = 0; index < 1_000; index += 1) doc.getText(ROOT).delete(index, 1);
    });
    expect(stepsOf(bench.judge(craft([], [{ client: BO, ranges: [[0, 2_000]] }])))).toBeGreaterThan(
      1_000 * 4,
    );
  });

  test('[GU18] twenty thousand structs one after another cost a step each', () => {
    const structs = Array.from({ length: 19_999 }, (_, index) =>
      deleted(index === 0 ? REMARK : { origin: at(ALICE, index - 1) }, 1),
    );
    expect(stepsOf(ballot().craft(structs))).toBe(19_999);
  });
});

describe('GU18 what honest work costs', () => {
  const LITTLE = MOST_STEPS / 10;
  const passes = (verdict: Verdict): void => {
    expect(verdict.kind).toBe('passed');
    expect(stepsOf(verdict)).toBeLessThan(LITTLE);
  };
  test('[GU18] five thousand characters pasted into the middle of a note full of others’ edits', () => {
    const bench = record().by(BO, (doc) => {
      const paragraph = new Y.XmlElement('paragraph');
      const text = new Y.XmlText('');
      noteOf(doc, 'A1.1.1').insert(0, [paragraph]);
      paragraph.insert(0, [text]);
      for (let index = 0; index < 2_000; index += 1) text.insert(Math.floor(index / 2), '现');
    });
    passes(
      bench.judge(
        updateBy(ALICE, bench.doc, (doc) => {
          const paragraph = noteOf(doc, 'A1.1.1').get(0) as Y.XmlElement;
          (paragraph.get(0) as Y.XmlText).insert(1_000, '字'.repeat(5_000));
        }),
      ),
    );
  });

  test('[GU18] everything that several wrote in turns, selected and deleted', () => {
    const bench = ballot();
    for (let turn = 0; turn < 200; turn += 1) {
      bench.by(turn % 2 === 0 ? ALICE : BO, (doc) => doc.getText(ROOT).insert(0, '字'.repeat(10)));
    }
    passes(bench.judge(updateBy(ALICE, bench.doc, (doc) => doc.getText(ROOT).delete(0, 2_000))));
  });

  test('[GU18] three hundred small edits beside three hundred of somebody else, at the same places', () => {
    const bench = consensus().by(BO, (doc) => reasonOf(doc, 'A1.1.1').insert(0, '理由'.repeat(200)));
    const base = new Y.Doc();
    Y.applyUpdate(base, Y.encodeStateAsUpdate(bench.doc));
    const scatter = (doc: Y.Doc, word: string) => {
      const text = reasonOf(doc, 'A1.1.1');
      for (let count = 0; count < 300; count += 1) {
        const place = (count * 37) % 390;
        text.insert(place, word);
        if (count % 3 === 0) text.delete(place, 1);
      }
    };
    const hers = updateBy(ALICE, base, (doc) => scatter(doc, '甲'));
    bench.by(BO, (doc) => scatter(doc, '乙乙'));
    passes(bench.judge(hers));
  });

  test('[GU18] eight hours offline, typed with corrections, beside others who typed there too', () => {
    const bench = consensus().by(BO, (doc) => reasonOf(doc, 'A1.1.1').insert(0, '开头。结尾。'));
    const base = new Y.Doc();
    Y.applyUpdate(base, Y.encodeStateAsUpdate(bench.doc));
    const type = (doc: Y.Doc, from: number, keys: number) => {
      const text = reasonOf(doc, 'A1.1.1');
      let place = from;
      for (let key = 0; key < keys; key += 1) {
        if (key % 11 === 10) text.delete((place -= 1), 1);
        else text.insert(place++, '字');
        // Every sentence is gone over once and cut again.
        if (key % 400 === 399) text.delete(from, (place -= 300) - from);
      }
    };
    const hers = updateBy(ALICE, base, (doc) => type(doc, 3, 8_000));
    bench.by(BO, (doc) => type(doc, 3, 8_000));
    passes(bench.judge(hers));
  });
});

describe('GU8 where things will lie', () => {
  /** Chance without a library: the next of a fixed row. */
  const chanceFrom = (seed: number) => {
    let state = seed;
    return (most: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * most);
    };
  };

  test('[GU8] the guard’s lists are those that Yjs makes, whatever the neighbours', () => {
    let passed = 0;
    for (let seed = 1; seed <= 400; seed += 1) {
      const below = chanceFrom(seed);
      const bench = ballot();
      const clients = [ALICE, BO, 500, 9_000];
      clients.forEach((client) => bench.owners.set(client, client === BO ? 'bo' : 'alice'));
      for (let round = 0; round < 3; round += 1) {
        for (const client of clients) {
          bench.by(client, (doc) => {
            const text = doc.getText(ROOT);
            text.insert(below(text.length + 1), 'abc'.slice(below(2)));
            if (text.length > 4 && below(2) === 0) text.delete(below(text.length - 2), 1 + below(2));
          });
        }
      }
      const anyId = () => {
        const client = clients[below(3)] as number;
        return at(client, below(Y.getState(bench.doc.store, client) + 2));
      };
      const structsOf = (): CraftStruct[] =>
        Array.from({ length: 1 + below(4) }, () => {
          const place = [
            REMARK,
            { origin: anyId() },
            { right: anyId() },
            { origin: anyId(), right: anyId() },
          ][below(4)];
          return below(5) === 0
            ? deleted(place ?? REMARK, 1 + below(2))
            : string(place ?? REMARK, 'xyz'.slice(below(3)));
        });
      const bytes = craft(
        [ALICE, 500, 9_000].slice(below(3)).map((client) => ({
          client,
          clock: Y.getState(bench.doc.store, client),
          structs: structsOf(),
        })),
      );
      if (bench.judge(bytes).kind !== 'passed') continue;
      passed += 1;
      const update = decodeUpdate(bytes);
      const places = new UpdatePlaces(bench.doc, bench.places, update);
      const lists = new Lists(bench.doc, places, new Budget());
      for (const struct of inOrder(bench.doc, update.sections)) {
        const place = places.settle(struct);
        if (place !== GARBAGE) lists.put(struct, place);
      }
      const host = bench.places.root(ROOT);
      if (host === undefined) throw new Error('no such root');
      const expected = lists.ids({ host, sub: null }).map(({ client, clock }) => `${client}:${clock}`);
      Y.applyUpdate(bench.doc, bytes);
      expect([seed, idsIn(bench.doc, ROOT)]).toEqual([seed, expected]);
    }
    // Not vacuous.
    expect(passed).toBeGreaterThan(100);
  });

  test('[GU8] behind what comes with it and lies farther right', () => {
    const structs = [
      string(REMARK, 'a'),
      string({ origin: at(ALICE, 0) }, 'b'),
      string({ origin: at(ALICE, 1), right: at(ALICE, 0) }, 'c'),
    ];
    expect(codeOf(ballot().craft(structs))).toBe('MALFORMED');
  });

  test('[GU8] behind what lies farther right in one and the same text', () => {
    const bench = ballot().by(BO, (doc) => remarkOf(doc, 'A1.1.1').insert(0, 'abc'));
    const between = (left: number, right: number) =>
      codeOf(bench.craft([string({ origin: at(BO, left), right: at(BO, right) }, 'x')]));
    expect([between(1, 0), between(1, 1), between(0, 2), between(0, 1)]).toEqual([
      'MALFORMED',
      'MALFORMED',
      'passed',
      'passed',
    ]);
  });

  test('[GU8] a node of a note cuts nothing and costs little', () => {
    expect(stepsOf(record().craft([type({ root: 'note:A1.1.1' }, 3, 'paragraph')]))).toBe(1);
    expect(
      stepsOf(ballot().judge(updateBy(ALICE, new Y.Doc(), (doc) => remarkOf(doc, 'A1.1.1').insert(0, 'ab')))),
    ).toBe(1);
  });
});
