/**
 * What was given beside the signatures of accounts: words before a witness, and scans of the signed paper. Each has one
 * entry in the log, under the hash of its sheet, with the hash of all that the row says; the audit head under the seal
 * covers what came before the close, the chain itself what came later. [WD5, SN5]
 */
import {
  tablesOf,
  type AuditEntry,
  type Db,
  type FileType,
  type SheetScan,
  type WitnessedWord,
} from '@heping/db';
import { asc, eq } from 'drizzle-orm';
import { hashOf } from './hash.ts';

/** A scan with what the row of its file says. */
export interface KeptScan {
  readonly scan: SheetScan;
  readonly file: {
    readonly sha256: string;
    readonly name: string;
    readonly type: FileType;
    readonly size: number;
  };
}

export interface OnSite {
  readonly words: readonly WitnessedWord[];
  readonly scans: readonly KeptScan[];
}

/** Of all revisions of an evaluation, in the order in which they came. */
export async function readOnSite(db: Db, evaluationId: string): Promise<OnSite> {
  const { files, sheets, sheetScans, witnessedWords } = tablesOf(db);
  const [words, scans] = await Promise.all([
    db
      .select({ word: witnessedWords })
      .from(witnessedWords)
      .innerJoin(sheets, eq(sheets.id, witnessedWords.sheetId))
      .where(eq(sheets.evaluationId, evaluationId))
      .orderBy(asc(witnessedWords.at), asc(witnessedWords.id)),
    db
      .select({ scan: sheetScans, file: files })
      .from(sheetScans)
      .innerJoin(sheets, eq(sheets.id, sheetScans.sheetId))
      .innerJoin(files, eq(files.id, sheetScans.fileId))
      .where(eq(sheets.evaluationId, evaluationId))
      .orderBy(asc(sheetScans.at), asc(sheetScans.id)),
  ]);
  return { words: words.map(({ word }) => word), scans };
}

/** What the log keeps of a row: all of it. */
export const hashOfWord = (word: WitnessedWord): string => hashOf({ ...word });
export const hashOfScan = (scan: SheetScan): string => hashOf({ ...scan });

export const WORD_ACTIONS = { acknowledge: 'witness.acknowledge', decline: 'witness.decline' } as const;
export const SCAN_ACTION = 'scan.keep';
const KEPT: ReadonlySet<string> = new Set([...Object.values(WORD_ACTIONS), SCAN_ACTION]);

interface Under {
  readonly id: string;
  readonly hash: string;
}

/** Every row under a sheet has its entry and every entry its row, and both speak of this sheet. */
export function areKept(
  entries: readonly AuditEntry[],
  { words, scans }: OnSite,
  { id, hash }: Under,
): boolean {
  const told = entries.filter(({ action, subject }) => subject === hash && KEPT.has(action));
  const rows = [
    ...words
      .filter(({ sheetId }) => sheetId === id)
      .map((word) => ({
        ...{ action: WORD_ACTIONS[word.kind], at: word.at, by: word.witnessId },
        ...{ kept: hashOfWord(word), isBound: word.hash === hash },
      })),
    ...scans
      .filter(({ scan }) => scan.sheetId === id)
      .map(({ scan, file }) => ({
        ...{ action: SCAN_ACTION, at: scan.at, by: scan.personId, kept: hashOfScan(scan) },
        isBound: scan.hash === hash && scan.sha256 === file.sha256,
      })),
  ];
  const isTold = ({ action, at, by, kept }: (typeof rows)[number]) =>
    told.some(
      (entry) =>
        entry.action === action && entry.at === at && entry.personId === by && entry.detail['kept'] === kept,
    );
  return (
    rows.length === told.length &&
    new Set(rows.map(({ kept }) => kept)).size === rows.length &&
    rows.every((row) => row.isBound && isTold(row))
  );
}

/** Who of the panel signed a paper under this sheet by hand. [SN3] */
export const signedByHand = (scans: readonly Pick<SheetScan, 'carries'>[]): ReadonlySet<string> =>
  new Set(scans.flatMap(({ carries }) => carries.panel));

/** Whether the paper is the centre's, too: it bears its word or its seal. [SN6] */
export const isOfCentre = ({ carries }: Pick<SheetScan, 'carries'>): boolean =>
  carries.centre !== null || carries.seals.includes('centre');
