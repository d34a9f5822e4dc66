import {
  addPiece,
  agree,
  castScore,
  linkPiece,
  noteOf,
  readingPlacesOf,
  reasonOf,
  recordFact,
  remarkOf,
  removePiece,
  restorePiece,
  setNoteMethod,
  setPiece,
  settledKey,
  takeReading,
  writeText,
  type ConflictValue,
  type DocumentName,
} from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { writeEntries } from '../demo/write.ts';
import { as } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { MONDAY, openOffice, type Office } from '../testing/desk.ts';
import { agreementOf, PANEL, walkTo } from '../testing/walk.ts';
import { docAt, partsOf, replay } from './replay.ts';

const MINUTE = 60_000;
const FLOOR = 'A1.2.2';

let office: Office;
let id: string;

beforeEach(async () => {
  office = await openOffice();
  id = await seedEvaluation(office.app.store);
});
afterEach(() => office.app.close());

const record = (): DocumentName => ({ kind: 'record', evaluation: id });
const consensus = (): DocumentName => ({ kind: 'consensus', evaluation: id });
const ballotOf = (person: string): DocumentName => ({ kind: 'ballot', evaluation: id, person });

/** At so many minutes after nine. */
async function at(minute: number, by: string | null, document: DocumentName, change: (doc: Y.Doc) => void) {
  office.clock.now = MONDAY + minute * MINUTE;
  await writeEntries(office.desk.corridor, id, [{ document, by, change }]);
}

interface Line {
  readonly at: number;
  readonly until: number;
  readonly by: { readonly id: string } | null;
  readonly ballotOf: { readonly id: string } | null;
  readonly place: string;
  readonly before: unknown;
  readonly after: unknown;
}
const minuteOf = (moment: number) => (moment - MONDAY) / MINUTE;

/** The lines as somebody reads them, oldest first. */
async function readBy(person: string, indicator = FLOOR): Promise<readonly unknown[]> {
  const { status, body } = await (
    await as(office.app, person)
  ).get(`/evaluations/${id}/history?at=${indicator}`);
  expect(status).toBe(200);
  return (body.lines as Line[])
    .toReversed()
    .map(({ at: from, until, by, ballotOf: whose, place, before, after }) => [
      ...[minuteOf(from), minuteOf(until), by?.id ?? null],
      whose === null ? place : `${whose.id} ${place}`,
      ...[before, after],
    ]);
}

describe('the history of an indicator', () => {
  it('[HI1] each value: who, when, from what to what; of this indicator only', async () => {
    await walkTo(office.desk, id, 'scoring');
    await at(1, 'bo', record(), (doc) => recordFact(doc, 'floor-area', 2860));
    await at(2, 'chen', record(), (doc) => recordFact(doc, 'floor-area', 3000));
    await at(3, 'chen', record(), (doc) => recordFact(doc, 'floor-area.how', '激光测距'));
    await at(4, 'bo', record(), (doc) => recordFact(doc, 'study', 4));
    await at(5, 'bo', record(), (doc) => recordFact(doc, 'floor-area', 3000));
    await at(6, 'bo', record(), (doc) => recordFact(doc, 'floor-area', null));
    expect(await readBy('alice')).toEqual([
      [1, 1, 'bo', 'facts:floor-area', null, 2860],
      [2, 2, 'chen', 'facts:floor-area', 2860, 3000],
      [3, 3, 'chen', 'facts:floor-area.how', null, '激光测距'],
      [6, 6, 'bo', 'facts:floor-area', 3000, null],
    ]);
    expect(await readBy('officer', 'A2.3.8')).toEqual([[4, 4, 'bo', 'facts:study', null, 4]]);
  });

  it('[HI1] one of two readings that is chosen says so, also where it stood already', async () => {
    await walkTo(office.desk, id, 'scoring');
    const place = readingPlacesOf(huzhou, 'township').find(({ key }) => key === 'floor-area')!;
    const values = [
      { value: 2800, by: 'bo' },
      { value: 3050, by: 'chen' },
    ];
    /** As the server lets it in: what was settled stays readable beside it. */
    const choose = (number: number, taken: ConflictValue) => (doc: Y.Doc) => {
      doc.transact(() => {
        takeReading(doc, place, taken);
        doc.getMap('settled').set(settledKey('floor-area', number), { values, taken: taken.value, by: 'bo' });
      });
    };
    await at(1, 'bo', record(), (doc) => recordFact(doc, 'floor-area', 2800));
    await at(3, 'bo', record(), choose(1, values[0]!));
    await at(5, 'bo', record(), choose(2, values[1]!));
    await at(6, 'bo', record(), (doc) => recordFact(doc, 'floor-area', 2800));
    const { body } = await (await as(office.app, 'bo')).get(`/evaluations/${id}/history?at=${FLOOR}`);
    const lines = body.lines as { place: string; act: string | null; before: unknown; after: unknown }[];
    expect(
      lines
        .filter((line) => line.place === 'facts:floor-area')
        .map(({ act, before, after }) => [act, before, after])
        .toReversed(),
    ).toEqual([
      [null, null, 2800],
      ['chosen', 2800, 2800],
      ['chosen', 2800, 3050],
      [null, 3050, 2800],
    ]);
  });

  it('[HI3] what one person writes without a long pause is one line; written and taken out again it is none', async () => {
    await walkTo(office.desk, id, 'scoring');
    const note = (text: string) => (doc: Y.Doc) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(text)]);
      noteOf(doc, FLOOR).push([paragraph]);
    };
    await at(1, 'bo', record(), note('看了'));
    await at(2, 'bo', record(), note('平面图'));
    await at(3, 'chen', record(), note('与现场一致'));
    await at(4, 'bo', record(), note('补'));
    await at(5, 'bo', record(), (doc) => noteOf(doc, FLOOR).delete(3, 1));
    await at(20, 'chen', record(), note('已拍照'));
    expect(await readBy('bo')).toEqual([
      [1, 2, 'bo', 'note:A1.2.2', '', '看了\n平面图'],
      [3, 3, 'chen', 'note:A1.2.2', '看了\n平面图', '看了\n平面图\n与现场一致'],
      [20, 20, 'chen', 'note:A1.2.2', '看了\n平面图\n与现场一致', '看了\n平面图\n与现场一致\n已拍照'],
    ]);
  });

  it('[HI3] what others do elsewhere in between ends no line', async () => {
    await walkTo(office.desk, id, 'deliberation');
    const write = (text: string) => (doc: Y.Doc) => writeText(reasonOf(doc, FLOOR), text);
    await at(1, 'bo', consensus(), write('面积'));
    await at(2, 'chen', consensus(), (doc) => agree(doc, FLOOR, 15));
    await at(3, 'bo', consensus(), write('面积不足'));
    await at(4, 'chen', consensus(), write('面积不足，已复核'));
    const lines = (await readBy('alice')) as unknown[][];
    expect(lines.filter((line) => line[3] === 'reason:A1.2.2')).toEqual([
      [1, 3, 'bo', 'reason:A1.2.2', '', '面积不足'],
      [4, 4, 'chen', 'reason:A1.2.2', '面积不足', '面积不足，已复核'],
    ]);
  });

  it('[HI2] before the reveal no ballot is opened, one’s own neither', async () => {
    await walkTo(office.desk, id, 'scoring');
    await at(1, 'bo', ballotOf('bo'), (doc) => {
      castScore(doc, FLOOR, 15);
      writeText(remarkOf(doc, FLOOR), '我的话');
    });
    for (const reader of ['bo', 'alice', 'officer']) expect(await readBy(reader)).toEqual([]);
  });

  it('[HI2] after it the panel and the officers read all ballots, and how the agreed score came about', async () => {
    await walkTo(office.desk, id, 'deliberation');
    await at(30, 'alice', consensus(), (doc) => agree(doc, FLOOR, 15));
    await at(31, 'bo', consensus(), (doc) => writeText(reasonOf(doc, FLOOR), '面积不足'));
    const lines = await readBy('officer');
    expect(lines).toEqual(
      expect.arrayContaining([
        ...PANEL.map((person) => [0, 0, person, `${person} scores:A1.2.2`, null, 100]),
        [30, 30, 'alice', 'agreed:A1.2.2', null, 15],
        [31, 31, 'bo', 'reason:A1.2.2', '', '面积不足'],
      ]),
    );
  });

  it('[HI2] is nothing for those who do not read the record, and for an indicator that there is not', async () => {
    await walkTo(office.desk, id, 'scoring');
    for (const person of ['leader', 'outsider', 'county-officer'])
      expect(
        (await (await as(office.app, person)).get(`/evaluations/${id}/history?at=${FLOOR}`)).status,
      ).toBe(404);
    const bo = await as(office.app, 'bo');
    expect((await bo.get(`/evaluations/${id}/history?at=A9.9.9`)).status).toBe(404);
    expect((await bo.get(`/evaluations/${id}/history`)).status).toBe(400);
    expect((await bo.get(`/evaluations/${id}/standing?moment=yesterday`)).status).toBe(400);
    expect((await bo.get(`/evaluations/${id}/standing?moment=`)).status).toBe(400);
    const toCome = await bo.get(`/evaluations/${id}/standing?moment=${office.app.clock() + 61_000}`);
    expect([toCome.status, toCome.body.error]).toEqual([422, 'MOMENT_TO_COME']);
  });

  it('[HI2] people have the colours of their seats, whoever else has written', async () => {
    await walkTo(office.desk, id, 'scoring');
    await at(1, 'chen', record(), (doc) => recordFact(doc, 'floor-area', 2860));
    const bo = await as(office.app, 'bo');
    const { panel } = (await bo.get(`/evaluations/${id}`)).body;
    const { lines } = (await bo.get(`/evaluations/${id}/history?at=${FLOOR}`)).body;
    const seat = (panel as { id: string; color: string }[]).find((one) => one.id === 'chen');
    expect(seat?.color).toMatch(/^#/);
    expect(lines[0].by).toMatchObject({ id: 'chen', color: seat?.color });
  });

  it('[HI5] who has left is read to no further', async () => {
    await walkTo(office.desk, id, 'scoring');
    await at(1, 'bo', record(), (doc) => recordFact(doc, 'floor-area', 3000));
    const { log } = office.app.store;
    const left = new AbortController();
    let read = 0;
    async function* again() {
      for (let time = 0; time < 600; time += 1) yield* partsOf(log, `record:${id}`);
    }
    const reading = replay(new Y.Doc(), again(), {
      each: () => {
        read += 1;
        left.abort(new Error('left'));
      },
      left: left.signal,
    });
    await expect(reading).rejects.toThrow('left');
    expect(read).toBeLessThanOrEqual(200);
  });

  it('[HI6] evidence: brought or linked, what is said of it, taken out and put back, each with the piece’s name', async () => {
    await walkTo(office.desk, id, 'scoring');
    const [plan, door] = ['planplanplan', 'doordoordoor'];
    const piece = (name: string, serves: string[]) => ({
      ...{ by: 'bo', kind: 'photo' as const, taken: MONDAY, name, of: null, serves },
    });
    await at(1, 'bo', record(), (doc) => addPiece(doc, plan, piece('plan.jpg', [FLOOR])));
    await at(2, 'bo', record(), (doc) => addPiece(doc, door, piece('door.jpg', ['A1.3.1'])));
    await at(3, 'bo', record(), (doc) => setPiece(doc, door, 'caption', '大门'));
    await at(4, 'chen', record(), (doc) => linkPiece(doc, door, FLOOR, true));
    await at(5, 'chen', record(), (doc) => setPiece(doc, plan, 'before', door));
    await at(6, 'chen', record(), (doc) => removePiece(doc, plan));
    await at(7, 'bo', record(), (doc) => restorePiece(doc, plan));
    await at(8, 'chen', record(), (doc) => linkPiece(doc, door, FLOOR, false));
    await at(9, 'bo', record(), (doc) => setNoteMethod(doc, FLOOR, 'compare'));
    expect(await readBy('alice')).toEqual([
      [1, 1, 'bo', `evidence:${plan}.at.${FLOOR}`, null, true],
      [3, 3, 'bo', `evidence:${door}.caption`, null, '大门'],
      [4, 4, 'chen', `evidence:${door}.at.${FLOOR}`, null, true],
      [5, 5, 'chen', `evidence:${plan}.before`, null, 'door.jpg'],
      [6, 6, 'chen', `evidence:${plan}.removed`, null, true],
      [7, 7, 'bo', `evidence:${plan}.removed`, true, null],
      [8, 8, 'chen', `evidence:${door}.at.${FLOOR}`, true, null],
      [9, 9, 'bo', `evidence:note.${FLOOR}`, null, 'compare'],
    ]);
    const { body } = await (await as(office.app, 'bo')).get(`/evaluations/${id}/history?at=${FLOOR}`);
    expect((body.lines as { act: string | null }[]).map((line) => line.act).toReversed()).toEqual([
      'brought',
      ...[null, null, null, null, null, null, null],
    ]);
    expect((body.lines as { piece: string | null }[]).map((line) => line.piece).toReversed()).toEqual([
      ...['plan.jpg', 'door.jpg', 'door.jpg', 'plan.jpg', 'plan.jpg', 'plan.jpg', 'door.jpg', null],
    ]);
  });

  it('[HI5] the newest four hundred lines, and that there is more', async () => {
    await walkTo(office.desk, id, 'scoring');
    for (let place = 0; place < 410; place += 1)
      await writeEntries(office.desk.corridor, id, [
        { document: record(), by: 'bo', change: (doc) => recordFact(doc, 'floor-area', place) },
      ]);
    const { body } = await (await as(office.app, 'bo')).get(`/evaluations/${id}/history?at=${FLOOR}`);
    expect({ lines: body.lines.length, newest: body.lines[0].after, isCut: body.isCut }).toEqual({
      lines: 400,
      newest: 409,
      isCut: true,
    });
  });
});

describe('the sheet as it stood', () => {
  const standingAt = async (person: string, minute: number) => {
    office.clock.now = Math.max(office.clock.now, MONDAY + minute * MINUTE);
    return (
      await (
        await as(office.app, person)
      ).get(`/evaluations/${id}/standing?moment=${MONDAY + minute * MINUTE}`)
    ).body;
  };

  it('[HI4] has everything up to the moment and nothing after it', async () => {
    await walkTo(office.desk, id, 'scoring');
    await at(1, 'bo', record(), (doc) => recordFact(doc, 'floor-area', 2860));
    await at(10, 'bo', record(), (doc) => recordFact(doc, 'floor-area', 3000));
    const facts = async (minute: number) => (await standingAt('alice', minute)).record.facts;
    expect([await facts(0), await facts(1), await facts(9), await facts(10)]).toEqual([
      {},
      { 'floor-area': 2860 },
      { 'floor-area': 2860 },
      { 'floor-area': 3000 },
    ]);
  });

  it('[HI2] shows no ballot before the reveal, at whatever moment; afterwards also as it was then', async () => {
    await walkTo(office.desk, id, 'scoring');
    await at(1, 'bo', ballotOf('bo'), (doc) => castScore(doc, FLOOR, 15));
    for (const person of ['bo', 'alice', 'officer'])
      expect((await standingAt(person, 99)).ballots).toEqual([]);
    await (await as(office.app, 'alice')).post(`/evaluations/${id}/reveal`, { reason: '两人请假' });
    const { ballots } = await standingAt('officer', 1);
    expect(
      (ballots as { person: { id: string }; scores: Record<string, number> }[]).map(
        ({ person: { id: whose }, scores }) => [whose, scores[FLOOR]],
      ),
    ).toEqual(PANEL.map((person) => [person, person === 'bo' ? 15 : null]));
  });

  /** The record's log as it is read: how many rows, and from which place on. */
  async function readingOf(minute: number) {
    const reads = vi.spyOn(office.app.store.log, 'readPart');
    const { record: was } = await standingAt('bo', minute);
    const read = await Promise.all(
      reads.mock.results.map(async ({ value }) => ((await value) as readonly unknown[]).length),
    );
    const from = reads.mock.calls.map(([, { afterSeq }]) => afterSeq);
    reads.mockRestore();
    return { floor: was.facts['floor-area'], rows: read.reduce((sum, rows) => sum + rows, 0), from: from[0] };
  }

  it('[HI8] starts from the newest snapshot that holds nothing later; before the first from the beginning', async () => {
    await walkTo(office.desk, id, 'scoring');
    const { log } = office.app.store;
    const floor = (minute: number) =>
      at(minute, 'bo', record(), (doc) => recordFact(doc, 'floor-area', minute));
    for (let minute = 1; minute <= 20; minute += 1) await floor(minute);
    const document = `record:${id}`;
    for (const seq of [10, 15]) {
      const doc = new Y.Doc();
      for (const row of (await log.readUpdates(document, 0)).slice(0, seq)) Y.applyUpdate(doc, row.bytes);
      const [bytes, stateVector] = [Y.encodeStateAsUpdate(doc), Y.encodeStateVector(doc)];
      const snapshot = { document, seq, bytes, stateVector, at: office.clock.now };
      await office.app.store.tx((db) => log.writeSnapshot(db, snapshot));
    }
    expect([await readingOf(5), await readingOf(12), await readingOf(20)]).toEqual([
      { floor: 5, rows: 5, from: 0 },
      { floor: 12, rows: 2, from: 10 },
      { floor: 20, rows: 5, from: 15 },
    ]);
  });

  it('[HI5, HI8] a log of many parts is read to its end, and others are served meanwhile', async () => {
    await walkTo(office.desk, id, 'scoring');
    office.clock.now = MONDAY + MINUTE;
    await writeEntries(
      office.desk.corridor,
      id,
      Array.from({ length: 450 }, (_, place) => ({
        ...{ document: record(), by: 'bo' },
        change: (doc: Y.Doc) => recordFact(doc, 'floor-area', place),
      })),
    );
    let turns = 0;
    let isRead = false;
    const turn = () => {
      turns += 1;
      if (!isRead) setImmediate(turn);
    };
    setImmediate(turn);
    const doc = await docAt(office.app.store.log, `record:${id}`, { moment: MONDAY + MINUTE });
    isRead = true;
    expect(doc.getMap('facts').get('floor-area')).toBe(449);
    // Three parts, and a rest behind each.
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it('[HI4] keeps what was agreed before it was agreed anew', async () => {
    await walkTo(office.desk, id, 'deliberation');
    await at(30, 'alice', consensus(), (doc) => agree(doc, FLOOR, 15));
    office.clock.now = MONDAY + 40 * MINUTE;
    await writeEntries(office.desk.corridor, id, [agreementOf(id)]);
    const agreed = async (minute: number) => (await standingAt('bo', minute)).consensus.agreed[FLOOR];
    expect([await agreed(30), await agreed(40)]).toEqual([15, 100]);
  });
});
