/** What was locked is what is shown: whatever anybody or anything is called or becomes afterwards. */
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, type Caller } from '../testing/app.ts';
import { openOfficeWithoutNotice, type Office } from '../testing/desk.ts';
import { acting, walkTo } from '../testing/walk.ts';
import { acknowledgeSheet } from '../evaluations/commands/acknowledge.ts';
import { lockedSheet } from '../evaluations/sheet-in-force.ts';
import { CAST_PASSWORD } from '../testing/cast.ts';

let office: Office;
let id: string;
beforeEach(async () => {
  ({ office, id } = await openOfficeWithoutNotice());
});
afterEach(() => office.app.close());

/** Everything around the evaluation gets another name; a panelist becomes staff of the centre. */
const renameEverything = () =>
  office.app.store.tx(async (db) => {
    const t = office.app.store.tables;
    const other = { name: '改名', nameEn: 'Renamed' };
    await db.update(t.people).set(other);
    await db.update(t.centres).set({ ...other, tier: 'village', areaId: 'xinshi' });
    await db.update(t.areas).set(other);
    await db.update(t.bodies).set(other);
    await db.update(t.campaigns).set({ title: '改了标题' });
    await db.insert(t.centrePeople).values({ centreId: 'town-centre', personId: 'bo', role: 'staff' });
  });

const body = async (caller: Caller, path: string) => (await caller.get(path)).body as unknown;

describe('[SH6] a result', () => {
  it('shows what stood at the lock, for everybody, in list, page, sheets and findings', async () => {
    await walkTo(office.desk, id, 'signing', { scores: { 'A1.1.1': 0 } });
    await acknowledgeSheet(office.desk, await acting(office.desk, id, 'leader'), {
      password: CAST_PASSWORD,
      hash: (await lockedSheet(office.app.store.db, id)).hash,
    });
    const { store } = office.app;
    const { hash } = await lockedSheet(store.db, id);
    for (const person of ['alice', 'bo', 'chen', 'dora', 'eve']) {
      const caller = await as(office.app, person);
      await caller.post(`/evaluations/${id}/sign`, { password: CAST_PASSWORD, hash });
    }
    const alice = await as(office.app, 'alice');
    await alice.post(`/evaluations/${id}/close-signing`, {});
    const officer = await as(office.app, 'officer');
    await officer.post(`/evaluations/${id}/approve`, { hash });
    await officer.post(`/evaluations/${id}/deliver`, {});
    await officer.post(`/evaluations/${id}/publish`, {});
    const nobody = await as(office.app, null);
    const look = async () => ({
      list: await body(nobody, '/results'),
      published: await body(nobody, `/results/${id}`),
      inside: await body(officer, `/evaluations/${id}/result`),
      sheets: await body(officer, `/evaluations/${id}/sheets`),
      findings: await body(officer, `/evaluations/${id}/findings`),
      ballots: await body(officer, `/evaluations/${id}/ballots`),
    });
    const before = await look();
    await renameEverything();
    expect(await look()).toEqual(before);
    expect(before.published).toMatchObject({
      evaluation: {
        campaign: { title: '2026 年度考核评估' },
        centre: { name: '乾元镇党群服务中心', tier: 'township', area: '湖州市德清县乾元镇' },
        chair: { name: '艾丽' },
      },
      sheet: { closed: { by: { name: '艾丽' }, reason: null }, faults: [] },
    });
  });

  it('shows signatures under the names that signed', async () => {
    await walkTo(office.desk, id, 'signing');
    const { hash } = await lockedSheet(office.app.store.db, id);
    await acknowledgeSheet(office.desk, await acting(office.desk, id, 'leader'), {
      password: CAST_PASSWORD,
      hash,
    });
    await renameEverything();
    const { body: answer } = await (await as(office.app, 'officer')).get(`/evaluations/${id}/sheets`);
    expect(answer.sheets[0].signatures).toMatchObject([{ person: { id: 'leader', name: '金主任' } }]);
  });
});

describe('[SH6] ballots', () => {
  it('while the panel deliberates, who has a tie to the centre now is left out', async () => {
    await walkTo(office.desk, id, 'deliberation');
    const { store } = office.app;
    const t = store.tables;
    await store.tx((db) =>
      db.insert(t.centrePeople).values({ centreId: 'town-centre', personId: 'bo', role: 'staff' }),
    );
    const officer = await as(office.app, 'officer');
    const { ballots } = (await officer.get(`/evaluations/${id}/ballots`)).body;
    expect(ballots.map(({ person }: { person: { id: string } }) => person.id)).toEqual([
      'alice',
      'chen',
      'dora',
      'eve',
    ]);
    expect(
      await store.db.select().from(t.ballotScores).where(eq(t.ballotScores.personId, 'bo')),
    ).toHaveLength(40);
  });
});
