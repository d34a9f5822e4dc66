/** 问题整改通知单: issue it, read it, take it away as .docx. */
import { noticeDocument, schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { deskOf } from '../evaluations/commands/desk.ts';
import { leftSignal } from '../plugins/left.ts';
import { localeOf } from '../plugins/locale.ts';
import { answers, Bytes, type Api } from '../plugins/openapi.ts';
import { requireVisitor } from '../plugins/session.ts';
import { Refused } from '../refused.ts';
import { issueNotice } from './issue.ts';
import { NoticePress } from './press.ts';
import { readNotice } from './read.ts';

const tags = ['results'];
const One = z.object({ id: schemas.Id });
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export function noticeRoutes(app: FastifyInstance, api: Api): void {
  const desk = deskOf(app);
  const press = new NoticePress();

  api.get(
    '/evaluations/:id/notice',
    {
      schema: {
        tags,
        summary: 'The notice of findings, from delivery on 问题整改通知单',
        params: One,
        response: answers(schemas.FindingsNotice),
      },
    },
    async (request) => readNotice(desk, request.params.id, requireVisitor(request)),
  );

  api.post(
    '/evaluations/:id/notice',
    {
      schema: {
        tags,
        summary: 'Issue the notice of findings, or correct number and addressee with a reason 印发通知单',
        params: One,
        body: schemas.IssueNotice,
        response: answers(schemas.FindingsNotice),
      },
    },
    async (request) => {
      const visitor = requireVisitor(request);
      await issueNotice(desk, { evaluation: request.params.id, visitor }, request.body);
      return readNotice(desk, request.params.id, visitor);
    },
  );

  api.get(
    '/evaluations/:id/notice.docx',
    {
      schema: {
        tags,
        summary: 'The issued notice of findings as an office document',
        params: One,
        querystring: z.object({ lang: schemas.LocaleName.optional() }),
        response: answers(Bytes),
        produces: [DOCX],
      },
    },
    async (request, reply) => {
      const visitor = requireVisitor(request);
      const notice = await readNotice(desk, request.params.id, visitor);
      if (notice.issued === null) throw new Refused('NOTICE_NOT_ISSUED');
      const locale = request.query.lang ?? localeOf(request);
      const words = noticeDocument(notice, locale);
      const bytes = await press.print(visitor.personId, { words, locale }, leftSignal(reply));
      const name = fileName([words.title, notice.issued.number, notice.centre.name]);
      return reply
        .type(DOCX)
        .header('content-disposition', `attachment; filename="notice.docx"; filename*=UTF-8''${name}`)
        .header('cache-control', 'no-store')
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    },
  );
}

/** What no file system keeps in a name. */
const UNFIT = /[\\/:*?"<>|\p{Cc}]+/gu;

/** RFC 5987: a Chinese name in a header, what is not an attr-char as %XX. */
const fileName = (parts: readonly string[]): string =>
  encodeURIComponent(`${parts.join(' ').replaceAll(UNFIT, ' ').trim()}.docx`).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
