/** signing → preliminary: the server puts its own signature under what the panel signed. [PH4, SE1] */
import { tablesOf, type Db } from '@heping/db';
import { quorumToClose } from '@heping/scoring';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { Refused } from '../../refused.ts';
import { namesOf, seatsOf, sitting } from '../seats.ts';
import { lockedSheet } from '../sheet-in-force.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, phaseAfter, sit } from './sitting.ts';

/** Closes signing when all who sit have signed or dissented, or two thirds and a reason for who is missing. */
export const closeSigning = (
  desk: Desk,
  acting: Acting,
  { reason = '' }: { readonly reason?: string | undefined },
): Promise<void> =>
  sit(desk, acting, 'signing.close', async (here) => {
    const { evaluation, centre, db, now } = here;
    const phase = phaseAfter(here, 'signing.close');
    const sheet = await lockedSheet(db, evaluation.id);
    const panel = sitting(await seatsOf(db, { evaluation, centre }));
    const signed = await signersOf(db, sheet.id);
    const missing = panel.filter(({ id }) => !signed.has(id));
    const quorum = quorumToClose(panel.length, panel.length - missing.length);
    const needsReason = quorum === 'two-thirds' && reason.trim() === '';
    if (quorum === 'not-yet' || needsReason) {
      throw new Refused('SIGNATURES_MISSING', { people: namesOf(missing) });
    }
    const serverSignature = await desk.seal.sign(evaluation.id, sheet.hash);
    const { sheets, evaluations } = tablesOf(db);
    const detail = {
      hash: sheet.hash,
      missing: missing.map(({ id }) => id),
      reason: missing.length > 0 ? reason.trim() : null,
    };
    await decide(here, { action: 'signing.close', subject: sheet.hash, detail, phase }, async (tx) => {
      await tx.update(sheets).set({ serverSignature }).where(eq(sheets.id, sheet.id));
      await tx.update(evaluations).set({ closedSigningAt: now }).where(eq(evaluations.id, evaluation.id));
    });
  });

async function signersOf(db: Db, sheetId: string): Promise<ReadonlySet<string>> {
  const { signatures } = tablesOf(db);
  const rows = await db
    .select()
    .from(signatures)
    .where(
      and(
        eq(signatures.sheetId, sheetId),
        isNull(signatures.discardedAt),
        inArray(signatures.kind, ['sign', 'dissent']),
      ),
    );
  return new Set(rows.map(({ personId }) => personId));
}
