import { auditHead, canonicalJson } from '@heping/db';
import {
  agree,
  conflictKey,
  noteOf,
  reasonOf,
  recordFact,
  writeText,
  type SheetContent,
} from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { writeEntries, type Entry } from '../../demo/write.ts';
import { sha256 } from '../../sheets/hash.ts';
import { readSheets } from '../../sheets/read.ts';
import { isSealed, type SealStatement } from '../../sheets/seal.ts';
import { CAST_PASSWORD, seedEvaluation } from '../../testing/cast.ts';
import { everythingIn, openOffice, refusalOf, type Office } from '../../testing/desk.ts';
import { acting, agreementOf, INDICATORS, PANEL, visitorOf, walkTo } from '../../testing/walk.ts';
import { readEvaluation } from '../detail.ts';
import { lockedSheet, sheetInForce } from '../sheet-in-force.ts';
import { acknowledgeSheet } from './acknowledge.ts';
import { closeSigning } from './close-signing.ts';
import { grantException } from './exceptions.ts';
import { lockSheet } from './lock.ts';
import { recuse } from './recuse.ts';
import { signSheet } from './sign.ts';
import { unlockSheet } from './unlock.ts';

let office: Office;
let id: string;
beforeEach(async () => {
  office = await openOffice();
  id = await seedEvaluation(office.app.store);
});
afterEach(() => office.app.close());

const as = (person: string) => acting(office.desk, id, person);
const write = (...entries: Entry[]) => writeEntries(office.desk.corridor, id, entries);
const inConsensus = (change: (doc: Y.Doc) => void): Entry => ({
  document: { kind: 'consensus', evaluation: id },
  by: 'bo',
  change,
});
const inRecord = (change: (doc: Y.Doc) => void): Entry => ({
  document: { kind: 'record', evaluation: id },
  by: 'bo',
  change,
});
const hash = async () => (await lockedSheet(office.app.store.db, id)).hash;
const sign = async (person: string, dissent?: string) =>
  signSheet(office.desk, await as(person), {
    password: CAST_PASSWORD,
    hash: await hash(),
    ...(dissent === undefined ? {} : { dissent }),
  });
const phase = async () => {
  const { store } = office.app;
  const [row] = await store.db
    .select()
    .from(store.tables.evaluations)
    .where(eq(store.tables.evaluations.id, id));
  return row?.phase;
};
const content = async () =>
  JSON.parse((await lockedSheet(office.app.store.db, id)).canonical) as SheetContent;

describe('locking', () => {
  beforeEach(() => walkTo(office.desk, id, 'deliberation'));

  it('[GA1–GA6] lists every gap and changes nothing: score, reason, conflict, fact, over the ceiling', async () => {
    await write(
      agreementOf(id),
      inConsensus((consensus) => {
        agree(consensus, 'A1.1.1', null);
        agree(consensus, 'A1.1.2', 0);
        consensus.getMap('conflicts').set(conflictKey('agreed', 'A1.1.3'), {
          values: [
            { value: 5, by: 'bo' },
            { value: 10, by: 'chen' },
          ],
        });
      }),
      inRecord((record) => {
        recordFact(record, 'floor-area', 2000);
        recordFact(record, 'study', null);
        record.getMap('conflicts').set(conflictKey('facts', 'staff'), {
          values: [
            { value: 1, by: 'bo' },
            { value: 2, by: 'chen' },
          ],
        });
      }),
    );
    const before = await everythingIn(office.desk);
    expect(await refusalOf(lockSheet(office.desk, await as('alice')))).toEqual({
      code: 'INCOMPLETE',
      params: { count: 6 },
      details: [
        { kind: 'score', indicator: 'A1.1.1' },
        { kind: 'reason', indicator: 'A1.1.2' },
        { kind: 'conflict', indicator: 'A1.1.3' },
        { kind: 'over-ceiling', indicator: 'A1.2.2' },
        { kind: 'conflict', indicator: 'A1.5.1', requirement: 'staff' },
        { kind: 'fact', indicator: 'A2.3.8', requirement: 'study' },
      ],
    });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[SH1–SH4] freezes the sheet as canonical JSON with its hash, chained to the revision before', async () => {
    await write(
      agreementOf(id, { 'A1.1.1': 15 }),
      inConsensus((consensus) => writeText(reasonOf(consensus, 'A1.1.1'), '未纳入规划')),
      inRecord((record) => {
        recordFact(record, 'floor-area', 2860);
        recordFact(record, 'floor-area.how', '激光测距');
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [new Y.XmlText('大厅 120 ㎡，活动室 166 ㎡')]);
        noteOf(record, 'A1.2.2').insert(0, [paragraph]);
      }),
    );
    await grantException(office.desk, await as('alice'), { requirement: 'floor-area', reason: '老城区' });
    await lockSheet(office.desk, await as('alice'));
    expect(await phase()).toBe('signing');
    const sheet = await lockedSheet(office.app.store.db, id);
    expect(sheet).toMatchObject({
      revision: 1,
      previousHash: null,
      lockedBy: 'alice',
      lockedAt: office.clock.now,
    });
    expect(sheet.hash).toBe(sha256(sheet.canonical));
    const frozen = await content();
    expect(canonicalJson(frozen)).toBe(sheet.canonical);
    expect(frozen).toMatchObject({
      format: 'heping-sheet-2',
      evaluation: id,
      revision: 1,
      previous: null,
      centre: { id: 'town-centre', tier: 'township' },
      leadBody: { id: 'town-body', name: '乾元镇党委', kind: 'local-party-committee' },
      panel: PANEL.map((person) => ({ id: person, isChair: person === 'alice', recused: false })),
      facts: { 'floor-area': { value: 2860, notApplicable: null, how: '激光测距' } },
      exceptions: [
        { requirement: 'floor-area', reason: '老城区', by: { id: 'alice', name: '艾丽', nameEn: 'Alice' } },
      ],
    });
    expect(frozen.lines.map(({ indicator }) => indicator)).toEqual(INDICATORS.map(({ code }) => code));
    expect(frozen.lines[0]).toMatchObject({ indicator: 'A1.1.1', score: 15, reason: '未纳入规划' });
    const area = frozen.lines.find(({ indicator }) => indicator === 'A1.2.2');
    expect(area).toMatchObject({
      note: '大厅 120 ㎡，活动室 166 ㎡',
      score: area?.maximum,
      ceiling: area?.maximum,
    });
  });

  it('[CM2] two locks at once make one sheet', async () => {
    await write(agreementOf(id));
    const alice = await as('alice');
    const both = await Promise.allSettled([lockSheet(office.desk, alice), lockSheet(office.desk, alice)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { store } = office.app;
    expect(await store.db.select().from(store.tables.sheets)).toHaveLength(1);
  });
});

describe('signing', () => {
  beforeEach(() => walkTo(office.desk, id, 'signing'));

  it('[SG1] needs the password and the hash that is locked', async () => {
    const before = await everythingIn(office.desk);
    const bo = await as('bo');
    expect(
      await refusalOf(signSheet(office.desk, bo, { password: 'wrong', hash: await hash() })),
    ).toMatchObject({
      code: 'WRONG_PASSWORD',
    });
    expect(
      await refusalOf(signSheet(office.desk, bo, { password: CAST_PASSWORD, hash: 'a'.repeat(64) })),
    ).toMatchObject({ code: 'CHANGED' });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[SG1] a wrong password six times is told to wait, the right one too', async () => {
    const bo = await as('bo');
    const wrong = () => refusalOf(signSheet(office.desk, bo, { password: 'wrong', hash: 'x' }));
    for (let time = 0; time < 5; time += 1) expect(await wrong()).toMatchObject({ code: 'WRONG_PASSWORD' });
    expect(await wrong()).toMatchObject({ code: 'WRONG_TOO_OFTEN', params: { seconds: 900 } });
    expect(await refusalOf(sign('bo'))).toMatchObject({ code: 'WRONG_TOO_OFTEN' });
    await sign('chen');
    office.clock.now += 15 * 60_000;
    await sign('bo');
  });

  it('[SG2] one word of a person: signing twice, or signing and dissenting, is refused', async () => {
    await sign('bo');
    const before = await everythingIn(office.desk);
    expect(await refusalOf(sign('bo'))).toEqual({
      code: 'ALREADY_SIGNED',
      params: { at: '2026-03-02 09:00' },
      details: undefined,
    });
    expect(await refusalOf(sign('bo', '不同意'))).toMatchObject({ code: 'ALREADY_SIGNED' });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[SG2] a double click is one signature', async () => {
    const both = await Promise.allSettled([sign('bo'), sign('bo')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { store } = office.app;
    expect(await store.db.select().from(store.tables.signatures)).toHaveLength(1);
  });

  it('[SG3] a dissent needs its statement and is kept with it', async () => {
    for (const statement of [' ', '\u2060\u00ad'])
      expect(await refusalOf(sign('bo', statement))).toMatchObject({ code: 'STATEMENT_MISSING' });
    await sign('bo', '面积扣分偏轻');
    const { store } = office.app;
    expect(await store.db.select().from(store.tables.signatures)).toMatchObject([
      { personId: 'bo', kind: 'dissent', statement: '面积扣分偏轻', hash: await hash() },
    ]);
  });

  it('[SG1] is for those who sit: not the recused, the officer, the leader, strangers', async () => {
    await unlockSheet(office.desk, await as('alice'), { reason: '补充' });
    await recuse(office.desk, await as('eve'), { reason: '回避' });
    await lockSheet(office.desk, await as('alice'));
    for (const person of ['eve', 'officer', 'leader', 'outsider', 'admin'])
      expect(await refusalOf(sign(person))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('[SG4] the centre’s leader acknowledges, or declines with a reason, in signing and preliminary', async () => {
    const input = { password: CAST_PASSWORD, hash: await hash() };
    for (const person of ['alice', 'officer', 'staff'])
      expect(await refusalOf(acknowledgeSheet(office.desk, await as(person), input))).toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(
      await refusalOf(
        acknowledgeSheet(office.desk, await as('leader'), { ...input, declineReason: '\u200b' }),
      ),
    ).toMatchObject({ code: 'DECLINE_WITHOUT_REASON' });
    await acknowledgeSheet(office.desk, await as('leader'), { ...input, declineReason: '对面积有异议' });
    for (const person of PANEL) await sign(person);
    await closeSigning(office.desk, await as('alice'), {});
    await acknowledgeSheet(office.desk, await as('deputy'), input);
    const { store } = office.app;
    const rows = await store.db.select().from(store.tables.signatures);
    expect(
      rows
        .filter(({ kind }) => kind !== 'sign')
        .map(({ personId, kind, statement }) => [personId, kind, statement]),
    ).toEqual(
      expect.arrayContaining([
        ['leader', 'decline', '对面积有异议'],
        ['deputy', 'acknowledge', ''],
      ]),
    );
  });
});

describe('closing signing', () => {
  beforeEach(() => walkTo(office.desk, id, 'signing'));

  it('[PH4] below two thirds it is refused, with a reason too', async () => {
    for (const person of ['alice', 'bo', 'chen']) await sign(person);
    const before = await everythingIn(office.desk);
    const close = async (reason?: string) => closeSigning(office.desk, await as('alice'), { reason });
    expect(await refusalOf(close())).toMatchObject({
      code: 'SIGNATURES_MISSING',
      params: { people: { zh: '杜娜、叶薇' } },
    });
    expect(await refusalOf(close('出差'))).toMatchObject({ code: 'SIGNATURES_MISSING' });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[PH4] from two thirds it needs a reason for who is missing', async () => {
    for (const person of ['alice', 'bo', 'chen']) await sign(person);
    await sign('dora', '保留意见');
    expect(await refusalOf(closeSigning(office.desk, await as('alice'), {}))).toMatchObject({
      code: 'SIGNATURES_MISSING',
    });
    await closeSigning(office.desk, await as('alice'), { reason: '叶薇出差' });
    expect(await phase()).toBe('preliminary');
    expect(await lockedSheet(office.app.store.db, id)).toMatchObject({
      closedAt: office.clock.now,
      closedBy: 'alice',
      closeReason: '叶薇出差',
    });
    const chair = await visitorOf(office.app, 'alice');
    const now = office.clock.now;
    expect(await readEvaluation(office.app.store.db, id, chair, now)).toMatchObject({
      closeReason: '叶薇出差',
    });
  });

  it('[SE1–SE3] the server seals sheet, signatures, close and audit head; its key lies beside the database, 0600', async () => {
    for (const person of PANEL) await sign(person);
    await closeSigning(office.desk, await as('alice'), {});
    const sheet = await lockedSheet(office.app.store.db, id);
    const given = { statement: sheet.sealed ?? '', seal: sheet.serverSignature ?? '' };
    expect(isSealed(await office.desk.seal.publicKeys(), given)).toBe(true);
    const statement = JSON.parse(given.statement) as SealStatement;
    const head = await auditHead(office.app.store.db);
    expect(statement).toMatchObject({
      ...{ format: 'heping-seal-2', evaluation: id, revision: 1, sheet: sheet.hash },
      closed: { at: office.clock.now, by: 'alice', reason: null },
      // the entry before the close itself
      audit: { seq: head.seq - 1 },
    });
    expect(statement.signatures).toHaveLength(PANEL.length);
    const { mode } = await stat(join(office.app.config.dataDir, 'seal-key.pem'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('[PH2] is the chair’s', async () => {
    for (const person of PANEL) await sign(person);
    for (const person of ['bo', 'officer', 'leader'])
      expect(await refusalOf(closeSigning(office.desk, await as(person), {}))).toMatchObject({
        code: 'NOT_FOUND',
      });
  });
});

describe('unlocking', () => {
  beforeEach(() => walkTo(office.desk, id, 'signing'));

  it('[PH2] needs a reason, discards what was signed visibly and leads back', async () => {
    await sign('bo');
    await sign('chen', '保留');
    expect(await refusalOf(unlockSheet(office.desk, await as('alice'), { reason: '\u200b' }))).toMatchObject({
      code: 'REASON_MISSING',
    });
    await unlockSheet(office.desk, await as('alice'), { reason: '漏记一处事实' });
    expect(await phase()).toBe('deliberation');
    expect(await sheetInForce(office.app.store.db, id)).toBeUndefined();
    const { store } = office.app;
    expect(await store.db.select().from(store.tables.sheets)).toMatchObject([
      { revision: 1, discardedAt: office.clock.now, discardedBy: 'alice', discardReason: '漏记一处事实' },
    ]);
    const rows = await store.db.select().from(store.tables.signatures);
    expect(rows.map(({ discardedAt }) => discardedAt)).toEqual([office.clock.now, office.clock.now]);
  });

  it('[SH5] what is locked again names its changes and has to be signed again', async () => {
    for (const person of PANEL) await sign(person);
    const first = await hash();
    await unlockSheet(office.desk, await as('alice'), { reason: '漏记一处事实' });
    await write(
      inConsensus((consensus) => {
        agree(consensus, 'A1.1.1', 10);
        writeText(reasonOf(consensus, 'A1.1.1'), '未纳入规划');
      }),
      inRecord((record) => recordFact(record, 'floor-area', 3100)),
    );
    await lockSheet(office.desk, await as('alice'));
    expect(
      await refusalOf(signSheet(office.desk, await as('bo'), { password: CAST_PASSWORD, hash: first })),
    ).toMatchObject({ code: 'CHANGED' });
    expect(await refusalOf(closeSigning(office.desk, await as('alice'), { reason: '已签过' }))).toMatchObject(
      {
        code: 'SIGNATURES_MISSING',
      },
    );
    await sign('bo');
    const [second, old] = await readSheets(office.app.store.db, {
      evaluationId: id,
      rubric: huzhou,
      view: 'panel',
      keys: await office.desk.seal.publicKeys(),
    });
    expect(old).toMatchObject({ revision: 1, discarded: { reason: '漏记一处事实' }, changes: [] });
    expect(old?.signatures).toHaveLength(PANEL.length);
    expect(second).toMatchObject({ revision: 2, discarded: null, content: { previous: first } });
    expect(second?.signatures.map(({ person }) => person.id)).toEqual(['bo']);
    expect(second?.changes.filter(({ kind }) => kind !== 'other')).toEqual([
      { kind: 'score', at: 'A1.1.1', before: expect.any(String) as string, after: '1.0' },
      { kind: 'reason', at: 'A1.1.1', before: null, after: '未纳入规划' },
      { kind: 'severity', at: 'A1.1.1', before: null, after: 'severe' },
      { kind: 'fact', at: 'floor-area', before: '300', after: '310' },
    ]);
  });
});
