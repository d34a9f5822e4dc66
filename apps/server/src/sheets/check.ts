/** Whether a kept sheet is still what was signed: asked each time it is read, so that nobody reads a changed one unwarned. [SE4] */
import { hasAudit, tablesOf, type Db, type Sheet, type Signature } from '@heping/db';
import { schemas, type HistoryFault, type SheetContent, type SheetFault } from '@heping/protocol';
import type { Rubric } from '@heping/scoring';
import { and, eq } from 'drizzle-orm';
import { soundContent } from './content.ts';
import { isPlannedAs } from './history.ts';
import { rubricHash } from './rubric-hash.ts';
import { hashOfSignature, isSealed, type PublicKey, type SealStatement } from './seal.ts';
import { sha256 } from './hash.ts';
import { isRevisionOf } from './revise.ts';
import {
  areBallots,
  areFindings,
  areLogged,
  areOpened,
  isLogged,
  objectionBehind,
  wasClosed,
  type Trail,
} from './trail.ts';

export interface KeptSheet {
  readonly sheet: Sheet;
  /** null: it cannot be read any more. */
  readonly content: SheetContent | null;
  /** The revision before, if there is one. */
  readonly previous: Sheet | undefined;
  /** Every signature under it, discarded ones too. */
  readonly signatures: readonly Signature[];
  /** null: that of the campaign is not known any more. */
  readonly rubric: Rubric | null;
  /** What the log says of it. */
  readonly trail: Trail;
}

/** What does not hold, in the order of the list; nothing for a sheet that stands as it was signed. [SE4] */
export async function sheetFaults(
  db: Db,
  keys: readonly PublicKey[],
  kept: KeptSheet,
): Promise<SheetFault[]> {
  const { sheet, content, signatures, rubric, trail } = kept;
  const seal = sealOf(kept, keys);
  const around: Partial<Record<SheetFault, false>> = Object.fromEntries(
    historyOf(kept).map((fault) => [fault, false]),
  );
  const holds: Readonly<Record<Exclude<SheetFault, HistoryFault>, boolean>> = {
    content: content !== null && sha256(sheet.canonical) === sheet.hash,
    chain: isChained(kept) && isDecided(kept),
    signatures:
      signatures.every(({ hash }) => hash === sheet.hash) &&
      seal.hasSignatures &&
      areLogged(trail, sheet, signatures),
    seal: seal.holds,
    audit: isLogged(trail, sheet) && (seal.statement === null || (await hasAudit(db, seal.statement.audit))),
    findings: areFindings(trail, sheet) && areOpened(trail),
    ballots: areBallots(trail),
    rubric: content === null || (rubric !== null && content.rubric.hash === rubricHash(rubric)),
  };
  const all: Partial<Record<SheetFault, boolean>> = { ...holds, ...around };
  return schemas.SHEET_FAULTS.filter((fault) => all[fault] === false);
}

/** The newest sheet and the one in force speak for the evaluation; older ones for themselves only. */
function historyOf({ sheet, content, trail: { evaluation, history } }: KeptSheet): readonly HistoryFault[] {
  if (sheet.discardedAt !== null && sheet.revision !== history.newest) return [];
  const isOwn = sheet.discardedAt !== null || content === null || isPlannedAs(evaluation, content);
  return isOwn ? history.faults : [...history.faults, 'plan'];
}

const isChained = ({ sheet, content, previous }: KeptSheet): boolean =>
  sheet.previousHash === (previous?.hash ?? null) &&
  (content === null ||
    (content.evaluation === sheet.evaluationId &&
      content.revision === sheet.revision &&
      content.previous === sheet.previousHash));

/**
 * A revision that a decision led to is what the decision makes of the one before, and the log names the same objection;
 * any other carries no decision. [RV3]
 */
function isDecided({ sheet, content, previous, rubric, trail }: KeptSheet): boolean {
  const objection = objectionBehind(trail, sheet);
  if (content === null) return true;
  if (content.decision === undefined || objection === undefined)
    return content.decision === undefined && objection === undefined;
  const before = previous === undefined ? null : soundContent(previous);
  // What it was made of is gone or cannot be read: that has its own fault.
  if (before === null || previous === undefined) return true;
  return (
    content.decision.objection === objection &&
    (rubric === null || isRevisionOf(rubric, { content: before, hash: previous.hash }, content))
  );
}

/** The faults of a sheet that lies in the database, with all that belongs to it. [SE4] */
export async function faultsOf(
  db: Db,
  keys: readonly PublicKey[],
  { sheet, rubric, trail }: Pick<KeptSheet, 'sheet' | 'rubric' | 'trail'>,
): Promise<SheetFault[]> {
  const { sheets, signatures } = tablesOf(db);
  const [previous] = await db
    .select()
    .from(sheets)
    .where(and(eq(sheets.evaluationId, sheet.evaluationId), eq(sheets.revision, sheet.revision - 1)));
  const under = await db.select().from(signatures).where(eq(signatures.sheetId, sheet.id));
  return sheetFaults(db, keys, {
    sheet,
    content: soundContent(sheet),
    previous,
    signatures: under,
    rubric,
    trail,
  });
}

interface SealCheck {
  readonly statement: SealStatement | null;
  readonly holds: boolean;
  readonly hasSignatures: boolean;
}

/** Before the close, as phase, columns and log tell it, there is nothing to seal; afterwards the statement has to name this sheet, its close and its signatures. */
function sealOf({ sheet, signatures, trail }: KeptSheet, keys: readonly PublicKey[]): SealCheck {
  const { sealed, serverSignature, closedAt, closedBy, closeReason } = sheet;
  const hasNone = closedAt === null && sealed === null && serverSignature === null;
  if (hasNone && !wasClosed(trail, sheet)) return { statement: null, holds: true, hasSignatures: true };
  if (sealed === null || serverSignature === null)
    return { statement: null, holds: false, hasSignatures: true };
  if (!isSealed(keys, { statement: sealed, seal: serverSignature }))
    return { statement: null, holds: false, hasSignatures: true };
  // Our own words: the signature over them has just been checked.
  const statement = JSON.parse(sealed) as SealStatement;
  const { closed } = statement;
  const holds =
    statement.evaluation === sheet.evaluationId &&
    statement.revision === sheet.revision &&
    statement.sheet === sheet.hash &&
    closed.at === closedAt &&
    closed.by === closedBy &&
    closed.reason === closeReason;
  return { statement, holds, hasSignatures: areCovered(statement, signatures) };
}

/** All that were sealed are there; what came later is the centre’s word, which may follow the close. [SG4] */
function areCovered({ signatures: sealed }: SealStatement, signatures: readonly Signature[]): boolean {
  const there = new Map(signatures.map((signature) => [hashOfSignature(signature), signature]));
  const later = [...there].filter(([hash]) => !sealed.includes(hash));
  return (
    sealed.every((hash) => there.has(hash)) &&
    later.every(([, { kind }]) => kind === 'acknowledge' || kind === 'decline')
  );
}
