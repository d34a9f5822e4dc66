/** Evidence as it stood at a moment: what the record named then, and the bytes as far as the reader may see them. */
import { createHash } from 'node:crypto';
import {
  addPiece,
  castScore,
  FILE_HASH_HEADER,
  FILE_NAME_HEADER,
  linkPiece,
  noteOf,
  removePiece,
  setNoteMethod,
  setPiece,
  type DocumentName,
  type Standing,
} from '@heping/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { writeEntries } from '../demo/write.ts';
import { as, cookieOf, ORIGIN } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { MONDAY, openOffice, type Office } from '../testing/desk.ts';
import { photo } from '../testing/files.ts';
import { walkTo } from '../testing/walk.ts';

const MINUTE = 60_000;
const FLOOR = 'A1.2.2';
const SLOT = 'planplanplan';

let office: Office;
let id: string;
beforeEach(async () => {
  office = await openOffice();
  id = await seedEvaluation(office.app.store);
  await walkTo(office.desk, id, 'scoring');
});
afterEach(() => office.app.close());

/** At so many minutes after nine. */
async function at(
  minute: number,
  by: string,
  change: (doc: Y.Doc) => void,
  document: DocumentName = { kind: 'record', evaluation: id },
) {
  office.clock.now = MONDAY + minute * MINUTE;
  await writeEntries(office.desk.corridor, id, [{ document, by, change }]);
}
const plan = (doc: Y.Doc) =>
  addPiece(doc, SLOT, {
    ...{ by: 'bo', kind: 'photo', taken: MONDAY, name: '平面图.jpg', of: null },
    ...{ serves: [FLOOR] },
  });

/** The bytes come; where they lie. */
async function send(minute: number, person: string): Promise<string> {
  office.clock.now = MONDAY + minute * MINUTE;
  const bytes = await photo();
  const answer = await office.app.inject({
    method: 'PUT',
    url: `/api/v1/evaluations/${id}/evidence/${SLOT}`,
    payload: bytes,
    headers: {
      ...{ cookie: await cookieOf(office.app, person), origin: ORIGIN },
      'content-type': 'application/octet-stream',
      [FILE_NAME_HEADER]: encodeURIComponent('平面图.jpg'),
      [FILE_HASH_HEADER]: createHash('sha256').update(bytes).digest('hex'),
    },
  });
  return answer.json<{ file: { id: string } }>().file.id;
}

const ask = async (person: string, minute: number) => {
  office.clock.now = Math.max(office.clock.now, MONDAY + minute * MINUTE);
  return (await as(office.app, person)).get(`/evaluations/${id}/standing?moment=${MONDAY + minute * MINUTE}`);
};
const recordAt = async (person: string, minute: number) => {
  const { record } = (await ask(person, minute)).body as Standing;
  if (record === null) throw new Error(`${person} does not see the record`);
  return record;
};

describe('[HI7] evidence as it stood', () => {
  it('is what was said of a piece by then, whatever was said or taken out since', async () => {
    await at(1, 'bo', plan);
    await at(2, 'chen', (doc) => setPiece(doc, SLOT, 'caption', '一层平面'));
    await at(3, 'chen', (doc) => setPiece(doc, SLOT, 'method', 'compare'));
    await at(4, 'bo', (doc) => linkPiece(doc, SLOT, 'A1.3.1', true));
    await at(5, 'chen', (doc) => setPiece(doc, SLOT, 'caption', '旧图'));
    await at(6, 'chen', (doc) => removePiece(doc, SLOT));
    const pieceAt = async (minute: number) =>
      (await recordAt('alice', minute)).pieces.map((piece) => [
        ...[piece.by?.id, piece.name, piece.caption, piece.method],
        ...[piece.serves, piece.isRemoved],
      ]);
    const [both, name] = [[FLOOR, 'A1.3.1'], '平面图.jpg'];
    expect(await pieceAt(0)).toEqual([]);
    expect(await pieceAt(1)).toEqual([['bo', name, null, null, [FLOOR], false]]);
    expect(await pieceAt(4)).toEqual([['bo', name, '一层平面', 'compare', both, false]]);
    expect(await pieceAt(6)).toEqual([['bo', name, '旧图', 'compare', both, true]]);
  });

  it('has the bytes of a piece since taken out, and says when they came', async () => {
    await at(1, 'bo', plan);
    const file = await send(5, 'bo');
    await at(6, 'chen', (doc) => removePiece(doc, SLOT));
    const [piece] = (await recordAt('officer', 1)).pieces;
    expect(piece?.file).toEqual({ id: file, type: 'image/jpeg', at: MONDAY + 5 * MINUTE });
    expect((await (await as(office.app, 'officer')).get(`/files/${file}`)).status).toBe(200);
  });

  it('shows no bytes that somebody else brought under the slot', async () => {
    await at(1, 'bo', plan);
    await send(2, 'chen');
    expect((await recordAt('alice', 3)).pieces.map(({ file }) => file)).toEqual([null]);
  });

  it('has the note as it read then, in lines, with how it was got', async () => {
    const item = (text: string, marks: object) => {
      const [list, one, words] = [
        new Y.XmlElement('bulletList'),
        new Y.XmlElement('listItem'),
        new Y.XmlText(),
      ];
      const paragraph = new Y.XmlElement('paragraph');
      words.insert(0, text, marks);
      paragraph.insert(0, [words]);
      one.insert(0, [paragraph]);
      list.insert(0, [one]);
      return list;
    };
    await at(1, 'bo', (doc) => noteOf(doc, FLOOR).push([item('<b>实测</b>', { bold: true })]));
    await at(2, 'chen', (doc) => setNoteMethod(doc, FLOOR, 'compare'));
    await at(3, 'chen', (doc) => noteOf(doc, FLOOR).delete(0, 1));
    const noteAt = async (minute: number) => {
      const { notes, noteMethods } = await recordAt('bo', minute);
      return { notes, noteMethods };
    };
    const runs = [{ text: '<b>实测</b>', bold: true, struck: false }];
    expect(await noteAt(1)).toEqual({
      notes: { [FLOOR]: [{ depth: 1, mark: '•', runs }] },
      noteMethods: {},
    });
    expect(await noteAt(3)).toEqual({ notes: {}, noteMethods: { [FLOOR]: 'compare' } });
  });

  it('is the panel’s and the officers’, with nothing of a ballot before the reveal', async () => {
    await at(1, 'bo', plan);
    await at(2, 'bo', (doc) => castScore(doc, FLOOR, 15), { kind: 'ballot', evaluation: id, person: 'bo' });
    for (const person of ['bo', 'alice', 'officer']) {
      const { record, consensus, ballots } = (await ask(person, 9)).body as Standing;
      expect([person, record?.pieces.length, consensus, ballots]).toEqual([person, 1, null, []]);
    }
    for (const person of ['leader', 'outsider', 'county-officer'])
      expect([person, (await ask(person, 9)).status]).toEqual([person, 404]);
  });

  it('is not the leaders’ from the lock on either: they see what the sheet in force names, and no history', async () => {
    await at(1, 'bo', plan);
    const file = await send(2, 'bo');
    await at(3, 'bo', (doc) => removePiece(doc, SLOT));
    await walkTo(office.desk, id, 'deliberation', { from: 'scoring' });
    await walkTo(office.desk, id, 'signing', { from: 'deliberation' });
    expect((await ask('leader', 1)).status).toBe(404);
    expect((await (await as(office.app, 'leader')).get(`/files/${file}`)).status).toBe(404);
    expect((await recordAt('officer', 1)).pieces[0]?.file?.id).toBe(file);
  });
});
