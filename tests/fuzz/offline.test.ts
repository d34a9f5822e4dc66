/**
 * A day's work without a network, on two devices of one person, in pages that are opened anew every hour, beside
 * colleagues who go on: everything is merged, whoever comes back first. [SR3, GU5, GU18, CF1]
 */
import {
  castScore,
  formatDocumentName,
  noteOf,
  readConflict,
  readConflicts,
  readNote,
  readScores,
  remarkOf,
  type DocumentName,
} from '@heping/protocol';
import { huzhou, indicatorsOf } from '@heping/scoring';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '../../apps/server/src/sync/content.ts';
import type { Client } from '../../apps/server/src/sync/testing/client.ts';
import { join, settled } from '../../apps/server/src/sync/testing/client.ts';
import { ballotOf, openWorld, RECORD, until, type World } from '../../apps/server/src/sync/testing/world.ts';
import { chanceOf, isLong, type Chance } from './random.ts';
import { isSame } from './sound.ts';

const SEEDS = isLong ? 30 : 3;
const HOURS = 8;
/** Each some thirty seconds of writing. */
const SPELLS = 120;
const CODES = indicatorsOf(huzhou).map(({ code }) => code);
const BALLOT = ballotOf('alice');
const RULES = { rubric: huzhou, tier: 'township', step: 5 } as const;
const CONTENT = {
  ballot: contentOf({ kind: 'ballot', ...RULES }),
  record: contentOf({ kind: 'record', ...RULES }),
};

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** One device: what it holds of both documents, and what was written there. */
interface Device {
  readonly name: string;
  ballot: Y.Doc;
  record: Y.Doc;
  /** The last score set here, by indicator. */
  readonly scores: Map<string, number>;
  /** Words that stand in remarks and notes, by where. */
  readonly words: Map<string, string[]>;
}

/** As a page does that is opened anew: the same content, another client id. */
function reopened(doc: Y.Doc): Y.Doc {
  const next = new Y.Doc();
  Y.applyUpdate(next, Y.encodeStateAsUpdate(doc));
  return next;
}

/** Letter by letter, with every tenth struck out and written again. */
function type(text: Y.Text | Y.XmlText, word: string): void {
  let place = text.length;
  [...word].forEach((letter, at) => {
    text.insert(place, letter);
    if (at % 10 === 9) {
      text.delete(place, 1);
      text.insert(place, letter);
    }
    place += 1;
  });
}

function paragraphOf(record: Y.Doc, code: string): Y.XmlText {
  const text = new Y.XmlText();
  record.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    const note = noteOf(record, code);
    note.insert(note.length, [paragraph]);
    paragraph.insert(0, [text]);
  });
  return text;
}

function spell(device: Device, codes: readonly string[], chance: Chance, count: number): void {
  const code = chance.pick(codes);
  const word = `${device.name}${count}：现场查看台账并核对人数。`;
  const keep = (where: string) => void device.words.set(where, [...(device.words.get(where) ?? []), word]);
  switch (chance.below(4)) {
    case 0:
      type(remarkOf(device.ballot, code), word);
      return keep(`remark ${code}`);
    case 1:
      type(paragraphOf(device.record, code), word);
      return keep(`note ${code}`);
    default: {
      const score = 5 * chance.below(3);
      castScore(device.ballot, code, score);
      device.scores.set(code, score);
    }
  }
}

const deviceOf = (name: string, ballot: Y.Doc, record: Y.Doc): Device => ({
  ...{ name, ballot: reopened(ballot), record: reopened(record) },
  ...{ scores: new Map<string, number>(), words: new Map<string, string[]>() },
});

const logged = async (name: DocumentName): Promise<Y.Doc> => {
  const doc = new Y.Doc();
  for (const { bytes } of await world.store.log.readUpdates(formatDocumentName(name), 0))
    Y.applyUpdate(doc, bytes);
  return doc;
};

test.for(Array.from({ length: SEEDS }, (_, seed) => seed + 1))(
  `[CF1] eight hours on two devices merge (seed %i)`,
  { timeout: 600_000 },
  async (seed) => {
    const chance = chanceOf(seed);
    const first = await join(world.corridor, 'alice', BALLOT);
    const record = await join(world.corridor, 'alice', RECORD);
    remarkOf(first.doc, 'A1.1.1').insert(0, '开头。');
    await settled(first);
    const devices = [deviceOf('甲', first.doc, record.doc), deviceOf('乙', first.doc, record.doc)];
    first.cut();
    record.cut();

    const [scoredTwice, ...others] = CODES as [string, ...string[]];
    const own = [0, 1].map((device) => others.filter((_, at) => at % 2 === device));
    const bo = await join(world.corridor, 'bo', RECORD);
    let count = 0;
    for (let hour = 0; hour < HOURS; hour += 1) {
      for (const device of devices) {
        device.ballot = reopened(device.ballot);
        device.record = reopened(device.record);
      }
      for (let turn = 0; turn < SPELLS; turn += 1) {
        for (const [at, device] of devices.entries()) spell(device, own[at] ?? CODES, chance, (count += 1));
      }
      type(paragraphOf(bo.doc, chance.pick(CODES)), `丙${hour}：在线记录。`);
    }
    await settled(bo);
    // Which of two devices scored last nobody can know: a person settles it.
    for (const [at, { ballot }] of devices.entries()) castScore(ballot, scoredTwice, 5 * at);

    const back: Client[] = [];
    for (const device of chance.oneIn(2) ? devices : [...devices].reverse()) {
      for (const [name, doc] of [
        [BALLOT, device.ballot],
        [RECORD, device.record],
      ] as const) {
        const client = await join(world.corridor, 'alice', name, { doc });
        await settled(client);
        back.push(client);
      }
    }
    expect(back.flatMap(({ refused }) => refused)).toEqual([]);
    await until(
      () => back.every(({ isOpen, sent, acknowledged }) => isOpen && acknowledged >= sent),
      'all saved',
    );

    for (const [name, contents] of [
      [BALLOT, CONTENT.ballot],
      [RECORD, CONTENT.record],
    ] as const) {
      const kept = await logged(name);
      const here = devices.map(({ ballot, record }) => (name === BALLOT ? ballot : record));
      expect(here.map((doc) => isSame(doc, kept, contents))).toEqual([true, true]);
    }
    const ballot = await logged(BALLOT);
    const { values = [] } = readConflict(ballot, 'scores', scoredTwice) ?? {};
    expect(values.map(({ value }) => value).sort()).toEqual([0, 5]);
    expect(Object.keys(readConflicts(ballot))).toEqual([`scores:${scoredTwice}`]);
    const notes = await logged(RECORD);
    for (const device of devices) {
      const scores = readScores(ballot, huzhou);
      for (const [code, score] of device.scores)
        expect({ code, score: scores[code] }).toEqual({ code, score });
      for (const [where, words] of device.words) {
        const [kind, code = ''] = where.split(' ');
        const text = kind === 'note' ? readNote(notes, code) : remarkOf(ballot, code).toString();
        expect(words.filter((word) => !text.includes(word))).toEqual([]);
      }
    }
    expect(remarkOf(ballot, 'A1.1.1').toString()).toContain('开头。');
    expect(bo.refused).toEqual([]);
    // Not vacuous: both had much to bring.
    for (const { words, scores } of devices) expect(Math.min(words.size, scores.size)).toBeGreaterThan(10);
  },
);
