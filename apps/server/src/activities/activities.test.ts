import { verifyAudit } from '@heping/db';
import { MOST_VERSIONS, VERSIONS_AT_ONCE } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, type Answer } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { everythingIn, MONDAY, openOffice, type Office } from '../testing/desk.ts';
import * as byHand from '../testing/in-hand.ts';

const LOG = '/centres/town-centre/activities';
const DAY = '2026-02-27';
const study = { type: 'study', day: DAY, text: ' 学习党章 ', people: 32, who: '支部党员', place: '二楼' };

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.app.close());

const caller = (who: string | null) => as(office.app, who);
const said = ({ status, body }: Answer) => ({ status, error: body.error as string | undefined });
async function log(who: string, entry: object = study): Promise<Answer> {
  office.clock.now += 1_000;
  return (await caller(who)).post(LOG, entry);
}
const read = async (who: string, query = '') => (await caller(who)).get(`${LOG}${query}`);
const texts = ({ body }: Answer) => (body.activities as { text: string }[]).map(({ text }) => text);
const audited = async (subject: string) => {
  const { auditLog } = office.app.store.tables;
  return office.app.store.db.select().from(auditLog).where(eq(auditLog.subject, subject));
};

describe('an entry', () => {
  it('[AL3, AL6] says what happened, and of which indicator by itself', async () => {
    const { status, body } = await log('staff');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ type: 'study', day: DAY, text: '学习党章', people: 32, who: '支部党员', place: '二楼' },
      ...{ recipient: '', indicators: ['A2.3.8'], version: 1, withdrawn: null, mayWrite: true },
      ...{ by: { id: 'staff' }, at: MONDAY + 1_000, createdAt: MONDAY + 1_000 },
    });
    const [line] = await audited(body.id as string);
    expect(line).toMatchObject({
      ...{ action: 'activity.add', personId: 'staff', evaluationId: null },
      detail: { centre: 'town-centre', version: 1, type: 'study', day: DAY },
    });
    expect(JSON.stringify(line)).not.toContain('学习党章');
    expect((await verifyAudit(office.app.store)).ok).toBe(true);
  });

  it('[AL3] is linked as its writer says, each indicator once and in order', async () => {
    const { body } = await log('leader', { ...study, indicators: ['A2.3.10', 'A2.3.8', 'A2.3.10'] });
    expect(body.indicators).toEqual(['A2.3.8', 'A2.3.10']);
    expect((await log('leader', { ...study, indicators: [] })).body.indicators).toEqual([]);
  });

  it.each([
    [{ ...study, day: '2026-03-03' }, 422, 'ACTIVITY_AHEAD'],
    [{ ...study, day: '0001-01-01' }, 422, 'ACTIVITY_EARLY'],
    [{ ...study, text: '\u200b\u3000' }, 422, 'ACTIVITY_INCOMPLETE'],
    [{ type: 'duty', day: DAY, text: '照常' }, 422, 'ACTIVITY_INCOMPLETE'],
    [{ type: 'call', day: DAY, text: '问开放时间', people: 1 }, 422, 'ACTIVITY_SUPERFLUOUS'],
    [{ ...study, recipient: '县委' }, 422, 'ACTIVITY_SUPERFLUOUS'],
    [{ type: 'special', day: DAY, recipient: '县委', text: '某某反映' }, 422, 'ACTIVITY_BARE'],
    [{ type: 'report', day: DAY, recipient: '县委', who: '某某' }, 422, 'ACTIVITY_BARE'],
    [{ type: 'report', day: DAY }, 422, 'ACTIVITY_INCOMPLETE'],
    [{ ...study, indicators: ['A9.9.9'] }, 422, 'ACTIVITY_INDICATOR'],
    [{ ...study, type: 'party' }, 400, 'BAD_REQUEST'],
    [{ ...study, day: '2026-02-30' }, 400, 'BAD_REQUEST'],
    [{ ...study, day: '明天' }, 400, 'BAD_REQUEST'],
    [{ ...study, people: -1 }, 400, 'BAD_REQUEST'],
    [{ ...study, people: 1.5 }, 400, 'BAD_REQUEST'],
    [{ ...study, people: 100_001 }, 400, 'BAD_REQUEST'],
    [{ ...study, text: '字'.repeat(1_001) }, 400, 'BAD_REQUEST'],
    [{ ...study, place: '二楼\n三楼' }, 400, 'BAD_REQUEST'],
    [{ ...study, text: '反写\u202e' }, 400, 'BAD_REQUEST'],
    [{ ...study, indicators: Array.from({ length: 7 }, () => 'A2.3.8') }, 400, 'BAD_REQUEST'],
  ])('[AL3] %j is refused, and nothing has changed', async (entry, status, error) => {
    const before = await everythingIn(office.desk);
    expect(said(await log('staff', entry))).toEqual({ status, error });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[AL3] of a special case nothing is kept but day and recipient, and the refusal says so', async () => {
    const { body } = await log('leader', { type: 'special', day: DAY, recipient: '县委', text: '某某反映' });
    expect(body.message).toBe(
      '“个案专报”只登记日期和报送对象（4.3.7），不写内容；这些内容没有保存，请清空后再提交。',
    );
    const kept = await log('leader', { type: 'special', day: DAY, recipient: '县委社会工作部' });
    expect(kept.body).toMatchObject({
      recipient: '县委社会工作部',
      text: '',
      indicators: ['A2.2.1', 'A2.2.2'],
    });
  });

  it('[AL3] of today is logged today, in the time zone of the standard', async () => {
    office.clock.now = Date.UTC(2026, 2, 2, 16, 30);
    expect((await log('staff', { ...study, day: '2026-03-03' })).status).toBe(200);
  });
});

describe('who keeps and who reads', () => {
  it('[AL1] leaders and staff keep it; officers of the area read; for anybody else it is not there', async () => {
    for (const who of ['leader', 'deputy', 'staff']) expect((await log(who)).status).toBe(200);
    const own = { status: 404, error: 'NOT_FOUND' };
    for (const who of ['officer', 'county-officer']) {
      expect((await read(who)).body).toMatchObject({ total: 3, mayWrite: false });
      expect(said(await log(who))).toEqual(own);
    }
    for (const who of ['alice', 'outsider', 'admin', 'eve']) {
      expect(said(await read(who))).toEqual(own);
      expect(said(await log(who))).toEqual(own);
    }
    expect((await (await caller(null)).get(LOG)).status).toBe(401);
  });

  it('[AL1] an officer of another area, and the people of another centre, find nothing', async () => {
    const far = '/centres/far-centre/activities';
    for (const who of ['officer', 'leader', 'staff']) {
      expect(said(await (await caller(who)).get(far))).toEqual({ status: 404, error: 'NOT_FOUND' });
      expect((await (await caller(who)).post(far, study)).status).toBe(404);
    }
    expect((await (await caller('county-officer')).get(far)).status).toBe(200);
  });

  it('[AL1] an entry is not reached through another centre', async () => {
    const { tables, tx } = office.app.store;
    await tx((db) =>
      db.insert(tables.centrePeople).values({ centreId: 'far-centre', personId: 'eve', role: 'director' }),
    );
    const { body } = await log('staff');
    const at = `/centres/far-centre/activities/${body.id}`;
    const eve = await caller('eve');
    expect((await eve.get(at)).status).toBe(404);
    expect((await eve.put(at, { ...study, version: 1 })).status).toBe(404);
    expect((await eve.post(`${at}/withdraw`, { version: 1, reason: '不要了' })).status).toBe(404);
  });

  it('[AL1] who has left the centre keeps it no more', async () => {
    const { tables, tx } = office.app.store;
    await log('staff');
    await tx((db) => db.delete(tables.centrePeople).where(eq(tables.centrePeople.personId, 'staff')));
    expect(said(await log('staff'))).toEqual({ status: 404, error: 'NOT_FOUND' });
    expect((await read('leader')).body).toMatchObject({ total: 1 });
  });
});

describe('corrections', () => {
  it('[AL4] the later version holds, and the earlier stays to be read', async () => {
    const { body: first } = await log('staff');
    office.clock.now += 60_000;
    const { body } = await (
      await caller('leader')
    ).put(`${LOG}/${first.id}`, {
      ...study,
      ...{ people: 23, version: 1 },
    });
    expect(body).toMatchObject({ version: 2, people: 23, by: { id: 'leader' }, createdAt: first.createdAt });
    const { versions } = (await (await caller('officer')).get(`${LOG}/${first.id}`)).body;
    expect(
      (versions as { version: number; people: number; by: { id: string } }[]).map(
        ({ version, people, by }) => [version, people, by.id],
      ),
    ).toEqual([
      [2, 23, 'leader'],
      [1, 32, 'staff'],
    ]);
    expect((await read('staff')).body).toMatchObject({ total: 1 });
    expect((await audited(first.id as string)).map(({ action }) => action)).toEqual([
      ...['activity.add', 'activity.correct'],
    ]);
  });

  it('[AL4] what was corrected often is read ten versions at a time, and at last refused', async () => {
    const { body: entry } = await log('staff');
    const at = `${LOG}/${entry.id}`;
    const staff = await caller('staff');
    const correct = async (version: number) => staff.put(at, { ...study, people: version, version });
    for (let version = 1; version < MOST_VERSIONS; version += 1) {
      const { status, body } = await correct(version);
      expect([status, body.version, body.versions]).toEqual([200, version + 1, undefined]);
    }
    const refused = await correct(MOST_VERSIONS);
    expect([refused.status, refused.body.error]).toEqual([409, 'ACTIVITY_VERSIONS']);
    expect(refused.body.message).toBe('这条记录已更正 99 次，不能再更正，本次没有保存；请撤回后重新登记。');
    const found: number[] = [];
    for (let before: number | null = 0; before !== null;) {
      const { body } = await staff.get(before === 0 ? at : `${at}?before=${before}`);
      const versions = body.versions as { version: number }[];
      expect(versions).toHaveLength(VERSIONS_AT_ONCE);
      expect(body).toMatchObject({ version: MOST_VERSIONS, people: MOST_VERSIONS - 1 });
      found.push(...versions.map(({ version }) => version));
      before = body.next as number | null;
    }
    expect(found).toEqual(Array.from({ length: MOST_VERSIONS }, (_, place) => MOST_VERSIONS - place));
    expect((await staff.get(`${at}?before=0`)).status).toBe(400);
  });

  it('[AL4] of two at once one holds, the other hears by whom and when', async () => {
    const { body: entry } = await log('staff');
    const correct = async (who: string, people: number) =>
      (await caller(who)).put(`${LOG}/${entry.id}`, { ...study, people, version: 1 });
    const answers = await Promise.all([correct('leader', 30), correct('deputy', 31)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(lost?.body.error).toBe('ACTIVITY_CHANGED');
    expect(lost?.body.message).toMatch(/^(金主任|傅副主任)已于 2026-03-02 09:00 更正了这条记录。/);
    expect((await read('staff')).body).toMatchObject({ total: 1 });
  });

  it('[AL5] withdrawn with a reason it stays, counts no more and is corrected no more', async () => {
    const { body: entry } = await log('staff');
    const withdraw = async (who: string, reason: string) =>
      (await caller(who)).post(`${LOG}/${entry.id}/withdraw`, { version: 1, reason });
    expect(said(await withdraw('staff', ' '))).toEqual({ status: 422, error: 'REASON_MISSING' });
    expect((await withdraw('leader', '登记重复')).body).toMatchObject({
      withdrawn: { by: { id: 'leader' }, reason: '登记重复' },
    });
    const { body } = await read('officer');
    expect(body).toMatchObject({ total: 1, withdrawn: 1, counts: [] });
    expect(said(await withdraw('staff', '再撤一次'))).toEqual({ status: 409, error: 'ACTIVITY_WITHDRAWN' });
    const late = await (await caller('staff')).put(`${LOG}/${entry.id}`, { ...study, version: 1 });
    expect(late.body.message).toBe(
      '这条记录已由金主任于 2026-03-02 09:00 撤回，不能再更正；需要时请重新登记。',
    );
  });

  it.each([
    "update activity_versions set text = '改过'",
    'delete from activity_versions',
    "update activities set centre_id = 'far-centre'",
    'update activities set created_by = null',
    'update activities set version = 0',
    'update activities set version = 9',
    'delete from activities',
  ])('[AL6] %s is not done, whoever asks', async (change) => {
    await log('staff');
    const before = await everythingIn(office.desk);
    await expect(byHand.write(office, change)).rejects.toThrow();
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[AL6] a withdrawal is not taken back, whoever asks', async () => {
    const { body: entry } = await log('staff');
    await (await caller('staff')).post(`${LOG}/${entry.id}/withdraw`, { version: 1, reason: '登记重复' });
    await expect(byHand.write(office, 'update activities set withdrawn_at = null')).rejects.toThrow();
    await expect(byHand.write(office, "update activities set withdraw_reason = ''")).rejects.toThrow();
  });
});

describe('the log of a year', () => {
  beforeEach(async () => {
    for (const [type, day, text] of [
      ['study', '2026-01-15', '学习党章'],
      ['study', '2026-02-10', '学习条例'],
      ['council', '2026-02-20', '第一次联席会议'],
      ['call', '2026-02-20', '咨询红色代办'],
      ['study', '2025-12-30', '去年的学习'],
    ] as const)
      await log('staff', { type, day, text });
  });

  it('[AL7] has its counts by month and type, and its entries from the newest day down', async () => {
    const { body } = await read('leader');
    expect(body).toMatchObject({ year: '2026', years: ['2026', '2025'], total: 4, next: null });
    expect(body.counts).toEqual([
      { month: '01', type: 'study', count: 1 },
      { month: '02', type: 'study', count: 1 },
      { month: '02', type: 'council', count: 1 },
      { month: '02', type: 'call', count: 1 },
    ]);
    expect(texts(await read('leader'))).toEqual(['咨询红色代办', '第一次联席会议', '学习条例', '学习党章']);
  });

  it.each([
    ['?year=2025', ['去年的学习']],
    ['?month=02&type=study', ['学习条例']],
    ['?indicator=A2.3.1', ['第一次联席会议']],
    [`?q=${encodeURIComponent('红色 咨询')}`, ['咨询红色代办']],
    ['?q=%25', []],
    ['?year=2019', []],
    ['?indicator=%22', []],
  ])('[AL7] %s finds %j', async (query, found) => {
    expect(texts(await read('leader', query))).toEqual(found);
  });

  it.each(['?year=26', '?month=13', '?type=party', '?after=Ä'])('[AL7] %s is no question', async (query) => {
    expect(said(await read('leader', query))).toEqual({ status: 400, error: 'BAD_REQUEST' });
  });

  it('[AL7] what comes after an entry that is none of those asked for any more; after none of this log there is nothing', async () => {
    const { body } = await read('leader');
    const eldest = (body.activities as { id: string; text: string }[]).find(
      ({ text }) => text === '学习党章',
    );
    expect(texts(await read('leader', `?type=call&after=${eldest?.id}`))).toEqual([]);
    expect(said(await read('leader', '?after=nowhere'))).toEqual({ status: 404, error: 'NOT_FOUND' });
  });

  it('[AL7] a hundred at a time, each once', async () => {
    const { tables, tx } = office.app.store;
    const serial = Array.from({ length: 205 }, (_, at) => `n-${String(at).padStart(3, '0')}`);
    await tx(async (db) => {
      await db
        .insert(tables.activities)
        .values(
          serial.map((id) => ({ id, centreId: 'town-centre', version: 1, createdBy: 'staff', createdAt: 1 })),
        );
      await db.insert(tables.activityVersions).values(
        serial.map((activityId) => ({
          ...{
            activityId,
            version: 1,
            type: 'duty' as const,
            day: '2026-02-01',
            people: null,
            who: '石工作',
          },
          ...{ place: '', text: activityId, recipient: '', indicators: ['A1.5.3'], by: 'staff', at: 1 },
        })),
      );
    });
    const found: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body } = await read('leader', `?type=duty${after === '' ? '' : `&after=${after}`}`);
      expect(body.total).toBe(205);
      found.push(...texts({ body } as Answer));
      after = body.next as string | null;
    }
    expect(found).toEqual(serial.toReversed());
  });
});

describe('the log as an evaluation sees it', () => {
  let id: string;
  const seen = async (who: string, query = '') =>
    (await caller(who)).get(`/evaluations/${id}/activities${query}`);

  beforeEach(async () => {
    id = await seedEvaluation(office.app.store);
    await log('staff', { type: 'study', day: '2026-01-15', text: '学习党章' });
    await log('staff', { type: 'training', day: '2026-02-10', text: '财税培训' });
    await log('staff', { type: 'study', day: '2025-12-30', text: '去年的学习' });
    const { body } = await log('staff', { type: 'study', day: '2026-02-20', text: '登记重复' });
    await (await caller('staff')).post(`${LOG}/${body.id}/withdraw`, { version: 1, reason: '登记重复' });
  });

  it('[AL2, AL8] the panel sees the period, counted by indicator and type, without what was withdrawn', async () => {
    const { status, body } = await seen('bo');
    expect(status).toBe(200);
    expect(body).toEqual({
      ...{ from: '2026-01-01', to: '2026-12-31', activities: [], total: 0, next: null },
      counts: [
        { indicator: 'A2.3.8', type: 'study', count: 1, late: 0 },
        { indicator: 'A2.3.8', type: 'training', count: 1, late: 0 },
      ],
      offered: [
        { requirement: 'study', count: 1, late: 0 },
        { requirement: 'topics', count: 0, late: 0 },
      ],
    });
    expect(texts(await seen('bo', '?indicator=A2.3.8'))).toEqual(['财税培训', '学习党章']);
    expect(texts(await seen('bo', '?indicator=A1.1.1'))).toEqual([]);
  });

  it('[AL8] what comes after scoring has begun is marked', async () => {
    const { evaluations } = office.app.store.tables;
    await office.app.store.tx((db) =>
      db
        .update(evaluations)
        .set({ phase: 'scoring', openedAt: office.clock.now })
        .where(eq(evaluations.id, id)),
    );
    await log('staff', { type: 'study', day: '2026-02-25', text: '补记的学习' });
    const { body } = await seen('alice', '?indicator=A2.3.8');
    expect(body.offered[0]).toEqual({ requirement: 'study', count: 2, late: 1 });
    expect(
      (body.activities as { text: string; isLate: boolean }[]).map(({ text, isLate }) => [text, isLate]),
    ).toEqual([
      ['补记的学习', true],
      ['财税培训', false],
      ['学习党章', false],
    ]);
  });

  it('[AL2] officers and leaders see it too; nobody else, and not the panel of what was cancelled', async () => {
    for (const who of ['alice', 'bo', 'officer', 'leader', 'deputy'])
      expect([who, (await seen(who)).status]).toEqual([who, 200]);
    for (const who of ['staff', 'county-officer', 'outsider', 'admin'])
      expect([who, (await seen(who)).status]).toEqual([who, 404]);
    const { evaluations } = office.app.store.tables;
    await office.app.store.tx((db) => db.update(evaluations).set({ phase: 'cancelled' }));
    expect((await seen('bo')).status).toBe(409);
    expect((await seen('leader')).status).toBe(200);
  });
});
