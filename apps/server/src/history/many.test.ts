/** A history of more than an answer holds: what is not answered is neither kept nor read. [HI5] */
import { addPiece, linkPiece, noteOf, recordFact, setPiece } from '@heping/protocol';
import type { Update } from '@heping/db';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Refused } from '../refused.ts';
import { MONDAY } from '../testing/desk.ts';
import { inTime } from './in-time.ts';
import { linesOf, watchedOf } from './lines.ts';
import { MOST, Newest, type Line } from './newest.ts';
import { replay } from './replay.ts';

const FLOOR = 'A1.2.2';
const line = (until: number, after: string): Line => ({
  ...{ at: until, until, person: 'bo', place: 'note', piece: null, act: null, before: '', after },
});

/** A log in memory: what people did, one update after the other. */
function logOf(changes: readonly { readonly by: string; readonly change: (doc: Y.Doc) => void }[]) {
  const doc = new Y.Doc();
  const rows: Update[] = [];
  doc.on('update', (bytes: Uint8Array) => {
    const [seq, by] = [rows.length + 1, changes[rows.length]?.by ?? null];
    rows.push({ document: 'record', seq, epoch: 1, personId: by, at: MONDAY + seq, bytes });
  });
  for (const { change } of changes) doc.transact(() => change(doc));
  const log = {
    readPart: (_document: string, { afterSeq, most }: { afterSeq: number; most: number }) =>
      Promise.resolve(rows.slice(afterSeq, afterSeq + most)),
    readSnapshotBy: () => Promise.resolve(undefined),
  };
  return { log, document: 'record' };
}
const note = (doc: Y.Doc) => (noteOf(doc, FLOOR).get(0) as Y.XmlElement).get(0) as Y.XmlText;
const begin = (words: string) => (doc: Y.Doc) => {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  noteOf(doc, FLOOR).insert(0, [paragraph]);
};

/** The lines, and how often the note was read for them. */
async function read(source: ReturnType<typeof logOf>) {
  let readings = 0;
  const watched = watchedOf('record', FLOOR, ['floor-area']);
  const reading = (doc: Y.Doc) => {
    readings += 1;
    return watched.text.read(doc);
  };
  const found = await linesOf(source, { ...watched, text: { ...watched.text, read: reading } });
  return { ...found, readings };
}

describe('[HI5] of a long history', () => {
  it('only the stretches of writing that may be answered are read, and of these only as much is kept', async () => {
    const turns = Array.from({ length: 1_200 }, (_, at) => ({
      by: at % 2 === 0 ? 'bo' : 'chen',
      change: (doc: Y.Doc) => note(doc).insert(0, String(at % 10)),
    }));
    const { lines, isCut, readings } = await read(
      logOf([{ by: 'alice', change: begin('佐'.repeat(5_000)) }, ...turns]),
    );
    expect(readings).toBe(MOST.lines + 1);
    expect(isCut).toBe(true);
    const units = lines.reduce((sum, { before, after }) => sum + `${before}${after}`.length, 0);
    expect(units).toBeLessThanOrEqual(MOST.units);
    expect(lines.length).toBe(Math.floor(MOST.units / (2 * 6_190)));
    expect(lines.map(({ person }) => person).slice(-2)).toEqual(['bo', 'chen']);
    const [before, after] = [String(lines.at(-1)?.before), String(lines.at(-1)?.after)];
    expect([after.slice(0, 4), after.slice(1)]).toEqual(['9876', before]);
  });

  it('each stretch has the words that stood before and after it, whatever else was done between', async () => {
    const { lines, isCut } = await read(
      logOf([
        { by: 'bo', change: begin('甲') },
        { by: 'chen', change: (doc) => recordFact(doc, 'floor-area', 1) },
        { by: 'bo', change: (doc) => note(doc).insert(1, '乙') },
        { by: 'chen', change: (doc) => note(doc).insert(2, '丙') },
        { by: 'alice', change: (doc) => recordFact(doc, 'floor-area', 2) },
      ]),
    );
    expect(isCut).toBe(false);
    expect(lines.map(({ person, before, after }) => [person, before, after])).toEqual([
      ['chen', null, 1],
      ['bo', '', '甲乙'],
      ['chen', '甲乙', '甲乙丙'],
      ['alice', 1, 2],
    ]);
  });

  it('what is said of pieces that never serve it stands in nobody’s way', async () => {
    const piece = { by: 'bo', kind: 'photo', taken: MONDAY, name: '门.jpg', of: null } as const;
    const { lines, isCut } = await read(
      logOf([
        { by: 'bo', change: (doc) => recordFact(doc, 'floor-area', 1) },
        { by: 'bo', change: (doc) => addPiece(doc, 'doordoordoor', { ...piece, serves: ['A1.3.1'] }) },
        { by: 'bo', change: (doc) => addPiece(doc, 'planplanplan', { ...piece, serves: ['A1.3.1'] }) },
        { by: 'bo', change: (doc) => setPiece(doc, 'planplanplan', 'caption', '平面') },
        ...Array.from({ length: 900 }, (_, at) => ({
          by: 'chen',
          change: (doc: Y.Doc) => setPiece(doc, 'doordoordoor', 'caption', `门 ${at}`),
        })),
        { by: 'bo', change: (doc) => linkPiece(doc, 'planplanplan', FLOOR, true) },
      ]),
    );
    expect(isCut).toBe(false);
    expect(lines.map(({ place, after }) => [place, after])).toEqual([
      ['facts:floor-area', 1],
      ['evidence:planplanplan.caption', '平面'],
      [`evidence:planplanplan.at.${FLOOR}`, true],
    ]);
  });

  it('the newest are kept in whatever order they come; the one that does not fit any more ends it', () => {
    const newest = new Newest<Line>({ lines: 3, units: 10 });
    for (const [until, words] of [
      [5, '五'],
      [1, '一'],
      [4, '四'],
      [2, '二'],
      [6, '六六'],
      [3, '三'],
    ] as const)
      newest.add(line(until, words));
    expect([newest.lines.map(({ after }) => after), newest.isCut]).toEqual([['四', '五', '六六'], true]);
    newest.add(line(7, '七'.repeat(9)));
    expect(newest.lines.map(({ until }) => until)).toEqual([7]);
    newest.add(line(8, '八'.repeat(11)));
    expect(newest.lines).toEqual([]);
  });

  it('reading that takes too long ends, in words', async () => {
    const endless = async function* (): AsyncGenerator<readonly Update[]> {
      for (;;) yield await Promise.resolve([]);
    };
    const { signal } = new AbortController();
    const reading = inTime(signal, (ended) => replay(new Y.Doc(), endless(), { left: ended }), 1);
    await expect(reading).rejects.toThrow(new Refused('HISTORY_LONG', { seconds: 1 }));
    const left = AbortSignal.abort(new Error('left'));
    await expect(inTime(left, (ended) => replay(new Y.Doc(), endless(), { left: ended }))).rejects.toThrow(
      'left',
    );
  });
});
