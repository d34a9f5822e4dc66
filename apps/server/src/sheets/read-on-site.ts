/** What was given beside the signatures, as each view shows it. [WD4, SN7] */
import type { KeptDrawing } from '@heping/db';
import type { Drawing, PersonRef, Sheet, SheetScan, WitnessedWord } from '@heping/protocol';
import { isOfCentre, type KeptScan, type OnSite } from './on-site.ts';
import type { SheetView } from './view.ts';

/** As it goes out: what the row holds is read-only. */
export const copied = ({ strokes }: KeptDrawing): Drawing => ({
  strokes: strokes.map((stroke) => [...stroke]),
});

interface Shown {
  readonly sheetId: string;
  readonly view: SheetView;
  /** Somebody as they were called when the sheet was locked, or under the name that the row keeps. */
  refTo(person: { readonly id: string; readonly name: string; readonly nameEn: string }): PersonRef;
}

/** Of one revision. A drawing and a reason are not for the public, nor is the paper; that there is one, is. */
export function onSiteOf(
  { words, scans }: OnSite,
  { sheetId: id, view, refTo }: Shown,
): Pick<Sheet, 'witnessed' | 'scans'> {
  const isPublic = view === 'public';
  return {
    witnessed: words
      .filter(({ sheetId }) => sheetId === id)
      .map((word): WitnessedWord => ({
        ...{ id: word.id, kind: word.kind, hash: word.hash, at: word.at },
        signer: { id: word.personId, name: word.personName, nameEn: word.personNameEn, post: word.post },
        statement: word.statement === '' || isPublic ? null : word.statement,
        isDrawn: word.drawing !== null,
        drawing: word.drawing === null || isPublic ? null : copied(word.drawing),
        witness: refTo({ id: word.witnessId, name: word.witnessName, nameEn: word.witnessNameEn }),
      })),
    scans: scans
      .filter(({ scan }) => scan.sheetId === id && (view !== 'leader' || isOfCentre(scan)))
      .map((kept): SheetScan => ({
        ...{ id: kept.scan.id, hash: kept.scan.hash, at: kept.scan.at },
        file: isPublic ? null : fileOf(kept),
        carries: carriedAs(kept, view),
        by: refTo({ id: kept.scan.personId, name: kept.scan.personName, nameEn: kept.scan.personNameEn }),
      })),
  };
}

const fileOf = ({ scan, file }: KeptScan): SheetScan['file'] => ({
  ...{ id: scan.fileId, sha256: scan.sha256 },
  ...{ name: file.name, type: file.type, size: file.size },
});

/** Who of the panel signed is not told to the centre before delivery; why it declined is not for the public. */
function carriedAs({ scan: { carries } }: KeptScan, view: SheetView): SheetScan['carries'] {
  const { panel, centre, seals } = carries;
  return {
    panel: view === 'leader' ? [] : [...panel],
    centre: centre === null ? null : { ...centre, reason: view === 'public' ? '' : centre.reason },
    seals: [...seals],
  };
}
