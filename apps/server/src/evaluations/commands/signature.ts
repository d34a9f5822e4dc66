/** Putting one’s name under a locked sheet: by password, under the hash that was shown, once. [SG1–SG4] */
import { tablesOf, type AuditDetail, type Sheet, type SignatureKind } from '@heping/db';
import type { Drawing } from '@heping/protocol';
import { minuteIn, type Action } from '@heping/scoring';
import { and, eq, isNull } from 'drizzle-orm';
import { Refused } from '../../refused.ts';
import { hashOf } from '../../sheets/hash.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, mayAct, sit, type Sitting } from './sitting.ts';
import { soundSheet } from './sound-sheet.ts';

export interface Word {
  readonly kind: SignatureKind;
  readonly statement: string;
  /** By hand, beside the password. [SG5] */
  readonly drawing?: Drawing | undefined;
}

interface Signing extends Word {
  readonly password: string;
  /** The hash that was in front of the person. */
  readonly hash: string;
}

/** Signs in one’s own name. The password is checked before the queue: it takes long on purpose. */
export async function putUnder(desk: Desk, acting: Acting, action: Action, signing: Signing): Promise<void> {
  await mayAct(desk, acting, action);
  if (!(await desk.verifyPassword(acting.visitor.personId, signing.password))) {
    throw new Refused('WRONG_PASSWORD');
  }
  await sit(desk, acting, action, async (here) => {
    const sheet = await soundSheet(desk, here);
    if (sheet.hash !== signing.hash) throw new Refused('CHANGED');
    await assertUnsigned(here, sheet, here.visitor.personId);
    const { kind, statement, drawing = null } = signing;
    const { signatures } = tablesOf(here.db);
    const { name, nameEn } = here.visitor;
    const detail: AuditDetail = {
      ...{ hash: sheet.hash, name, nameEn },
      ...(statement === '' ? {} : { statement }),
      ...(drawing === null ? {} : { drawing: hashOf(drawing) }),
    };
    await decide(here, { action: kind, subject: sheet.hash, detail }, (tx) =>
      tx.insert(signatures).values({
        id: desk.newId(),
        sheetId: sheet.id,
        personId: here.visitor.personId,
        personName: name,
        personNameEn: nameEn,
        kind,
        statement,
        drawing,
        hash: sheet.hash,
        at: here.now,
        discardedAt: null,
      }),
    );
  });
}

/** Throws ALREADY_SIGNED where somebody's own word stands under the sheet. [SG2] */
export async function assertUnsigned(
  { db, campaign }: Pick<Sitting, 'db' | 'campaign'>,
  sheet: Sheet,
  personId: string,
): Promise<void> {
  const { signatures } = tablesOf(db);
  const [standing] = await db
    .select()
    .from(signatures)
    .where(
      and(
        eq(signatures.sheetId, sheet.id),
        eq(signatures.personId, personId),
        isNull(signatures.discardedAt),
      ),
    );
  if (standing !== undefined) {
    throw new Refused('ALREADY_SIGNED', { at: minuteIn(campaign.timeZone, standing.at) });
  }
}
