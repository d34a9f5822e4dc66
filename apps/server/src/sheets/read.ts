/** Locked sheets for those who may read them: every revision with its signatures and what it changed. [SH5, PO5] */
import {
  tablesOf,
  type Db,
  type Person,
  type Sheet as SheetRow,
  type Signature as SignatureRow,
  type SignatureKind,
} from '@heping/db';
import type { PersonRef, Sheet, SheetContent, Signature } from '@heping/protocol';
import type { Rubric } from '@heping/scoring';
import { asc, desc, eq, inArray } from 'drizzle-orm';
import { panelColors, personRef } from '../people/person-ref.ts';
import { Refused } from '../refused.ts';
import { soundContent } from './content.ts';
import { sheetChanges } from './changes.ts';
import { sheetFaults } from './check.ts';
import { publicChecklist, withoutWords } from './recorded.ts';
import type { PublicKey } from './seal.ts';
import { copied, onSiteOf } from './read-on-site.ts';
import type { SheetView } from './view.ts';
import { readTrail, refuseWithoutNewest } from './trail.ts';

const KINDS: Readonly<Record<SheetView, readonly SignatureKind[]>> = {
  panel: ['sign', 'dissent', 'acknowledge', 'decline'],
  leader: ['acknowledge', 'decline'],
  result: ['sign', 'dissent', 'acknowledge', 'decline'],
  public: ['sign', 'dissent', 'acknowledge', 'decline'],
};

export interface SheetsQuestion {
  readonly evaluationId: string;
  readonly rubric: Rubric;
  readonly view: SheetView;
  /** The keys by which the server’s seal is checked. */
  readonly keys: readonly PublicKey[];
}

/**
 * The sheets of an evaluation as this view shows them, newest first; each says what of it does not hold. Throws
 * SHEET_ALTERED with the revision that cannot be read any more, or is the newest and gone. [SE4]
 */
export async function readSheets(
  db: Db,
  { evaluationId, rubric, view, keys }: SheetsQuestion,
): Promise<Sheet[]> {
  const { sheets, signatures } = tablesOf(db);
  const rows = await db
    .select()
    .from(sheets)
    .where(eq(sheets.evaluationId, evaluationId))
    .orderBy(desc(sheets.revision));
  const trail = await readTrail(db, evaluationId);
  refuseWithoutNewest(trail);
  if (rows.length === 0) return [];
  const words = await db
    .select()
    .from(signatures)
    .where(
      inArray(
        signatures.sheetId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(signatures.at), asc(signatures.id));
  const under = Map.groupBy(words, ({ sheetId }) => sheetId);
  const contents = new Map(rows.map((row) => [row.revision, legible(row)]));
  const others = await peopleOutside(db, rows, contents);

  const asSeen = (content: SheetContent) => (view === 'public' ? withoutPrivate(content) : content);

  const toSheet = async (row: SheetRow): Promise<Sheet> => {
    const content = contents.get(row.revision) as SheetContent;
    const seesBefore = view === 'panel' || (view !== 'leader' && content.decision !== undefined);
    const before = seesBefore ? contents.get(row.revision - 1) : undefined;
    const own = under.get(row.id) ?? [];
    const refTo = (id: string): PersonRef =>
      refIn(content, id) ?? signedAs(own, id) ?? personRef(others.get(id) ?? unknown(id));
    const previous = rows.find(({ revision }) => revision === row.revision - 1);
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
      closed:
        row.closedAt === null || view === 'leader'
          ? null
          : { at: row.closedAt, by: refTo(row.closedBy ?? row.lockedBy), reason: row.closeReason },
      faults: await sheetFaults(db, keys, { sheet: row, content, previous, signatures: own, rubric, trail }),
      content: asSeen(content),
      signatures: own
        .filter(({ kind }) => KINDS[view].includes(kind))
        .map(({ personId, personName, personNameEn, kind, statement, drawing, hash, at }): Signature => ({
          person:
            refIn(content, personId) ??
            personRef({ id: personId, name: personName || personId, nameEn: personNameEn }),
          kind,
          statement: statement === '' || view === 'public' ? null : statement,
          ...(drawing === null || view === 'public' ? {} : { drawing: copied(drawing) }),
          hash,
          at,
        })),
      ...onSiteOf(trail.onSite, {
        sheetId: row.id,
        view,
        refTo: (one) => refIn(content, one.id) ?? personRef(one),
      }),
      changes: before === undefined ? [] : sheetChanges(rubric, asSeen(before), asSeen(content)),
    };
  };
  const { delivered } = trail;
  const isKnown = ({ revision, discardedAt }: SheetRow) =>
    discardedAt === null || (view !== 'leader' && delivered !== undefined && revision >= delivered.revision);
  const shown = rows.filter((row) => view === 'panel' || isKnown(row));
  return Promise.all(shown.map(toSheet));
}

function legible(row: SheetRow): SheetContent {
  const content = soundContent(row);
  if (content === null) throw new Refused('SHEET_ALTERED', { revision: row.revision });
  return content;
}

/** Somebody as they signed this very sheet: an officer who spoke for the decision that led to it. */
function signedAs(own: readonly SignatureRow[], id: string): PersonRef | undefined {
  const signed = own.find(({ personId, personName }) => personId === id && personName !== '');
  return signed && personRef({ id, name: signed.personName, nameEn: signed.personNameEn });
}

const unknown = (id: string) => ({ id, name: id, nameEn: id });

/** Somebody of the panel as they were called when the sheet was locked. [SH6] */
export function refIn({ panel }: Pick<SheetContent, 'panel'>, id: string): PersonRef | undefined {
  const seat = panel.find((member) => member.id === id);
  return seat && personRef(seat, panelColors(panel.map((member) => member.id)));
}

/** Who set a sheet aside may be of the committee, whom the sheet does not name. */
async function peopleOutside(
  db: Db,
  rows: readonly SheetRow[],
  contents: ReadonlyMap<number, SheetContent>,
): Promise<ReadonlyMap<string, Person>> {
  const seated = new Set([...contents.values()].flatMap(({ panel }) => panel.map(({ id }) => id)));
  const wanted = rows
    .flatMap(({ lockedBy, closedBy, discardedBy }) => [lockedBy, closedBy, discardedBy])
    .filter((id): id is string => id !== null && !seated.has(id));
  if (wanted.length === 0) return new Map();
  const { people } = tablesOf(db);
  const found = await db.select().from(people).where(inArray(people.id, wanted));
  return new Map(found.map((person) => [person.id, person]));
}

/** Notes, photos, sources and a decision’s reasons name or show people whom nobody asked; the hash of each note stays. [PO6] */
const withoutPrivate = ({ pieces: _, ...content }: SheetContent): SheetContent => ({
  ...content,
  facts: Object.fromEntries(
    Object.entries(content.facts).map(([code, { value, notApplicable, details }]) => [
      code,
      { value, notApplicable, how: null, ...(details && { details: { ...withoutWords(details) } }) },
    ]),
  ),
  ...(content.checklists && { checklists: content.checklists.map(publicChecklist) }),
  ...(content.readings && {
    readings: content.readings.map((reading) => ({
      ...reading,
      values: reading.values.map(({ value, by }) => ({ value, by })),
    })),
  }),
  lines: content.lines.map((line) => ({ ...line, note: '', noteLines: [] })),
  ...(content.decision && { decision: { ...content.decision, reason: '', minutes: '' } }),
});
