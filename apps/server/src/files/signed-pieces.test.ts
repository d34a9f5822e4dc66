/** What the centre's leader sees of the panel's photos once the sheet is locked. [FS15, SH8] */
import { createHash } from 'node:crypto';
import {
  addPiece,
  FILE_HASH_HEADER,
  FILE_NAME_HEADER,
  removePiece,
  type ArrivedPieces,
} from '@heping/protocol';
import { afterEach, expect, it } from 'vitest';
import { writeEntries } from '../demo/write.ts';
import { as, cookieOf, ORIGIN } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { openOffice, type Office } from '../testing/desk.ts';
import { photo } from '../testing/files.ts';
import { walkTo } from '../testing/walk.ts';

const SIGNED = 'ab12cd34ef56';
const TAKEN_OUT = 'gh12ij34kl56';

let office: Office;
afterEach(() => office.app.close());

/** Alice brings a photo for the flagpole; where its file lies. */
async function bring(id: string, slot: string): Promise<string> {
  const { app, desk, clock } = office;
  const said = { by: 'alice', kind: 'photo', taken: clock.now, name: '旗杆.jpg', of: null } as const;
  await writeEntries(desk.corridor, id, [
    {
      document: { kind: 'record', evaluation: id },
      by: 'alice',
      change: (record) => addPiece(record, slot, { ...said, serves: ['A1.3.1'] }),
    },
  ]);
  const bytes = await photo();
  const answer = await app.inject({
    method: 'PUT',
    url: `/api/v1/evaluations/${id}/evidence/${slot}`,
    payload: bytes,
    headers: {
      cookie: await cookieOf(app, 'alice'),
      origin: ORIGIN,
      'content-type': 'application/octet-stream',
      [FILE_NAME_HEADER]: encodeURIComponent('旗杆.jpg'),
      [FILE_HASH_HEADER]: createHash('sha256').update(bytes).digest('hex'),
    },
  });
  return answer.json<{ file: { id: string } }>().file.id;
}

it('[FS15] the leader sees from the lock on the photos that are signed, and none that was taken out before', async () => {
  office = await openOffice();
  const { app, desk } = office;
  const id = await seedEvaluation(app.store);
  await walkTo(desk, id, 'scoring');
  const [signed, takenOut] = [await bring(id, SIGNED), await bring(id, TAKEN_OUT)];
  await writeEntries(desk.corridor, id, [
    {
      document: { kind: 'record', evaluation: id },
      by: 'bo',
      change: (record) => removePiece(record, TAKEN_OUT),
    },
  ]);
  const leader = await as(app, 'leader');
  const statusOf = async (file: string) => (await leader.get(`/files/${file}`)).status;
  await walkTo(desk, id, 'deliberation', { from: 'scoring', scores: { 'A1.3.1': 20 } });
  expect([await statusOf(signed), await statusOf(takenOut)]).toEqual([404, 404]);
  for (const [from, to] of [
    ['deliberation', 'signing'],
    ['signing', 'notice'],
  ] as const) {
    await walkTo(desk, id, to, { from });
    expect([to, await statusOf(signed), await statusOf(takenOut)]).toEqual([to, 200, 404]);
  }
  const { body } = await leader.get(`/evaluations/${id}/evidence`);
  expect((body as ArrivedPieces).pieces.map(({ slot, file }) => [slot, file.id])).toEqual([[SIGNED, signed]]);
});
