/** 现场反馈 beside the signatures by password: words given before a witness, and scans of the signed paper. [WD1, SN1] */
import { CENTRE_WORDS, type CentreWord, type SealOf } from '@heping/scoring';
import type { Kit } from '../columns.ts';
import { checksOf } from './checks.ts';
import type { Decisions, KeptDrawing } from './decisions.ts';
import type { Evidence } from './evidence.ts';
import type { Places } from './places.ts';

/** What a scanned paper carries, as whoever keeps it says. */
export interface KeptCarries {
  /** who of the panel signed by hand */
  readonly panel: readonly string[];
  /** the centre’s word by hand; null where the paper has none */
  readonly centre: {
    readonly name: string;
    readonly post: string;
    readonly word: CentreWord;
    readonly reason: string;
  } | null;
  readonly seals: readonly SealOf[];
}

export function defineOnSite(k: Kit, { people }: Places, { sheets }: Decisions, { files }: Evidence) {
  const { oneOf } = checksOf(k);
  const sheetId = () =>
    k
      .text()
      .notNull()
      .references(() => sheets.id);
  const personId = () => k.text().references(() => people.id);

  /** The word of somebody of the centre, given at the panel’s tablet. No signature of an account. Append-only. */
  const witnessedWords = k.table(
    'witnessed_words',
    {
      id: k.text().primaryKey(),
      sheetId: sheetId(),
      kind: k.text({ enum: CENTRE_WORDS }).notNull(),
      /** Whose word it is said to be; null for somebody without an account. */
      personId: personId(),
      personName: k.text().notNull(),
      personNameEn: k.text().notNull(),
      post: k.text().notNull(),
      statement: k.text().notNull().default(''),
      /** null: they declined and would not sign that either. */
      drawing: k.json<KeptDrawing>(),
      /** The hash of the sheet that was in front of them. */
      hash: k.text().notNull(),
      witnessId: personId().notNull(),
      witnessName: k.text().notNull(),
      witnessNameEn: k.text().notNull(),
      at: k.time().notNull(),
    },
    (t) => [
      oneOf('witnessed_words_kind', t.kind, CENTRE_WORDS),
      // One word of a name under a sheet: of two tablets at once one is first.
      k.uniqueIndex('witnessed_words_one_each').on(t.sheetId, t.personName),
    ],
  );

  /** A paper that was signed by hand and sealed, under the sheet whose hash it bears. Append-only. */
  const sheetScans = k.table(
    'sheet_scans',
    {
      id: k.text().primaryKey(),
      sheetId: sheetId(),
      fileId: k
        .text()
        .notNull()
        .references(() => files.id)
        // A file is the scan of one paper.
        .unique(),
      /** Of its bytes, as they are kept. */
      sha256: k.text().notNull(),
      carries: k.json<KeptCarries>().notNull(),
      hash: k.text().notNull(),
      personId: personId().notNull(),
      personName: k.text().notNull(),
      personNameEn: k.text().notNull(),
      at: k.time().notNull(),
    },
    (t) => [k.index('sheet_scans_sheet').on(t.sheetId)],
  );

  return { witnessedWords, sheetScans };
}
