/**
 * A paper that was printed, signed by hand and sealed, as a scan under the revision whose code it bears. What it carries is
 * what whoever keeps it says; everybody named in it is told. [SN1–SN6]
 */
import { tablesOf, type Sheet, type SheetScan } from '@heping/db';
import { SHEET_CODE_DIGITS, isCodeOf, readSheetCode, type Carries, type KeepScan } from '@heping/protocol';
import { isBlank, minuteIn } from '@heping/scoring';
import { and, desc, eq } from 'drizzle-orm';
import { named, notify } from '../../notifications/notify.ts';
import { peopleIn } from '../../notifications/recipients.ts';
import { nameOf, Refused } from '../../refused.ts';
import { readSheetContent } from '../../sheets/content.ts';
import { hashOfScan, isOfCentre, SCAN_ACTION } from '../../sheets/on-site.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, mayAct, sit, type Sitting } from './sitting.ts';
import { soundSheet } from './sound-sheet.ts';

export async function keepScan(desk: Desk, acting: Acting, input: KeepScan): Promise<void> {
  await mayAct(desk, acting, 'scan.keep');
  const { carries } = input;
  requireCarried(carries);
  const code = readSheetCode(input.code);
  if (code === null) throw new Refused('SCAN_CODE', { digits: SHEET_CODE_DIGITS });
  await sit(desk, acting, 'scan.keep', async (here) => {
    const { db, visitor, now, evaluation } = here;
    const sheet = await soundSheet(desk, here);
    await requirePaperOf(here, sheet, code);
    const missing = strangersIn(carries, sheet);
    if (missing > 0) throw new Refused('SCAN_SIGNER', { count: missing });
    const file = await fileOf(here, input.file);
    await assertNew(here, file.sha256);
    const scan: SheetScan = {
      ...{ id: desk.newId(), sheetId: sheet.id, fileId: file.id, sha256: file.sha256 },
      carries: {
        ...carries,
        panel: [...new Set(carries.panel)].sort(),
        seals: [...new Set(carries.seals)].sort(),
      },
      hash: sheet.hash,
      ...{ personId: visitor.personId, personName: visitor.name, personNameEn: visitor.nameEn },
      at: now,
    };
    const detail = {
      ...{ kept: hashOfScan(scan), file: file.sha256, revision: sheet.revision, panel: scan.carries.panel },
      ...(carries.centre === null ? {} : { name: carries.centre.name, word: carries.centre.word }),
      ...(carries.centre === null || carries.centre.reason === '' ? {} : { reason: carries.centre.reason }),
    };
    await decide(here, { action: SCAN_ACTION, subject: sheet.hash, detail }, async (tx) => {
      await tx.insert(tablesOf(db).sheetScans).values(scan);
      const leaders = isOfCentre(scan)
        ? await peopleIn(tx, here, { roles: ['leader'], action: 'sheet.read', phase: evaluation.phase })
        : [];
      await notify(tx, {
        people: [...scan.carries.panel, ...leaders],
        ...{ kind: 'scan.kept', key: scan.id, path: `/evaluations/${evaluation.id}/sign` },
        params: { ...named('person', visitor), ...named('centre', here.centre) },
        ...{ evaluationId: evaluation.id, at: now, by: visitor.personId },
      });
    });
  });
}

/** Throws SCAN_EMPTY, SCAN_UNSEALED, SIGNER_MISSING, REASON_MISSING. [SN3] */
function requireCarried({ panel, centre, seals }: Carries): void {
  if (panel.length === 0 && centre === null) throw new Refused('SCAN_EMPTY');
  if (seals.length === 0) throw new Refused('SCAN_UNSEALED');
  if (centre === null) return;
  if (isBlank(centre.name) || isBlank(centre.post)) throw new Refused('SIGNER_MISSING');
  if (centre.word === 'decline' && isBlank(centre.reason)) throw new Refused('REASON_MISSING');
}

/** Throws SCAN_REVISION with the one the paper is of, SCAN_OTHER where it is none of this evaluation's. [SN2] */
async function requirePaperOf({ db, evaluation }: Sitting, sheet: Sheet, code: string): Promise<void> {
  if (isCodeOf(code, sheet.hash)) return;
  const { sheets } = tablesOf(db);
  const rows = await db
    .select({ revision: sheets.revision, hash: sheets.hash })
    .from(sheets)
    .where(eq(sheets.evaluationId, evaluation.id))
    .orderBy(desc(sheets.revision));
  const other = rows.find(({ hash }) => isCodeOf(code, hash));
  if (other === undefined) throw new Refused('SCAN_OTHER');
  throw new Refused('SCAN_REVISION', { revision: other.revision, current: sheet.revision });
}

/** How many are said to have signed who do not sit on the panel that was locked. */
function strangersIn({ panel }: Carries, sheet: Sheet): number {
  const seated = new Set(
    readSheetContent(sheet)
      .panel.filter(({ recused }) => !recused)
      .map(({ id }) => id),
  );
  return panel.filter((id) => !seated.has(id)).length;
}

/** What the same person brought to this evaluation. Throws FILE_UNKNOWN. */
async function fileOf({ db, evaluation, visitor }: Sitting, id: string) {
  const { files } = tablesOf(db);
  const [file] = await db
    .select({ id: files.id, sha256: files.sha256 })
    .from(files)
    .where(
      and(eq(files.id, id), eq(files.evaluationId, evaluation.id), eq(files.personId, visitor.personId)),
    );
  if (file === undefined) throw new Refused('FILE_UNKNOWN', { count: 1 });
  return file;
}

/** One paper is of one revision: the same bytes are not kept again, under another neither. Throws SCAN_TWICE. [SN4] */
async function assertNew({ db, campaign, evaluation }: Sitting, sha256: string): Promise<void> {
  const { sheets, sheetScans } = tablesOf(db);
  const [known] = await db
    .select({ scan: sheetScans })
    .from(sheetScans)
    .innerJoin(sheets, eq(sheets.id, sheetScans.sheetId))
    .where(and(eq(sheets.evaluationId, evaluation.id), eq(sheetScans.sha256, sha256)));
  if (known === undefined) return;
  const { personName, personNameEn, at } = known.scan;
  throw new Refused('SCAN_TWICE', {
    person: nameOf({ name: personName, nameEn: personNameEn }),
    at: minuteIn(campaign.timeZone, at),
  });
}
