import { strFromU8, unzipSync } from 'fflate';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FindingState } from '@heping/scoring';
import { deskOf } from '../evaluations/commands/desk.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { as, testApp } from '../testing/app.ts';
import { MONDAY } from '../testing/desk.ts';
import { seedLedger } from '../testing/ledger.ts';
import { handleMany } from './bulk.ts';
import { ledgerScope } from './scope.ts';
import { writeBook } from './workbook.ts';

const COUNTY: Visitor = {
  ...{ personId: 'county-officer', name: '县经办', nameEn: '', locale: 'zh' },
  ...{ isAdministrator: false, tokenHash: '' },
};

const DATABASES = [
  ['SQLite', {}],
  ['PGlite', { databaseUrl: 'pglite:' }],
] as const;

interface Row {
  readonly id: string;
  readonly number: string;
  readonly state: FindingState;
  readonly dueOn: string;
  readonly severity: string;
  readonly overdueDays: number;
  readonly centre: { readonly id: string; readonly name: string; readonly tier: string };
  readonly [key: string]: unknown;
}

describe.each(DATABASES)('the ledger on %s', (_name, options) => {
  let app: FastifyInstance;
  const clock = { now: MONDAY };
  const ask = async (who: string, path: string) => (await as(app, who)).get(path);
  const rows = async (who: string, query: string): Promise<Row[]> => {
    const { status, body } = await ask(who, `/ledger?limit=200&${query}`);
    expect({ query, status }).toEqual({ query, status: 200 });
    return (body as { rows: Row[] }).rows;
  };
  const centreOf = ({ centre }: Row) => centre.id;
  const all = () => rows('county-officer', '');

  beforeAll(async () => {
    app = await testApp({ now: () => clock.now, ...options });
    const { store } = app;
    await seedLedger(store, {
      ...{ count: 60, now: MONDAY, areas: ['qianyuan', 'xinshi'], findingsEach: 10 },
      ...{
        campaignId: 'county-campaign',
        leadBodyId: 'county-body',
        officer: 'county-officer',
        leader: 'leader',
      },
    });
    await store.tx((db) =>
      db.insert(store.tables.centrePeople).values({ centreId: 'many-1', personId: 'eve', role: 'deputy' }),
    );
    const { cases } = store.tables;
    await store.tx((db) =>
      db.update(cases).set({ repeatOf: 'many-0-1' }).where(eq(cases.findingId, 'many-2-1')),
    );
    await store.tx((db) => db.update(cases).set({ remark: '内部' }).where(eq(cases.findingId, 'many-1-1')));
  });
  afterAll(() => app.close());

  it('[LG1] an officer has what their body leads and what lies in its area, a leader their centres, nobody else any', async () => {
    expect(new Set((await all()).map(({ centre }) => centre.id)).size).toBe(6);
    const town = await rows('officer', '');
    expect([...new Set(town.map(({ centre }) => centre.id))].toSorted()).toEqual([
      'many-0',
      'many-2',
      'many-4',
    ]);
    expect([...new Set((await rows('eve', '')).map(({ centre }) => centre.id))]).toEqual(['many-1']);
    for (const who of ['alice', 'staff', 'outsider', 'admin'])
      expect((await ask(who, '/ledger')).status).toBe(404);
    expect((await ask('eve', '/ledger/rows/many-2-1')).status).toBe(404);
  });

  it('[LG2] who leads a centre sees neither remarks nor handlers', async () => {
    const remarkOf = (list: Row[]) => list.find(({ id }) => id === 'many-1-1')?.['remark'];
    expect([remarkOf(await all()), remarkOf(await rows('eve', ''))]).toEqual(['内部', '']);
    expect(
      (await rows('eve', '')).every(({ handler, mayHandle }) => handler === null && mayHandle === false),
    ).toBe(true);
  });

  it('[LG2] nor do they find out by a filter; and who is an officer elsewhere is no officer here', async () => {
    const handled = async (who: string) => (await rows(who, 'handler=county-officer')).map(({ id }) => id);
    expect((await handled('county-officer')).length).toBeGreaterThan(0);
    expect(await handled('eve')).toEqual([]);
    const { store } = app;
    const { bodies, officers, centrePeople } = store.tables;
    await store.tx(async (db) => {
      await db.insert(bodies).values({
        ...{
          id: 'far-body',
          name: '新市镇党委',
          nameEn: '',
          kind: 'local-party-committee',
          areaId: 'xinshi',
        },
      });
      await db.insert(officers).values({ bodyId: 'far-body', personId: 'dora' });
      await db.insert(centrePeople).values([
        { centreId: 'many-1', personId: 'dora', role: 'deputy' },
        { centreId: 'many-2', personId: 'dora', role: 'deputy' },
      ]);
    });
    // many-1 lies in their area and is led by them; many-2 lies elsewhere; many-3 lies in their area.
    const seen = new Set((await rows('dora', '')).filter(({ handler }) => handler !== null).map(centreOf));
    expect([...seen].toSorted()).toEqual(['many-3', 'many-5']);
    const found = new Set((await rows('dora', 'handler=county-officer')).map(centreOf));
    expect(found.has('many-1') || found.has('many-2')).toBe(false);
    expect((await rows('dora', 'centre=many-1')).every(({ remark }) => remark === '')).toBe(true);
    await store.tx(async (db) => {
      await db.delete(centrePeople).where(eq(centrePeople.personId, 'dora'));
      await db.delete(officers).where(eq(officers.personId, 'dora'));
    });
  });

  it('[LG3] each filter gives exactly the rows that pass it', async () => {
    const FILTERS: Readonly<Record<string, (row: Row) => boolean>> = {
      'area=xinshi': ({ centre }) => ['many-1', 'many-3', 'many-5'].includes(centre.id),
      'centre=many-4': ({ centre }) => centre.id === 'many-4',
      'tier=village': ({ centre }) => centre.tier === 'village',
      'campaign=campaign': () => false,
      'campaign=county-campaign': () => true,
      'severity=severe,suggestion': ({ severity }) => severity !== 'ordinary',
      'state=open': ({ state }) => state !== 'closed' && state !== 'withdrawn',
      'state=closed': ({ state }) => state === 'closed',
      'overdueFrom=8&overdueTo=30': ({ overdueDays }) => overdueDays >= 8 && overdueDays <= 30,
      'overdueFrom=1': ({ overdueDays }) => overdueDays >= 1,
      'dueFrom=2026-03-01&dueTo=2026-03-31': ({ dueOn }) => dueOn.startsWith('2026-03'),
      'repeated=yes': ({ id }) => id === 'many-2-1',
      'clause=A1': ({ indicator }) => String(indicator).startsWith('A1.'),
      'clause=5.2.4': () => true,
      'clause=9.9.9': () => false,
      'kind=lasting': ({ kind }) => kind === 'lasting',
      'source=look-back': () => false,
      'responsible=leader': ({ responsible }) => responsible !== null,
      'handler=county-officer': ({ handler }) => handler !== null,
      'year=2025': ({ deliveredOn }) => String(deliveredOn).startsWith('2025'),
      [`q=${encodeURIComponent('消防器材')}`]: ({ reason }) => String(reason).includes('消防器材'),
      'q=sample%20CENTRE%204': ({ centre }) => centre.name.includes('第4'),
      'q=%25': () => false,
      'q=_': () => false,
      'closedWithin=90': ({ state, closedOn }) => state === 'closed' && String(closedOn) > '2025-12-02',
    };
    const everything = await all();
    for (const [query, passes] of Object.entries(FILTERS)) {
      const { body } = await ask('county-officer', `/ledger?limit=200&${query}`);
      const wanted = everything.filter(passes).map(({ id }) => id);
      const { rows: found, total } = body as { rows: Row[]; total: number };
      expect({ query, ids: found.map(({ id }) => id).toSorted(), total }).toEqual({
        query,
        ids: wanted.toSorted(),
        total: wanted.length,
      });
    }
  });

  it.each([
    ['state=nonsense', 'BAD_REQUEST'],
    ['overdueFrom=0', 'BAD_REQUEST'],
    ['limit=5000', 'BAD_REQUEST'],
    ['offset=-1', 'BAD_REQUEST'],
    ['sort=colour', 'BAD_REQUEST'],
    ['dueFrom=2026-02-30', 'BAD_REQUEST'],
    ['statee=open', 'BAD_REQUEST'],
    [`q=${'字'.repeat(81)}`, 'BAD_REQUEST'],
    ['overdueFrom=9&overdueTo=2', 'LEDGER_RANGE'],
    ['dueFrom=2026-03-02&dueTo=2026-03-01', 'LEDGER_RANGE'],
  ])('[LG3] %s is refused in words', async (query, code) => {
    const { status, body } = await ask('county-officer', `/ledger?${encodeURI(query)}`);
    const { error, message } = body as { error: string; message: string };
    expect([status, error]).toEqual([400, code]);
    expect(message).toMatch(/[一-龥]/);
  });

  it('[LG4] every sort and group gives each row once, whatever the window', async () => {
    const sorts = [
      'due',
      'number',
      'centre',
      'area',
      'indicator',
      'severity',
      'state',
      'kind',
      'responsible',
    ];
    const groups = ['state', 'centre', 'area', 'severity', 'clause', 'responsible', 'week'];
    const ids = (await all()).map(({ id }) => id).toSorted();
    for (const order of [
      ...[...sorts, 'owners', 'reported', 'verified', 'delivered', 'closed', 'changed'].flatMap((sort) => [
        `sort=${sort}`,
        `sort=${sort}&direction=desc`,
      ]),
      ...groups.map((group) => `group=${group}&sort=severity`),
    ]) {
      const { body: whole } = await ask('county-officer', `/ledger?limit=200&${order}`);
      const parts: string[] = [];
      for (let offset = 0; offset < 60; offset += 17) {
        const { body } = await ask('county-officer', `/ledger?limit=17&offset=${offset}&count=no&${order}`);
        parts.push(...(body as { rows: Row[] }).rows.map(({ id }) => id));
      }
      clock.now += 4_000;
      expect({ order, parts }).toEqual({ order, parts: (whole as { rows: Row[] }).rows.map(({ id }) => id) });
      expect(parts.toSorted()).toEqual(ids);
    }
  });

  it('[LG4] groups come in their order, with counts that add up', async () => {
    const { body } = await ask('county-officer', '/ledger?limit=200&group=state');
    const { groups, rows: found } = body as { groups: { key: string; count: number }[]; rows: Row[] };
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(60);
    expect(groups.flatMap(({ key, count }) => Array.from({ length: count }, () => key))).toEqual(
      found.map(({ state }) => state),
    );
  });

  it('[LG4] a window does not move because a row outside of it changed', async () => {
    const { cases } = app.store.tables;
    const window = async () =>
      (await rows('county-officer', 'state=open&offset=3')).slice(0, 5).map(({ id }) => id);
    const before = await window();
    const [last] = (await rows('county-officer', 'state=open&direction=desc')).map(({ id }) => id);
    await app.store.tx((db) =>
      db
        .update(cases)
        .set({ updatedAt: MONDAY + 1 })
        .where(eq(cases.findingId, String(last))),
    );
    expect(await window()).toEqual(before);
  });

  it('[LG5] a figure counts the rows that it leads to', async () => {
    const { body } = await ask('county-officer', '/ledger');
    const { figures } = body as { figures: Record<string, number> };
    const LEADS = {
      all: '',
      open: 'state=open',
      overdue7: 'overdueFrom=1&overdueTo=7',
      overdue30: 'overdueFrom=8&overdueTo=30',
      overdueMore: 'overdueFrom=31',
      thisWeek: 'state=open&dueFrom=2026-03-02&dueTo=2026-03-08',
      closed90: 'closedWithin=90',
    };
    for (const [figure, query] of Object.entries(LEADS))
      expect([figure, figures[figure]]).toEqual([figure, (await rows('county-officer', query)).length]);
  });

  it('[LG5] the calendar counts a day’s rows and knows holidays', async () => {
    const { body } = await ask('county-officer', '/ledger/calendar?month=2026-02');
    const { days } = body as {
      days: { day: string; isWorkday: boolean; holiday: string; open: number; done: number }[];
    };
    expect(days).toHaveLength(28);
    expect(days.find(({ day }) => day === '2026-02-17')).toMatchObject({ isWorkday: false, holiday: '春节' });
    for (const { day, open, done } of days)
      expect([day, open + done]).toEqual([
        day,
        (await rows('county-officer', `dueFrom=${day}&dueTo=${day}`)).length,
      ]);
  });
});

describe('what is done from the ledger', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await testApp({ now: () => MONDAY });
    await seedLedger(app.store, {
      ...{ count: 20, now: MONDAY, areas: ['qianyuan'], findingsEach: 10 },
      ...{
        campaignId: 'county-campaign',
        leadBodyId: 'county-body',
        officer: 'county-officer',
        leader: 'leader',
      },
    });
  });
  afterAll(() => app.close());
  /** What was closed stays closed: the tests begin with those of the first centre that are open, in order. */
  const open: string[] = [];
  beforeAll(async () => {
    const { cases } = app.store.tables;
    const rows = await app.store.db.select().from(cases).where(eq(cases.centreId, 'many-0'));
    open.push(...rows.filter(({ state: now }) => now !== 'closed').map(({ findingId }) => findingId));
    expect(open.length).toBeGreaterThan(4);
  });
  const opened = (place: number) => open[place] ?? '';
  const state = (finding: string, to: FindingState) => {
    const { cases } = app.store.tables;
    return app.store.tx((db) =>
      db.update(cases).set({ state: to, dueOn: '2026-03-05' }).where(eq(cases.findingId, finding)),
    );
  };
  const kept = async (finding: string) => {
    const { cases } = app.store.tables;
    const [row] = await app.store.db.select().from(cases).where(eq(cases.findingId, finding));
    return row;
  };
  const logOf = async (finding: string) => {
    const { auditLog } = app.store.tables;
    const lines = await app.store.db.select().from(auditLog).where(eq(auditLog.subject, finding));
    return lines.map(({ action, personId, detail }) => ({ action, personId, detail }));
  };

  it('[LG7] an extension is done for each that allows it, and the others are told with their reason', async () => {
    await state(opened(0), 'rectifying');
    await state(opened(1), 'closed');
    const officer = await as(app, 'county-officer');
    const findings = [opened(0), opened(1), 'nothing'];
    const { body } = await officer.post('/ledger/extend', { findings, until: '2026-04-01', reason: '汛期' });
    expect(body).toEqual({
      done: [opened(0)],
      refused: [
        {
          finding: opened(1),
          number: expect.any(String) as string,
          error: 'NOTHING_RUNS',
          message: '这个问题现为“已销号”，没有在计算的期限，不能延期或催办。',
        },
        { finding: 'nothing', number: '', error: 'NOT_FOUND', message: '没有找到，或者您无权查看。' },
      ],
    });
    expect(await kept(opened(0))).toMatchObject({
      dueOn: '2026-04-01',
      firstDueOn: expect.any(String) as string,
    });
    expect(await logOf(opened(0))).toEqual([
      {
        action: 'finding.extend',
        personId: 'county-officer',
        detail: { from: '2026-03-05', to: '2026-04-01', reason: '汛期' },
      },
    ]);
    expect(await logOf(opened(1))).toEqual([]);
  });

  it.each([
    ['2026-04-01', ' ', 'REASON_MISSING'],
    ['2026-03-02', '汛期', 'EXTENSION_NOT_LATER'],
    ['2027-04-01', '汛期', 'EXTENSION_TOO_FAR'],
  ])('[LG7] an extension until %s for “%s” is refused: %s', async (until, reason, code) => {
    await state(opened(2), 'rectifying');
    const officer = await as(app, 'county-officer');
    const { body } = await officer.post('/ledger/extend', { findings: [opened(2)], until, reason });
    expect((body as { refused: { error: string }[] }).refused.map(({ error }) => error)).toEqual([code]);
  });

  it('[LG7] urging is a reminder by a person, once a day, and the leaders hear of it', async () => {
    const { centrePeople, reminders, notifications } = app.store.tables;
    await app.store.tx((db) =>
      db.insert(centrePeople).values({ centreId: 'many-0', personId: 'eve', role: 'director' }),
    );
    await state(opened(3), 'awaiting-response');
    const officer = await as(app, 'county-officer');
    const urge = async () =>
      (await officer.post('/ledger/urge', { findings: [opened(3)], note: '请反馈' })).body as {
        done: string[];
        refused: { error: string }[];
      };
    expect((await urge()).done).toEqual([opened(3)]);
    expect((await urge()).refused).toMatchObject([
      { error: 'ALREADY_URGED', message: expect.stringMatching(/已于 \d{4}-\d{2}-\d{2} \d{2}:\d{2} 催办过/) },
    ]);
    expect(await app.store.db.select().from(reminders)).toMatchObject([
      {
        findingId: opened(3),
        rung: 'urge',
        deadline: 'response',
        lastDay: (await kept(opened(3)))?.respondBy,
        personId: 'county-officer',
      },
    ]);
    const heard = await app.store.db.select().from(notifications).where(eq(notifications.personId, 'eve'));
    expect(heard).toMatchObject([
      {
        kind: expect.stringMatching(/^reminder\./) as string,
        path: `/evaluations/many-0/findings/${opened(3)}`,
      },
    ]);
  });

  it('[LG7] only an officer of the leading body handles, and only they act', async () => {
    const officer = await as(app, 'county-officer');
    const assign = async (who: typeof officer, handler: string | null) =>
      (await who.post('/ledger/assign', { findings: ['many-0-5'], handler })).body as {
        done: string[];
        refused: { error: string }[];
      };
    expect((await assign(officer, 'officer')).refused).toMatchObject([{ error: 'HANDLER_NOT_OFFICER' }]);
    expect((await assign(officer, 'county-officer')).done).toEqual(['many-0-5']);
    expect(await kept('many-0-5')).toMatchObject({ handledBy: 'county-officer' });
    // In the area of the town's body, and not led by it: read, not handled.
    const town = await as(app, 'officer');
    expect((await assign(town, null)).refused).toMatchObject([
      {
        error: 'LED_BY_OTHERS',
        message: expect.stringMatching(/^这次评价由.+牵头.+您只能查看。$/) as string,
      },
    ]);
    const { body: row } = await town.get('/ledger/rows/many-0-5');
    expect([row.mayOpen, row.mayHandle, row.ledBy.id]).toEqual([false, false, 'county-body']);
    expect((await officer.get('/ledger/rows/many-0-5')).body.mayOpen).toBe(true);
    expect(
      (await (await as(app, 'leader')).post('/ledger/assign', { findings: ['many-0-5'], handler: null }))
        .status,
    ).toBe(404);
  });

  it('[LG7] more than can be acted on at once is refused with the number', async () => {
    const findings = Array.from({ length: 501 }, (_, place) => `f-${place}`);
    const officer = await as(app, 'county-officer');
    expect((await officer.post('/ledger/urge', { findings })).status).toBe(400);
    expect(
      ((await officer.get('/ledger/ids?state=closed')).body as { ids: string[] }).ids.length,
    ).toBeGreaterThan(0);
  });

  it('[LG8] a remark is kept with its line in the log; who only reads the area does not write it', async () => {
    const officer = await as(app, 'county-officer');
    const { body } = await officer.put('/ledger/rows/many-1-1/remark', { remark: '已电话核实', was: '' });
    expect(body).toMatchObject({ id: 'many-1-1', remark: '已电话核实' });
    expect(await logOf('many-1-1')).toMatchObject([
      { action: 'finding.remark', detail: { from: '', to: '已电话核实' } },
    ]);
    expect(
      (await (await as(app, 'officer')).put('/ledger/rows/many-1-1/remark', { remark: '改', was: '' }))
        .status,
    ).toBe(409);
  });

  it('[LG8] of two who read the same remark one writes; the other hears by whom, when and what', async () => {
    const { store } = app;
    const second = { bodyId: 'county-body', personId: 'approver' };
    await store.tx((db) => db.insert(store.tables.officers).values(second));
    const write = async (who: string, remark: string, was: string) =>
      (await as(app, who)).put('/ledger/rows/many-0-1/remark', { remark, was });
    expect((await write('county-officer', '备注甲', '')).status).toBe(200);
    const lost = await write('approver', '备注乙', '');
    expect([lost.status, lost.body.error]).toEqual([409, 'REMARK_CHANGED']);
    expect(lost.body.message).toMatch(/^县经办已于 .* 把备注改为“备注甲”/);
    expect((await write('approver', '备注乙', '备注甲')).body.remark).toBe('备注乙');
    await store.tx((db) =>
      db.delete(store.tables.officers).where(eq(store.tables.officers.personId, 'approver')),
    );
  });

  it('[LG6] views are one’s own: saved, renamed, deleted', async () => {
    const officer = await as(app, 'county-officer');
    const town = await as(app, 'officer');
    const saved = await officer.post('/ledger/views', { name: '逾期', query: 'overdueFrom=8' });
    const { views } = saved.body as { views: { id: string }[] };
    const id = views[0]?.id ?? '';
    expect(views).toMatchObject([{ name: '逾期', query: 'overdueFrom=8' }]);
    expect((await officer.post('/ledger/views', { name: '逾期', query: '' })).body).toMatchObject({
      error: 'VIEW_NAME_TAKEN',
    });
    expect((await officer.post('/ledger/views', { name: '坏', query: '"><script>' })).status).toBe(400);
    expect((await town.get('/ledger/views')).body).toEqual({ views: [] });
    expect((await town.patch(`/ledger/views/${id}`, { name: '我的' })).status).toBe(404);
    expect((await town.delete(`/ledger/views/${id}`)).status).toBe(404);
    expect((await officer.patch(`/ledger/views/${id}`, { name: '逾期八天' })).body).toMatchObject({
      views: [{ name: '逾期八天', query: 'overdueFrom=8' }],
    });
    expect((await officer.delete(`/ledger/views/${id}`)).body).toEqual({ views: [] });
  });

  it('[LG9] the file has title, columns and the rows of the filter; a text is a text and never a formula', async () => {
    const { cases } = app.store.tables;
    await app.store.tx((db) =>
      db
        .update(cases)
        .set({ ownerNames: '=HYPERLINK("http://x")', remark: '+1', dueOn: '2027-02-22' })
        .where(eq(cases.findingId, 'many-0-6')),
    );
    const officer = await as(app, 'county-officer');
    const { cookie } = officer;
    const answer = await app.inject({
      url: '/api/v1/ledger.xlsx?centre=many-0&sort=number',
      headers: { cookie: cookie ?? '' },
    });
    expect(answer.headers['content-disposition']).toContain(
      `filename*=UTF-8''${encodeURIComponent('问题整改台账-2026-03-02.xlsx')}`,
    );
    const files = unzipSync(new Uint8Array(answer.rawPayload));
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    const strings = strFromU8(files['xl/sharedStrings.xml'] ?? new Uint8Array());
    expect(sheet.match(/<row /g)).toHaveLength(2 + 10);
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('state="frozen"');
    for (const word of [
      '问题整改台账（2026-03-02）',
      '整改类型',
      '责任领导',
      '=HYPERLINK',
      '+1',
      '备注',
      '时限暂定',
    ])
      expect(strings).toContain(word);
    const english = await app.inject({
      url: '/api/v1/ledger.xlsx?locale=en&state=closed',
      headers: { cookie: cookie ?? '' },
    });
    expect(
      strFromU8(unzipSync(new Uint8Array(english.rawPayload))['xl/sharedStrings.xml'] ?? new Uint8Array()),
    ).toContain('Rectification ledger');
  });

  it('[LG9] the file prints one page wide across A3 with its head on each page, and filters by its head', async () => {
    const { cookie } = await as(app, 'county-officer');
    const headers = { cookie: cookie ?? '' };
    const answer = await app.inject({ url: '/api/v1/ledger.xlsx?centre=many-0', headers });
    const files = unzipSync(new Uint8Array(answer.rawPayload));
    const part = (path: string) => strFromU8(files[path] ?? new Uint8Array());
    const sheet = part('xl/worksheets/sheet1.xml');
    // The order in which Excel takes the parts of a sheet; in another it offers to repair the file.
    expect(
      [...sheet.replace(/<sheetData>.*<\/sheetData>/s, '<sheetData/>').matchAll(/<(\w+)/g)].map(
        ([, name]) => name,
      ),
    ).toEqual([
      ...['worksheet', 'sheetPr', 'pageSetUpPr', 'sheetViews', 'sheetView', 'pane', 'cols'],
      ...Array.from({ length: 23 }, () => 'col'),
      ...['sheetData', 'autoFilter', 'mergeCells', 'mergeCell'],
      ...['printOptions', 'pageMargins', 'pageSetup', 'headerFooter', 'oddFooter'],
    ]);
    expect(sheet).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(sheet).toContain(
      '<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    );
    expect(sheet).toContain('<autoFilter ref="A2:W12"/>');
    const names = [...part('xl/workbook.xml').matchAll(/<definedName name="([^"]+)"[^>]*>([^<]+)</g)];
    expect(names.map(([, name, where]) => [name, where])).toEqual([
      ['_xlnm._FilterDatabase', "'问题整改台账'!$A$2:$W$12"],
      ['_xlnm.Print_Titles', "'问题整改台账'!$1:$2"],
    ]);
  });

  it('[LG9] of one person one file is written and another waits; a third is refused, and nobody else is', async () => {
    const [officer, town] = [await as(app, 'county-officer'), await as(app, 'officer')];
    const book = async (who: typeof officer) => (await who.get('/ledger.xlsx?centre=many-0')).status;
    const theirs = [book(officer), book(officer), book(officer)];
    const statuses = await Promise.all([...theirs, book(town)]);
    expect([statuses.slice(0, 3).toSorted(), statuses[3]]).toEqual([[200, 200, 429], 200]);
    const taken = (await logOf('officer')).filter(({ action }) => action === 'ledger.export');
    expect(taken).toMatchObject([{ personId: 'officer', detail: { rows: 10, filter: expect.any(String) } }]);
  });

  it('[LG9] a file that nobody waits for any more is not written on', async () => {
    const left = new AbortController();
    const reader = { scope: await ledgerScope(app.store.db, COUNTY), now: MONDAY };
    const writing = writeBook(app.store.db, reader, {
      ...{
        order: { sort: 'number', direction: 'asc' },
        locale: 'zh',
        personId: 'county-officer',
        signal: left.signal,
      },
    });
    left.abort(new Error('left'));
    await expect(writing).rejects.toThrow('left');
  });

  it('[LG7] what is so already is done, and written nowhere', async () => {
    const officer = await as(app, 'county-officer');
    const assign = async () =>
      (await officer.post('/ledger/assign', { findings: ['many-1-2'], handler: 'county-officer' })).body;
    expect(await assign()).toEqual({ done: ['many-1-2'], refused: [] });
    const before = [await kept('many-1-2'), await logOf('many-1-2')];
    expect(await assign()).toEqual({ done: ['many-1-2'], refused: [] });
    expect([await kept('many-1-2'), await logOf('many-1-2')]).toEqual(before);
  });

  it('[LG7] of one person one act on many at a time: another waits, a third is refused', async () => {
    const officer = await as(app, 'county-officer');
    const findings = Array.from({ length: 10 }, (_, place) => `many-1-${place}`);
    const assign = async () =>
      (await officer.post('/ledger/assign', { findings, handler: 'county-officer' })).status;
    const statuses = await Promise.all([assign(), assign(), assign()]);
    expect(statuses.toSorted()).toEqual([200, 200, 429]);
  });

  it('[LG7] a fault in the middle tells what was done, and what was not', async () => {
    const faults: unknown[] = [];
    const scope = await ledgerScope(app.store.db, COUNTY);
    const findings = ['many-1-3', 'many-1-4', 'many-1-5'];
    const done = await handleMany(
      deskOf(app),
      {
        ...{ visitor: COUNTY, scope, findings, locale: 'zh' },
        fault: (error) => {
          faults.push(error);
          return new Refused('FAULT', { ref: 'r1' });
        },
      },
      async (_, { finding }) => {
        if (finding === 'many-1-4') throw new Error('broken');
      },
    );
    expect(faults).toHaveLength(1);
    expect([done.done, done.refused.map(({ finding, error }) => [finding, error])]).toEqual([
      ['many-1-3'],
      [
        ['many-1-4', 'FAULT'],
        ['many-1-5', 'FAULT'],
      ],
    ]);
  });
});
