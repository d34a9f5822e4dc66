/** signing → preliminary: the server seals what the panel signed. [PH4, SE1] */
import { auditHead, canonicalJson, tablesOf, type Db, type Signature } from '@heping/db';
import { isBlank, quorumToClose } from '@heping/scoring';
import { and, eq, isNull } from 'drizzle-orm';
import { Refused } from '../../refused.ts';
import { hashOfSignature, type SealStatement } from '../../sheets/seal.ts';
import { readOnSite, signedByHand } from '../../sheets/on-site.ts';
import { readSheetContent } from '../../sheets/content.ts';
import { namesOf } from '../seats.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, phaseAfter, sit } from './sitting.ts';
import { soundSheet } from './sound-sheet.ts';

/** Closes signing when all who sit have signed or dissented, in the system or by hand on a sealed paper, or two thirds and a reason for who is missing. */
export const closeSigning = (
  desk: Desk,
  acting: Acting,
  { reason = '' }: { readonly reason?: string | undefined },
): Promise<void> =>
  sit(desk, acting, 'signing.close', async (here) => {
    const { evaluation, visitor, db, now } = here;
    const phase = phaseAfter(here, 'signing.close');
    const sheet = await soundSheet(desk, here);
    // The panel that was locked with the sheet: who may not sign any more is missing, with a reason.
    const panel = readSheetContent(sheet).panel.filter(({ recused }) => !recused);
    const signatures = await signaturesOf(db, sheet.id);
    const signed = signatures.filter(({ kind }) => kind === 'sign' || kind === 'dissent');
    // Signing by hand on a sealed paper counts as well. [SN6]
    const byHand = signedByHand(
      (await readOnSite(db, evaluation.id)).scans
        .filter(({ scan }) => scan.sheetId === sheet.id)
        .map(({ scan }) => scan),
    );
    const hasSigned = (id: string) => signed.some(({ personId }) => personId === id);
    const missing = panel.filter(({ id }) => !hasSigned(id) && !byHand.has(id));
    const onPaper = panel.map(({ id }) => id).filter((id) => !hasSigned(id) && byHand.has(id));
    const quorum = quorumToClose(panel.length, panel.length - missing.length);
    const needsReason = quorum === 'two-thirds' && isBlank(reason);
    if (quorum === 'not-yet' || needsReason) {
      throw new Refused('SIGNATURES_MISSING', { people: namesOf(missing) });
    }
    const closeReason = missing.length > 0 ? reason.trim() : null;
    const { sheets, evaluations } = tablesOf(db);
    const detail = {
      hash: sheet.hash,
      missing: missing.map(({ id }) => id),
      reason: closeReason,
      ...(onPaper.length === 0 ? {} : { byHand: onPaper }),
    };
    await decide(here, { action: 'signing.close', subject: sheet.hash, detail, phase }, async (tx) => {
      const statement: SealStatement = {
        format: 'heping-seal-2',
        evaluation: evaluation.id,
        revision: sheet.revision,
        sheet: sheet.hash,
        signatures: signatures.map(hashOfSignature).sort(),
        closed: { at: now, by: visitor.personId, reason: closeReason },
        audit: await auditHead(tx),
      };
      const sealed = canonicalJson(statement);
      await tx
        .update(sheets)
        .set({
          ...{ closedAt: now, closedBy: visitor.personId, closeReason },
          ...{ sealed, serverSignature: await desk.seal.sign(sealed) },
        })
        .where(eq(sheets.id, sheet.id));
      await tx.update(evaluations).set({ closedSigningAt: now }).where(eq(evaluations.id, evaluation.id));
    });
  });

/** Every word that stands under the sheet, the centre’s too. */
const signaturesOf = (db: Db, sheetId: string): Promise<readonly Signature[]> => {
  const { signatures } = tablesOf(db);
  return db
    .select()
    .from(signatures)
    .where(and(eq(signatures.sheetId, sheetId), isNull(signatures.discardedAt)));
};
