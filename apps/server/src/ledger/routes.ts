/** 整改台账: the committee's view of every finding of its area. [LG1–LG9] */
import { schemas } from '@heping/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { deskOf } from '../evaluations/commands/desk.ts';
import { faultOf } from '../plugins/errors.ts';
import { leftSignal } from '../plugins/left.ts';
import { localeOf } from '../plugins/locale.ts';
import { answers, Bytes, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { Turns } from '../turns.ts';
import { handleMany } from './bulk.ts';
import { readChoices } from './choices.ts';
import type { LedgerReader } from './filter.ts';
import { assigning, extending, remarking, urging, type Handling } from './handle.ts';
import { readCalendar, readIds, readLedger, readRow } from './read.ts';
import { ledgerScope, requireLed } from './scope.ts';
import { changeView, deleteView, listViews, saveView } from './views.ts';
import { logBook } from './workbook-log.ts';
import { bookName, writeBook } from './workbook.ts';

const tags = ['ledger'];
const One = z.object({ finding: schemas.Id });
const View = z.object({ view: schemas.Id });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An act on five hundred is as many commits: of one person one is under way, and another one waits. [LG7] */
const BULK = { atOnce: 8, ofOne: 1, lineOfOne: 2, line: 80, waitMs: 5_000 } as const;

export function ledgerRoutes(app: FastifyInstance, api: Api): void {
  const { store } = app;
  const { db } = store;
  const desk = deskOf(app);
  const bulkTurns = new Turns(BULK);
  const readerOf = async (request: FastifyRequest): Promise<LedgerReader> => ({
    scope: await ledgerScope(db, requireVisitor(request)),
    now: app.clock(),
  });

  api.get(
    '/ledger',
    {
      schema: {
        tags,
        summary: 'A window of the ledger, filtered, sorted, grouped, with its figures 整改台账',
        querystring: schemas.LedgerQuestion,
        response: answers(schemas.Ledger),
      },
    },
    async (request) => readLedger(db, await readerOf(request), request.query),
  );
  api.get(
    '/ledger/choices',
    {
      schema: {
        tags,
        summary: 'What a filter can choose from 筛选项',
        response: answers(schemas.LedgerChoices),
      },
    },
    async (request) => readChoices(db, await readerOf(request)),
  );
  api.get(
    '/ledger/calendar',
    {
      schema: {
        tags,
        summary: 'A month by due dates, with working days 日历',
        querystring: schemas.LedgerMonth,
        response: answers(schemas.LedgerCalendar),
      },
    },
    async (request) => readCalendar(db, await readerOf(request), request.query),
  );
  api.get(
    '/ledger/ids',
    {
      schema: {
        tags,
        summary: 'Every finding that matches, up to as many as can be acted on at once',
        querystring: schemas.LedgerOrder,
        response: answers(schemas.LedgerIds),
      },
    },
    async (request) => ({ ids: await readIds(db, await readerOf(request), request.query) }),
  );
  api.get(
    '/ledger/rows/:finding',
    { schema: { tags, summary: 'One line 一行', params: One, response: answers(schemas.LedgerRow) } },
    async (request) => readRow(db, await readerOf(request), request.params.finding),
  );
  api.get(
    '/ledger.xlsx',
    {
      schema: {
        tags,
        summary: 'The ledger as a file for Excel and WPS 导出',
        querystring: schemas.LedgerBook,
        produces: [XLSX],
        response: answers(Bytes),
      },
    },
    async (request, reply) => {
      const { personId } = requireVisitor(request);
      const reader = await readerOf(request);
      const { locale = localeOf(request), ...order } = request.query;
      const name = bookName(reader, locale);
      const asked = { order, locale, personId, signal: leftSignal(reply) };
      const { bytes, rows } = await writeBook(db, reader, asked);
      await logBook(store, { personId, at: app.clock(), order, rows });
      return reply
        .header('content-type', XLSX)
        .header(
          'content-disposition',
          `attachment; filename="ledger.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    },
  );

  api.put(
    '/ledger/rows/:finding/remark',
    {
      schema: {
        tags,
        summary: 'The committee’s remark 备注',
        params: One,
        body: schemas.ChangeRemark,
        response: answers(schemas.LedgerRow),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      const { finding } = request.params;
      const reader = await readerOf(request);
      const row = await readRow(db, reader, finding);
      if (reader.scope.isOfficer) await requireLed(db, reader.scope, row.ledBy.id);
      await remarking(request.body)(desk, { evaluation: row.evaluation, finding, visitor });
      return readRow(db, await readerOf(request), finding);
    },
  );

  /** POST /ledger/<verb>: one act on many findings. */
  function many<Body extends z.ZodType<{ readonly findings: readonly string[] }>>(
    verb: string,
    summary: string,
    body: Body,
    handlingOf: (said: z.output<Body>) => Handling,
  ): void {
    api.post(
      `/ledger/${verb}`,
      { schema: { tags, summary, body, response: answers(schemas.BulkDone) } },
      async (request, reply) => {
        const visitor = requireVisitor(request);
        const { scope } = await readerOf(request);
        const said = request.body as z.output<Body>;
        const fault = (error: unknown) => faultOf(request, error);
        const act = { visitor, scope, findings: said.findings, locale: localeOf(request), fault };
        const work = () => handleMany(desk, act, handlingOf(said));
        return bulkTurns.take(visitor.personId, work, leftSignal(reply));
      },
    );
  }
  many('assign', 'Who handles them 指定经办人', schemas.AssignHandler, ({ handler }) => assigning(handler));
  many('extend', 'A later date, with its reason 延期', schemas.ExtendFindings, extending);
  many('urge', 'Urge now 催办', schemas.RemindFindings, ({ note }) => urging(note));

  api.get(
    '/ledger/views',
    { schema: { tags, summary: 'One’s own saved views 常用视图', response: answers(schemas.SavedViews) } },
    async (request) => {
      const { personId } = requireVisitor(request);
      await readerOf(request);
      return { views: await listViews(db, personId) };
    },
  );
  api.post(
    '/ledger/views',
    {
      schema: {
        tags,
        summary: 'Save a view 保存视图',
        body: schemas.NewView,
        response: answers(schemas.SavedViews),
      },
    },
    async (request) => {
      const { personId } = requireVisitor(request);
      await readerOf(request);
      await saveView(store, { personId, now: app.clock(), ...request.body });
      return { views: await listViews(db, personId) };
    },
  );
  api.patch(
    '/ledger/views/:view',
    {
      schema: {
        tags,
        summary: 'Rename a view, or give it another filter 重命名',
        params: View,
        body: schemas.ChangeView,
        response: answers(schemas.SavedViews),
      },
    },
    async (request) => {
      const { personId } = requireVisitor(request);
      await readerOf(request);
      const { name, query } = request.body;
      await changeView(store, { personId, id: request.params.view, name, query });
      return { views: await listViews(db, personId) };
    },
  );
  api.delete(
    '/ledger/views/:view',
    {
      schema: {
        tags,
        summary: 'Delete a view 删除视图',
        params: View,
        response: answers(schemas.SavedViews),
      },
    },
    async (request) => {
      const { personId } = requireVisitor(request);
      await readerOf(request);
      await deleteView(store, { personId, id: request.params.view });
      return { views: await listViews(db, personId) };
    },
  );
}
