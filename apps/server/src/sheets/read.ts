/** Locked sheets for those who may read them: every revision with its signatures and what it changed. [SH5, PO5] */
import { tablesOf, type Db, type Sheet as SheetRow, type SignatureKind } from '@heping/db';
import type { Sheet, SheetContent, Signature } from '@heping/protocol';
import type { Phase, Role, Rubric } from '@heping/scoring';
import { asc, desc, eq, inArray } from 'drizzle-orm';
import { panelColors, personRef } from '../people/person-ref.ts';
import { sheetChanges } from './changes.ts';

/** What a kept sheet says: our own canonical JSON, written by `lock` and never changed since. */
export const readSheetContent = ({ canonical }: Pick<SheetRow, 'canonical'>): SheetContent =>
  JSON.parse(canonical) as SheetContent;

/**
 * How much of a sheet somebody sees. `panel`: everything, discarded revisions too. `leader`: the revision in force, to
 * acknowledge it; who of the panel signed how only with the result. `result`: the revision in force with its
 * signatures. `public`: without what may name people outside the panel: evidence notes, how facts were got, statements.
 */
export const SHEET_VIEWS = ['panel', 'leader', 'result', 'public'] as const;
export type SheetView = (typeof SHEET_VIEWS)[number];

/** The view of a reader whom the policy lets read sheets. */
export function sheetView({
  roles,
  evaluation,
}: {
  readonly roles: readonly Role[];
  readonly evaluation: { readonly phase: Phase };
}): SheetView {
  if (roles.some((role) => role === 'panelist' || role === 'officer')) return 'panel';
  return evaluation.phase === 'signing' || evaluation.phase === 'preliminary' ? 'leader' : 'result';
}

const KINDS: Readonly<Record<SheetView, readonly SignatureKind[]>> = {
  panel: ['sign', 'dissent', 'acknowledge', 'decline'],
  leader: ['acknowledge', 'decline'],
  result: ['sign', 'dissent', 'acknowledge', 'decline'],
  public: ['sign', 'dissent', 'acknowledge', 'decline'],
};

/** The sheets of an evaluation as this view shows them, newest first. */
export async function readSheets(
  db: Db,
  {
    evaluationId,
    rubric,
    view,
  }: { readonly evaluationId: string; readonly rubric: Rubric; readonly view: SheetView },
): Promise<Sheet[]> {
  const { sheets, signatures, people, panelMembers } = tablesOf(db);
  const rows = await db
    .select()
    .from(sheets)
    .where(eq(sheets.evaluationId, evaluationId))
    .orderBy(desc(sheets.revision));
  if (rows.length === 0) return [];
  const signed = await db
    .select({ signature: signatures, person: people })
    .from(signatures)
    .innerJoin(people, eq(people.id, signatures.personId))
    .where(
      inArray(
        signatures.sheetId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(signatures.at), asc(signatures.id));
  const actors = rows.flatMap(({ lockedBy, discardedBy }) => [
    lockedBy,
    ...(discardedBy ? [discardedBy] : []),
  ]);
  const named = new Map(
    (await db.select().from(people).where(inArray(people.id, actors))).map((person) => [person.id, person]),
  );
  const seats = await db.select().from(panelMembers).where(eq(panelMembers.evaluationId, evaluationId));
  const colors = panelColors(seats.map(({ personId }) => personId));
  const refTo = (id: string) => personRef(named.get(id) ?? { id, name: id, nameEn: id }, colors);
  const contents = new Map(rows.map((row) => [row.revision, readSheetContent(row)]));

  const toSheet = (row: SheetRow): Sheet => {
    const content = contents.get(row.revision) as SheetContent;
    const before = view === 'panel' ? contents.get(row.revision - 1) : undefined;
    return {
      id: row.id,
      revision: row.revision,
      hash: row.hash,
      lockedAt: row.lockedAt,
      lockedBy: refTo(row.lockedBy),
      discarded:
        row.discardedAt === null
          ? null
          : {
              at: row.discardedAt,
              by: refTo(row.discardedBy ?? row.lockedBy),
              reason: row.discardReason ?? '',
            },
      content: view === 'public' ? withoutPrivate(content) : content,
      signatures: signed
        .filter(({ signature }) => signature.sheetId === row.id && KINDS[view].includes(signature.kind))
        .map(({ signature: { kind, statement, hash, at }, person }): Signature => ({
          person: personRef(person, colors),
          kind,
          statement: statement === '' || view === 'public' ? null : statement,
          hash,
          at,
        })),
      changes: before === undefined ? [] : sheetChanges(rubric, before, content),
    };
  };
  return rows.filter(({ discardedAt }) => view === 'panel' || discardedAt === null).map(toSheet);
}

/** Notes and sources name people whom nobody asked; the hash of each note stays. [PO6] */
const withoutPrivate = (content: SheetContent): SheetContent => ({
  ...content,
  facts: Object.fromEntries(
    Object.entries(content.facts).map(([code, fact]) => [code, { ...fact, how: null }]),
  ),
  lines: content.lines.map((line) => ({ ...line, note: '' })),
});
