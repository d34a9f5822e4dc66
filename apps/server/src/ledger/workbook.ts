/** The ledger as a file for Excel and WPS: the same filter, sort and group as on the page. [LG9] */
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import type { Db } from '@heping/db';
import type { LedgerOrder } from '@heping/protocol';
import type { Locale } from '@heping/scoring';
import { Turns } from '../turns.ts';
import { columnsFor } from './columns.ts';
import { conditionsOf, requireSound, todayOf, type LedgerReader } from './filter.ts';
import { readGroups } from './groups.ts';
import { readRows } from './rows.ts';
import { arrange } from './window.ts';
import type { BookMessage } from './workbook-thread.ts';

const THREAD = new URL('./workbook-thread.ts', import.meta.url);
/** Rows that are read between two breaths of the server. */
const PART = 500;
/**
 * Each takes half a gigabyte for as long as fifty thousand rows take: two at once, one of each person, and others wait
 * in line; of one person another one waits.
 */
const turns = new Turns({ atOnce: 2, ofOne: 1, lineOfOne: 2, line: 40, waitMs: 10_000 });
/** Excel holds a million and some. */
const MOST_ROWS = 1_000_000;
const MEMORY_MB = 2_048;

const TITLES = { zh: '问题整改台账', en: 'Rectification ledger' } as const;

/** `问题整改台账-2026-11-23.xlsx` */
export const bookName = (reader: LedgerReader, locale: Locale): string =>
  `${TITLES[locale]}-${todayOf(reader)}.xlsx`;

export interface BookAsked {
  readonly order: LedgerOrder;
  readonly locale: Locale;
  /** In whose line it waits. */
  readonly personId: string;
  /** Aborts when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

export interface Book {
  readonly bytes: Uint8Array;
  readonly rows: number;
}

/** Throws LEDGER_RANGE, and SLOW_DOWN where somebody asks for a third at once. */
export async function writeBook(db: Db, reader: LedgerReader, asked: BookAsked): Promise<Book> {
  requireSound(asked.order);
  return turns.take(asked.personId, () => writeInThread(db, reader, asked), asked.signal);
}

async function writeInThread(
  db: Db,
  reader: LedgerReader,
  { order, locale, signal }: BookAsked,
): Promise<Book> {
  const thread = new Worker(THREAD, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
  try {
    const say = (message: BookMessage) => thread.postMessage(message);
    const answer = async () => {
      const [said] = (await once(thread, 'message', { signal })) as [unknown];
      return said;
    };
    const columns = columnsFor(reader.scope.isOfficer);
    const title = `${TITLES[locale]}${locale === 'zh' ? `（${todayOf(reader)}）` : ` (${todayOf(reader)})`}`;
    say({
      ...{ kind: 'begin', title, sheet: TITLES[locale] },
      heads: columns.map(({ head }) => head[locale]),
      widths: columns.map(({ width }) => width),
    });
    const ids = await allIds(db, reader, order);
    for (let from = 0; from < ids.length; from += PART) {
      const rows = await readRows(db, reader, ids.slice(from, from + PART));
      const kept = answer();
      say({
        kind: 'rows',
        rows: rows.map((row, place) => columns.map(({ cell }) => cell(row, from + place, locale))),
      });
      // The thread keeps pace, and everybody else is answered in between.
      await kept;
      signal.throwIfAborted();
    }
    const book = answer();
    say({ kind: 'end' });
    const bytes = await book;
    if (!(bytes instanceof Uint8Array)) throw new Error('expected the bytes of a workbook');
    return { bytes, rows: ids.length };
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await thread.terminate();
  }
}

async function allIds(db: Db, reader: LedgerReader, order: LedgerOrder): Promise<string[]> {
  const where = conditionsOf(db, reader, order);
  const { scope } = reader;
  const groups = order.group === undefined ? [] : await readGroups(db, order.group, where, scope);
  return arrange(db, order, where, { scope, window: { offset: 0, limit: MOST_ROWS }, groups });
}
