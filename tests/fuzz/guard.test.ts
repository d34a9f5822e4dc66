/**
 * The guard against bytes of any kind: what it refuses has changed nothing, what it lets in leaves a document that is
 * sound, whole, and can be loaded afresh. Seeded; a seed that fails is kept in PINNED. [GU0]
 */
import {
  addMeasure,
  addPiece,
  agree,
  castScore,
  claim,
  causeOf,
  noteOf,
  readPieces,
  reasonOf,
  recordFact,
  remarkOf,
  say,
  setMeasure,
  setPiece,
  setRectification,
  statementOf,
  threadOf,
  wordsOf,
  type DocumentKind,
} from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '../../apps/server/src/sync/content.ts';
import { enter } from '../../apps/server/src/sync/correct.ts';
import { judge } from '../../apps/server/src/sync/guard.ts';
import { SERVER, type Ground } from '../../apps/server/src/sync/verdict.ts';
import { Places } from '../../apps/server/src/sync/places.ts';
import { forge, mutate } from './hostile.ts';
import { chanceOf, isLong, type Chance } from './random.ts';
import { KINDS, wrongWith } from './sound.ts';

const SEEDS = isLong ? 4_000 : 200;
const INPUTS = 500;
const PINNED: readonly number[] = [];
const NOW = 1_772_000_000_000;
const PEOPLE = ['alice', 'bo', 'eve'];

const contents = Object.fromEntries(
  KINDS.map((kind) => [
    kind,
    contentOf({
      kind,
      rubric: huzhou,
      tier: 'township',
      step: 5,
      findings: () => ({ last: 2, over: new Set() }),
    }),
  ]),
) as Record<DocumentKind, ReturnType<typeof contentOf>>;

/** A document with a little of everything, by three people. */
function furnished(kind: DocumentKind): { doc: Y.Doc; owners: Map<number, string> } {
  const doc = new Y.Doc();
  const owners = new Map<number, string>();
  PEOPLE.forEach((person, index) => {
    doc.clientID = 1_000 + index;
    owners.set(doc.clientID, person);
    doc.transact(() => furnish(doc, kind, person));
    doc.transact(() => furnish(doc, kind, person));
  });
  doc.clientID = SERVER;
  return { doc, owners };
}

function furnish(doc: Y.Doc, kind: DocumentKind, person: string): void {
  if (kind === 'ballot') {
    castScore(doc, 'A1.1.1', 20);
    remarkOf(doc, 'A1.1.1').insert(0, `a😀${person}`);
    remarkOf(doc, 'A1.1.1').delete(1, 2);
  } else if (kind === 'record') {
    recordFact(doc, 'study', 4);
    const paragraph = new Y.XmlElement('paragraph');
    noteOf(doc, 'A1.1.1').insert(0, [paragraph]);
    const text = new Y.XmlText(`现场😀${person}`);
    paragraph.insert(0, [text]);
    text.format(0, 2, { bold: {} });
    if (noteOf(doc, 'A1.1.1').length > 2) noteOf(doc, 'A1.1.1').delete(1, 1);
    const slot = `${person}${readPieces(doc).length}`.padEnd(12, 'x');
    addPiece(doc, slot, {
      ...{ by: person, kind: 'photo', taken: NOW, name: '现场.jpg', of: null, serves: ['A1.1.1'] },
      caption: `大门${person}`,
    });
    setPiece(doc, 'alice0xxxxxx', 'where', `南门${person}`);
  } else if (kind === 'plan') {
    const slot = `${person}aaaaaa`.slice(0, 6);
    const place = addMeasure(doc, { finding: 1, slot }, 'corrective');
    setMeasure(doc, place, 'due', '2026-03-20');
    setRectification(doc, 1, 'by-date');
    wordsOf(doc, place).insert(0, `措施😀${person}`);
    causeOf(doc, 1).insert(0, `原因${person}`);
    causeOf(doc, 1).delete(0, 1);
  } else if (kind === 'self') {
    claim(doc, 'A1.1.1', 20);
    statementOf(doc, 'A1.1.1').insert(0, `说明😀${person}`);
    statementOf(doc, 'A1.1.1').delete(1, 1);
  } else {
    agree(doc, 'A1.1.1', 15);
    reasonOf(doc, 'A1.1.1').insert(0, `理由${person}`);
    say(doc, 'A1.1.1', {
      id: `m-${person}-${threadOf(doc, 'A1.1.1').length}`,
      by: person,
      at: NOW,
      text: '看',
    });
  }
}

const KEYS = [
  'A1.1.1',
  'A1.1.2',
  'study',
  'floor-area',
  'floor-area.na',
  'floor-area.way',
  'logo.after-dusk',
  'study#1',
  'agreed:A1.1.1',
  'facts:study',
  '1.kind',
  '1.aaaaaa.due',
  '1.bbbbbb.kind',
  '3.aaaaaa.kind',
  'measures:1.aaaaaa.kind',
  'alice0xxxxxx.by',
  'alice0xxxxxx.kind',
  'alice0xxxxxx.caption',
  'alice0xxxxxx.at.A1.1.2',
  'bo9xxxxxxxxx.by',
  'note.A1.1.1',
  'evidence:alice0xxxxxx.caption',
  '__proto__',
  'elsewhere',
];

/** What judging asks of the processor, not how long a busy machine lets it wait: of all inputs, and of the worst. */
class Effort {
  inputs = 0;
  total = 0;
  worst = { effort: 0, of: '' };

  add(effort: number, of: string): void {
    this.inputs += 1;
    this.total += effort;
    if (effort > this.worst.effort) this.worst = { effort, of };
  }
}

function run(seed: number, tally: Record<string, number>, effort: Effort): void {
  const chance = chanceOf(seed);
  const kind = chance.pick(KINDS);
  const content = contents[kind];
  const { doc, owners } = furnished(kind);
  const ground: Ground = {
    doc,
    content,
    places: new Places(content),
    ownerOf: (client) => owners.get(client),
    clientCount: owners.size,
    clientsOf: (person) => [...owners].flatMap(([client, owner]) => (owner === person ? [client] : [])),
  };
  const furnishedAs = Y.encodeStateAsUpdate(doc);
  for (let input = 0; input < INPUTS; input += 1) {
    const person = chance.pick(PEOPLE);
    const client = 1_000 + PEOPLE.indexOf(person);
    const bytes = inputOf(chance, { doc, kind, client, person });
    const before = process.cpuUsage();
    const verdict = judge(ground, { person, barred: null, now: NOW, since: NOW - 86_400_000 }, bytes);
    effort.add(process.cpuUsage(before).user, `seed ${seed}, input ${input}`);
    const name = verdict.kind === 'refused' ? verdict.refusal.code : verdict.kind;
    tally[name] = (tally[name] ?? 0) + 1;
    if (verdict.kind !== 'passed') continue;
    const live = new Y.Doc();
    Y.applyUpdate(live, furnishedAs);
    live.clientID = SERVER;
    const writerOf = (of: number) => owners.get(of) ?? '';
    live.transact((tr) => enter(tr, verdict, { doc: live, content, person, writerOf, sizes: new Map() }));
    expect(wrongWith(live, content), `seed ${seed}, input ${input}`).toEqual([]);
    const fresh = new Y.Doc();
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(live));
    expect(fresh.store.pendingStructs).toBeNull();
  }
  // Nothing that was judged, let in or not, has changed the document or named a root in it.
  expect(Y.encodeStateAsUpdate(doc)).toEqual(furnishedAs);
  expect([...doc.share.keys()].filter((name) => content.rootType(name) === undefined)).toEqual([]);
}

function inputOf(
  chance: Chance,
  { doc, kind, client, person }: { doc: Y.Doc; kind: DocumentKind; client: number; person: string },
): Uint8Array {
  const ground = { doc, client, person, now: NOW, keys: KEYS, roots: [...doc.share.keys()] };
  if (chance.oneIn(2)) return forge(ground, chance);
  const own = new Y.Doc();
  Y.applyUpdate(own, Y.encodeStateAsUpdate(doc));
  own.clientID = client;
  const vector = Y.encodeStateVector(own);
  own.transact(() => furnish(own, kind, person));
  const honest = Y.encodeStateAsUpdate(own, vector);
  return chance.oneIn(8) ? honest : mutate(honest, chance);
}

test(`[GU0] ${SEEDS} seeds × ${INPUTS} inputs`, { timeout: 3_600_000 }, () => {
  const tally: Record<string, number> = {};
  const effort = new Effort();
  for (const seed of PINNED) run(seed, tally, effort);
  for (let seed = 1; seed <= SEEDS; seed += 1) run(seed, tally, effort);
  const mean = effort.total / effort.inputs;
  console.log(
    `the worst judgement (${effort.worst.of}) is ${(effort.worst.effort / mean).toFixed(0)} times the mean`,
  );
  // An input that makes the guard walk again and again through what is there is tens of thousands of times the mean.
  expect(effort.worst.effort / mean, effort.worst.of).toBeLessThan(2_000);
  // Not vacuous: everything that can come of an input has come of some.
  for (const outcome of ['passed', 'nothing', 'MALFORMED', 'RESYNC', 'NOT_YOURS', 'NOT_ALLOWED']) {
    expect(tally[outcome] ?? 0, outcome).toBeGreaterThan(20);
  }
});
