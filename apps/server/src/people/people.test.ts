import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, testApp, type Answer, type Caller } from '../testing/app.ts';

let app: FastifyInstance;
let admin: Caller;
beforeEach(async () => {
  app = await testApp();
  admin = await as(app, 'admin');
});
afterEach(() => app.close());

const fay = { username: 'fay', name: '费伊', password: 'long-enough-1' };

describe('accounts', () => {
  it('are made by an administrator, and can sign in', async () => {
    const { status, body } = await admin.post('/people', fay);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{16}$/),
      name: '费伊',
      nameEn: '',
      color: expect.stringMatching(/^#[0-9a-f]{6}$/),
      username: 'fay',
      isAdministrator: false,
      isDisabled: false,
      bodies: [],
      centres: [],
    });
    const signIn = await (await as(app, null)).post('/sessions', { username: 'fay', password: fay.password });
    expect(signIn.body.id).toBe(body.id);
  });

  it('have user names of their own', async () => {
    await admin.post('/people', fay);
    const { status, body } = await admin.post('/people', { ...fay, name: '另一位' });
    expect([status, body.error, body.message]).toEqual([409, 'NAME_TAKEN', '“fay”已被使用。']);
  });

  it('[C16] are written into the audit log without their passwords', async () => {
    await admin.post('/people', fay);
    await admin.patch('/people/eve', { password: 'another-secret-2', name: '叶微' });
    const log = await app.store.db.select().from(app.store.tables.auditLog);
    expect(log.map(({ action, personId }) => [action, personId])).toEqual([
      ['person.create', 'admin'],
      ['person.change', 'admin'],
    ]);
    expect(JSON.stringify(log)).not.toMatch(/secret|long-enough|argon2/);
    expect(log[1]?.detail).toEqual({ name: '叶微', password: true });
  });

  it.each(['\u200b', '\u3164', '\u2800', '\u061c', '费\n伊'])(
    '[LA8] a name is one line that can be seen: %j is refused',
    async (name) => {
      const admin = await as(app, 'admin');
      const made = await admin.post('/people', { ...fay, username: 'unseen', name });
      expect([made.status, made.body.message]).toEqual([400, '“name”不符合要求：一行可见的文字。']);
      expect((await admin.patch('/people/bo', { name })).status).toBe(400);
    },
  );

  it('are found by name and user name, by officers and administrators', async () => {
    const officer = await as(app, 'officer');
    const names = async (q: string) =>
      (await officer.get(`/people?q=${encodeURIComponent(q)}`)).body.people.map(
        ({ id }: { id: string }) => id,
      );
    expect(await names('薄')).toEqual(['bo']);
    expect(await names('OFFICER')).toEqual(['county-officer', 'officer']);
    expect(await names('nobody')).toEqual([]);
    const { body } = await officer.get('/people/leader');
    expect(body.centres).toEqual([
      expect.objectContaining({ id: 'town-centre', role: 'director', area: '湖州市德清县乾元镇' }),
    ]);
    expect(JSON.stringify((await officer.get('/people')).body)).not.toMatch(/argon2|password/i);
  });
});

describe('a list of people', () => {
  const idsIn = ({ body }: Answer) => (body.people as { id: string }[]).map(({ id }) => id);

  it('comes in pages, in the order of user names, and none is left out', async () => {
    const seen: string[] = [];
    let after = '';
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await admin.get(`/people?limit=5${after}`);
      seen.push(...idsIn(page));
      expect(page.body.count).toBe(13);
      if (page.body.next === null) break;
      after = `&after=${page.body.next}`;
    }
    expect(seen).toEqual(idsIn(await admin.get('/people')));
    expect(seen).toHaveLength(13);
  });

  it('is searched in whole: by several words, and by what people work for or are tied to', async () => {
    const search = async (q: string) => {
      const page = await admin.get(`/people?limit=1&q=${encodeURIComponent(q)}`);
      return [idsIn(page), page.body.count, page.body.next];
    };
    expect(await search('乾元镇党群')).toEqual([['deputy'], 3, 'deputy']);
    expect(await search('乾元镇党群  主任 leader')).toEqual([['leader'], 1, null]);
    expect(await search('DEQING COMMITTEE')).toEqual([['county-officer'], 1, null]);
    expect(await search('主任 nobody')).toEqual([[], 0, null]);
    expect((await admin.get('/people?limit=0')).status).toBe(400);
  });

  it('of five thousand answers a page of each alike', async () => {
    const { people } = app.store.tables;
    const many = Array.from({ length: 5_000 }, (_, place) => ({
      id: `p-${place}`,
      username: `person.${String(place).padStart(4, '0')}`,
      name: `人员 ${place}`,
      nameEn: '',
      passwordHash: '',
    }));
    await app.store.tx(async (db) => {
      for (let at = 0; at < many.length; at += 500) await db.insert(people).values(many.slice(at, at + 500));
    });
    const page = await admin.get('/people?limit=50&q=4999');
    expect([idsIn(page), page.body.count]).toEqual([['p-4999'], 1]);
    expect((await admin.get('/people?limit=50')).body).toMatchObject({
      count: 5_013,
      next: expect.any(String),
    });
  });
});

describe('bodies and centres', () => {
  it('everybody sees bodies; who works for them only those who organise', async () => {
    const officersSeenBy = async (person: string) =>
      (await (await as(app, person)).get('/bodies')).body.bodies.map(
        ({ id, area, officers }: { id: string; area: string; officers: { id: string }[] }) => [
          id,
          area,
          officers.map((officer) => officer.id),
        ],
      );
    expect(await officersSeenBy('officer')).toEqual([
      ['county-body', '湖州市德清县', ['county-officer']],
      ['town-body', '湖州市德清县乾元镇', ['approver', 'officer']],
    ]);
    expect((await officersSeenBy('bo')).map(([, , officers]: unknown[]) => officers)).toEqual([[], []]);
  });

  it('centres are found by name, tier and the area of a body', async () => {
    const ids = async (query: string) =>
      (await admin.get(`/centres?${query}`)).body.centres.map(({ id }: { id: string }) => id);
    expect(await ids('')).toEqual(['county-centre', 'far-centre', 'own-centre', 'town-centre']);
    expect(await ids('tier=township&body=town-body')).toEqual(['own-centre', 'town-centre']);
    expect(await ids(`q=${encodeURIComponent('新市')}`)).toEqual(['far-centre']);
    expect(await ids('q=xinshi')).toEqual(['far-centre']);
    expect(await ids('body=none')).toEqual([]);
    expect((await admin.get('/centres?tier=galaxy')).body.error).toBe('BAD_REQUEST');
  });

  it('a centre shows its people to those who organise and to themselves', async () => {
    const peopleSeenBy = async (person: string) =>
      (await (await as(app, person)).get('/centres/town-centre')).body.people.map(
        ({ id, role }: { id: string; role: string }) => [id, role],
      );
    const all = [
      ['deputy', 'deputy'],
      ['leader', 'director'],
      ['staff', 'staff'],
    ];
    expect(await peopleSeenBy('officer')).toEqual(all);
    expect(await peopleSeenBy('staff')).toEqual(all);
    expect(await peopleSeenBy('bo')).toEqual([]);
  });

  it('what is changed twice is changed once', async () => {
    expect((await admin.put('/bodies/town-body/officers/eve')).status).toBe(200);
    const again = await admin.put('/bodies/town-body/officers/eve');
    expect(again.body.officers.map(({ id }: { id: string }) => id)).toEqual(['approver', 'eve', 'officer']);
    expect((await admin.delete('/bodies/town-body/officers/eve')).status).toBe(200);
    expect((await admin.delete('/bodies/town-body/officers/eve')).status).toBe(404);
    expect((await admin.put('/bodies/none/officers/eve')).status).toBe(404);
    expect((await admin.put('/centres/town-centre/people/none', { role: 'staff' })).status).toBe(404);
    expect((await admin.put('/centres/town-centre/people/eve', { role: 'king' })).body.error).toBe(
      'BAD_REQUEST',
    );
  });
});

describe('oneself', () => {
  it('says what one works for, and in which language one reads', async () => {
    const leader = await as(app, 'leader');
    expect((await leader.patch('/me', { locale: 'en' })).body).toEqual({
      id: 'leader',
      username: 'leader',
      name: '金主任',
      nameEn: 'Leader Jin',
      color: expect.any(String),
      locale: 'en',
      isAdministrator: false,
      bodies: [],
      centres: [
        {
          id: 'town-centre',
          name: '乾元镇党群服务中心',
          nameEn: 'Qianyuan centre',
          tier: 'township',
          area: '湖州市德清县乾元镇',
          areaEn: 'Qianyuan, Deqing, Huzhou',
          role: 'director',
        },
      ],
    });
    expect((await leader.get('/none')).body.message).toBe('Not found, or not yours to see.');
  });
});
