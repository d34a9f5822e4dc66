import { noticeDocument, type FindingsNotice } from '@heping/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyKept } from '../sheets/verify.ts';
import { ORIGIN, as, type Answer } from '../testing/app.ts';
import { everythingIn, MONDAY, openOfficeWithoutNotice, type Office } from '../testing/desk.ts';
import * as byHand from '../testing/in-hand.ts';
import { unzip } from '../testing/unzip.ts';
import { walkTo } from '../testing/walk.ts';

let office: Office;
let id: string;
beforeEach(async () => {
  ({ office, id } = await openOfficeWithoutNotice());
});
afterEach(() => office.app.close());

const NUMBER = '湖社党〔2026〕12号';
const scores = { 'A1.1.1': 0, 'A1.2.2': 95 };
const caller = (who: string | null) => as(office.app, who);
const read = async (who: string | null) => (await caller(who)).get(`/evaluations/${id}/notice`);
const issue = async (who: string, body: object): Promise<Answer> =>
  (await caller(who)).post(`/evaluations/${id}/notice`, body);
const said = ({ status, body }: Answer) => ({ status, error: body.error as string | undefined });
const faultsFound = async () =>
  (await verifyKept(office.app.store, await office.desk.seal.publicKeys())).faulty.map(
    ({ faults }) => faults,
  );

describe('the notice of findings', () => {
  it('[NF4] is not there before delivery; then it says that it is not issued', async () => {
    await walkTo(office.desk, id, 'preliminary', { scores });
    for (const who of ['leader', 'officer', 'bo'])
      expect({ who, ...said(await read(who)) }).toEqual({ who, status: 409, error: 'WRONG_PHASE' });
    expect(said(await issue('officer', { number: NUMBER }))).toEqual({ status: 409, error: 'WRONG_PHASE' });
  });

  it('[NF1, NF3] is issued with a number, to the centre, with what was delivered and the days for it', async () => {
    await walkTo(office.desk, id, 'notice', { scores });
    office.clock.now += 3_600_000;
    const { status, body } = await issue('officer', { number: ` ${NUMBER} ` });
    expect(status).toBe(200);
    const notice = body as FindingsNotice;
    expect(notice).toMatchObject({
      issued: {
        ...{ number: NUMBER, addressee: '乾元镇党群服务中心', at: MONDAY + 3_600_000, on: '2026-03-02' },
        by: { id: 'officer', name: '镇经办' },
      },
      corrections: [],
      ...{ visitedOn: '2026-03-02', deliveredOn: '2026-03-02', planDays: 10 },
      respondBy: { on: '2026-03-09', isProvisional: false },
      planBy: { on: '2026-03-23', isProvisional: false },
      dueBy: [
        { severity: 'severe', on: '2026-03-23' },
        { severity: 'ordinary', on: '2026-04-14' },
      ],
      findings: [
        { number: '2026-001', indicator: 'A1.1.1', severity: 'severe', due: { on: '2026-03-23' } },
        { number: '2026-002', indicator: 'A1.2.2', severity: 'ordinary', lost: 5 },
      ],
    });
    for (const who of ['leader', 'deputy', 'bo', 'officer']) expect((await read(who)).body).toEqual(body);
    for (const who of ['admin', 'outsider', 'staff', 'county-officer'])
      expect({ who, ...said(await read(who)) }).toEqual({ who, status: 404, error: 'NOT_FOUND' });
    const log = await (await caller('officer')).get(`/evaluations/${id}/log`);
    expect((log.body.entries as { text: { zh: string } }[]).at(-1)?.text.zh).toBe(
      `印发问题整改通知单（${NUMBER}）`,
    );
    expect(await faultsFound()).toEqual([]);
  });

  it('[NF2] issued again it is corrected, with a reason; who, when, before and after are kept', async () => {
    await walkTo(office.desk, id, 'notice', { scores });
    await issue('officer', { number: NUMBER });
    const before = await everythingIn(office.desk);
    expect((await issue('officer', { number: NUMBER })).status).toBe(200);
    for (const reason of [undefined, '', '  ', '\u200b'])
      expect(said(await issue('officer', { number: '湖社党〔2026〕13号', reason }))).toEqual({
        status: 422,
        error: 'REASON_MISSING',
      });
    expect(await everythingIn(office.desk)).toEqual(before);
    office.clock.now += 24 * 3_600_000;
    const { body } = await issue('officer', {
      ...{ number: '湖社党〔2026〕13号', addressee: '乾元镇党群服务中心并报县委', reason: '文号录入有误' },
    });
    expect(body).toMatchObject({
      issued: { number: '湖社党〔2026〕13号', addressee: '乾元镇党群服务中心并报县委', at: MONDAY },
      corrections: [
        {
          at: MONDAY + 24 * 3_600_000,
          by: { id: 'officer' },
          before: { number: NUMBER, addressee: '乾元镇党群服务中心' },
          after: { number: '湖社党〔2026〕13号', addressee: '乾元镇党群服务中心并报县委' },
          reason: '文号录入有误',
        },
      ],
    });
    const log = await (await caller('officer')).get(`/evaluations/${id}/log`);
    expect((log.body.entries as object[]).at(-1)).toMatchObject({
      text: {
        zh: `更正问题整改通知单：${NUMBER}（乾元镇党群服务中心） → 湖社党〔2026〕13号（乾元镇党群服务中心并报县委）`,
      },
      reason: '文号录入有误',
    });
    expect(await faultsFound()).toEqual([]);
  });

  it('[NF2] of two officers who issue it at once one is first, the other has to say why it changes', async () => {
    await walkTo(office.desk, id, 'notice', { scores });
    const answers = await Promise.all(
      [NUMBER, '湖社党〔2026〕13号'].map((number) => issue('officer', { number })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
  });

  it.each([
    [{ number: '' }, 422, 'NOTICE_NUMBER_MISSING'],
    [{ number: ' \u3000 ' }, 422, 'NOTICE_NUMBER_MISSING'],
    [{}, 400, 'BAD_REQUEST'],
    [{ number: 12 }, 400, 'BAD_REQUEST'],
    [{ number: '号'.repeat(81) }, 400, 'BAD_REQUEST'],
    [{ number: '两\n行' }, 400, 'BAD_REQUEST'],
    [{ number: '响铃\u0007' }, 400, 'BAD_REQUEST'],
    [{ number: NUMBER, addressee: '长'.repeat(121) }, 400, 'BAD_REQUEST'],
    [{ number: NUMBER, addressee: '反写\u202e' }, 400, 'BAD_REQUEST'],
    [{ number: NUMBER, day: '2026-01-01' }, 400, 'BAD_REQUEST'],
  ])('[NF1] %j is refused in words, and nothing has changed', async (body, status, error) => {
    await walkTo(office.desk, id, 'notice', { scores });
    const before = await everythingIn(office.desk);
    expect(said(await issue('officer', body))).toEqual({ status, error });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[NF1] nothing is issued where nothing was found', async () => {
    await walkTo(office.desk, id, 'notice');
    expect(said(await issue('officer', { number: NUMBER }))).toEqual({ status: 409, error: 'NOTICE_EMPTY' });
  });

  it.each([
    ["update evaluations set findings_number = '假〔2026〕1号'", ['decision']],
    ["update evaluations set findings_addressee = '别处'", ['decision']],
    ['update evaluations set findings_issued_at = 1', ['decision']],
    ["update evaluations set findings_issued_by = 'county-officer'", ['decision']],
  ])('[SE4] %s', async (change, faults) => {
    await walkTo(office.desk, id, 'notice', { scores });
    await issue('officer', { number: NUMBER });
    await byHand.dropTriggers(office);
    await byHand.write(office, change);
    expect(await faultsFound()).toEqual([faults]);
    expect(said(await read('leader'))).toEqual({ status: 409, error: 'SHEET_ALTERED' });
  });
});

describe('the .docx', () => {
  const file = async (who: string, lang?: 'zh' | 'en') =>
    office.app.inject({
      method: 'GET',
      url: `/api/v1/evaluations/${id}/notice.docx${lang === undefined ? '' : `?lang=${lang}`}`,
      headers: { origin: ORIGIN, cookie: (await caller(who)).cookie ?? '' },
    });

  beforeEach(async () => {
    await walkTo(office.desk, id, 'notice', { scores });
  });

  it('[NF4] is there once the notice is issued, for those who read it', async () => {
    expect((await file('leader')).json()).toMatchObject({ error: 'NOTICE_NOT_ISSUED' });
    await issue('officer', { number: NUMBER });
    expect((await file('outsider')).statusCode).toBe(404);
    const { statusCode, headers } = await file('leader');
    expect({ statusCode, type: headers['content-type'] }).toEqual({
      statusCode: 200,
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    });
    const name = /filename\*=UTF-8''(.*)$/.exec(headers['content-disposition'] as string)?.[1] ?? '';
    expect(name).toMatch(/^[\w.%-]+$/);
    expect(decodeURIComponent(name)).toBe(`问题整改通知单 ${NUMBER} 乾元镇党群服务中心.docx`);
  });

  it('[NF6] is A4 with the margins of the standard, East Asian faces, heads that repeat and rows that hold', async () => {
    await issue('officer', { number: NUMBER });
    const files = unzip((await file('leader')).rawPayload);
    const document = files.get('word/document.xml') ?? '';
    // 210 × 297 mm; 37, 28, 26, 35 mm
    expect(document).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(document).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(files.get('word/styles.xml')).toContain('w:eastAsia="仿宋_GB2312"');
    expect(document).toContain('w:eastAsia="方正小标宋简体"');
    expect(document).toContain('w:eastAsia="黑体"');
    expect(files.get('word/fontTable.xml')).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="');
    const table = document.slice(document.indexOf('<w:tbl>'), document.indexOf('</w:tbl>'));
    const rows = table.split('<w:tr>').slice(1);
    expect(rows).toHaveLength(3);
    expect(rows.map((row) => row.includes('<w:tblHeader/>'))).toEqual([true, false, false]);
    for (const row of rows) expect(row).toContain('<w:cantSplit/>');
    const footers = [...files].filter(([path]) => /word\/footer\d+\.xml/.test(path));
    expect(footers).toHaveLength(2);
    for (const [, footer] of footers) expect(footer).toContain('PAGE');
  });

  it.each(['zh', 'en'] as const)('[NF5] says in %s what the page says, every word', async (lang) => {
    const { body } = await issue('officer', { number: NUMBER });
    const files = unzip((await file('leader', lang)).rawPayload);
    const texts = [...(files.get('word/document.xml') ?? '').matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(
      ([, text = '']) => text.replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&'),
    );
    const words = noticeDocument(body as FindingsNotice, lang);
    const { demands, receipt, signature } = words;
    expect(texts.filter((text) => text !== '')).toEqual([
      ...[words.title, words.number, words.addressee, words.lead, ...words.heads],
      ...words.rows.flat(2),
      ...[demands.title, ...demands.items, demands.counted, words.contact],
      ...[...signature.bodies, signature.day, receipt.title, receipt.text, ...receipt.lines],
    ]);
  });

  it('[NF5] is in the reader’s language unless they ask for another', async () => {
    await issue('officer', { number: NUMBER });
    const titleIn = async (lang?: 'en') =>
      /<w:t[^>]*>([^<]*)</.exec(
        unzip((await file('leader', lang)).rawPayload).get('word/document.xml') ?? '',
      )?.[1];
    expect([await titleIn(), await titleIn('en')]).toEqual(['问题整改通知单', 'Notice of findings']);
  });
});
